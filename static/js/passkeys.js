// A browser without passkeys is shown another way in. When no passkey comes from the device, the page says so.
{
  const show = (what, shown = true) => {
    for (const each of document.querySelectorAll(`[data-passkeys=${what}]`)) each.hidden = !shown;
  };

  if (!globalThis.PublicKeyCredential) {
    show("wanted", false);
    show("missing");
  }
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    show("failed");
  });
}
