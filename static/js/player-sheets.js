/* The sheets over the player: real dialogs. While one is open the session waits, and goes on when it closes. */
globalThis.steadyback ??= {};

steadyback.sheets = (player) => {
  const find = (name) => document.querySelector(`dialog[data-sheet="${name}"]`);
  let wasRunning = false;

  const open = (name) => {
    wasRunning = !player.isPaused();
    player.press("pause");
    find(name).showModal();
  };

  /* `value` is what the sheet's button said; Escape and "keep going" say nothing. */
  const closed = (sheet) => {
    const answer = sheet.returnValue;
    sheet.returnValue = "";
    if (sheet.dataset.sheet === "hurts" && answer) player.press("hurts", answer);
    else if (sheet.dataset.sheet === "close" && answer === "finish") player.press("close");
    else if (wasRunning) player.press("resume");
  };

  for (const sheet of document.querySelectorAll("dialog[data-sheet]"))
    sheet.addEventListener("close", () => closed(sheet));

  return { open, isOpen: () => Boolean(document.querySelector("dialog[open]")) };
};

/* Space, arrows and ? work wherever the focus is not in something that uses them itself; they can be switched off. */
steadyback.keys = (settings, press, sheets) => {
  const KEYS = { ArrowLeft: "previous", ArrowRight: "skip", " ": "toggle", "?": "help" };
  document.addEventListener("keydown", (event) => {
    const does = KEYS[event.key];
    const busy = event.target.closest?.("input, textarea, select, dialog, a, button");
    if (!settings.keys || !does || event.ctrlKey || event.metaKey || event.altKey || sheets.isOpen()) return;
    if (busy && event.key === " ") return;
    event.preventDefault();
    press(does);
  });
};

/* What a person chose for the player stays on this device; it says nothing about their health. */
steadyback.settings = (form, defaults) => {
  const KEY = "steadyback-player";
  let saved = {};
  try {
    saved = JSON.parse(localStorage.getItem(KEY) ?? "{}");
  } catch {
    /* storage is off: the defaults hold */
  }
  const settings = { ...defaults, ...saved };

  const read = (field) => (field.type === "checkbox" ? field.checked : Number(field.value));
  for (const field of form.elements) {
    if (!(field.name in settings)) continue;
    if (field.type === "checkbox") field.checked = settings[field.name];
    else field.value = settings[field.name];
  }
  form.addEventListener("change", ({ target }) => {
    if (!(target.name in settings)) return;
    settings[target.name] = read(target);
    try {
      localStorage.setItem(KEY, JSON.stringify(settings));
    } catch {
      /* it holds for this session */
    }
  });
  return settings;
};
