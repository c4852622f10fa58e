// "None of these" and the other rows of a list untick each other. Without this the server says so.
document.addEventListener("change", ({ target }) => {
  const list = target.closest(".choices:has([data-none])");
  if (!list || !target.checked) return;
  const none = list.querySelector("[data-none]");
  for (const box of list.querySelectorAll("input")) {
    if (box !== target && (target === none || box === none)) box.checked = false;
  }
});
