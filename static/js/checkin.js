/* How the back is after a session: written to the device first, sent when there is a way. Every part may be skipped. */
globalThis.steadyback ??= {};

steadyback.checkin = ({ data, texts, keeper, leave }) => {
  const section = document.querySelector("[data-checkin]");
  const part = (name) => section.querySelector(`[data-${name}]`);
  const ROSE_BY = 2;
  const HIGH = 7;

  const chosen = (name) => section.querySelector(`input[name=${name}]:checked`)?.value;

  const fields = () => ({
    pain_after: chosen("pain_after") === undefined ? null : Number(chosen("pain_after")),
    effort: chosen("effort") ?? "",
    note: [...section.querySelector("textarea").value.trim()].slice(0, 500).join(""),
  });

  /* A rise of 2 or more, or 7 and above: said at once, gently, with what to do. */
  const advise = () => {
    const { pain_after: after } = fields();
    const before = keeper.pain();
    const rose = after !== null && before !== null && before !== undefined && after - before >= ROSE_BY;
    part("advice").hidden = !(rose || (after !== null && after >= HIGH));
  };

  const open = (state) => {
    const before = keeper.pain();
    const done = steadyback.machine.record(state);
    const minutes = Math.max(1, Math.round(done.reduce((sum, each) => sum + each.seconds, 0) / 60));
    const summary = done.length === 1 ? "summary_of_one" : "summary";
    part("summary").textContent = texts.fill(summary, { n: minutes, m: done.length });
    if (before !== null && before !== undefined) {
      part("before").textContent = texts.fill("before", { n: before });
      section.querySelector(`input[name=pain_after][value="${before}"]`).closest("label").classList.add("was");
    }
    if (!data.person || !done.length) leave(data.after);
  };

  section.addEventListener("change", advise);
  section.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = section.querySelector("button[type=submit]");
    button.setAttribute("aria-disabled", "true");
    const ok = await keeper.checkIn(fields());
    part("unkept").hidden = ok;
    button.removeAttribute("aria-disabled");
    if (ok) leave(data.after);
  });
  part("not-now").addEventListener("click", (event) => {
    event.preventDefault();
    leave(data.after);
  });

  return { section, open };
};
