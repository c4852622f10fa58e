/* Signing out, taking consent back or deleting everything wipes the device as well, after asking about what was not sent yet. */
globalThis.steadyback ??= {};

{
  const { ask } = document.querySelector("[data-outbox]").dataset;

  const wipe = async () => {
    for (const name of await caches.keys()) await caches.delete(name);
    await steadyback.vault.wipe();
    localStorage.removeItem("steadyback-player");
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.unregister();
  };

  for (const form of document.querySelectorAll("form[data-sign-out]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      await steadyback.mail?.flush().catch(() => null);
      const waiting = (await steadyback.mail?.waiting().catch(() => [])) ?? [];
      if (waiting.length && !confirm(ask.replace("{n}", waiting.length))) return;
      await wipe().catch(() => null);
      form.submit();
    });
  }
}
