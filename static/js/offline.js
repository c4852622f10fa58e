/* Every page of a person's own loads this: the service worker, the outbox, and what the person is told about both. */
globalThis.steadyback ??= {};

{
  const status = document.querySelector("[data-outbox]");
  const { person, keep, sent, waiting, signIn, other, refused } = status.dataset;
  const locks = navigator.locks ?? { request: (_, work) => work() };
  const PATIENCE = 3000; // milliseconds a page waits for the network before it goes on without

  const say = (words, isWarning = false) => {
    status.textContent = words;
    status.hidden = !words;
    status.classList.toggle("notice--warn", isWarning);
  };

  const count = (words, n) => words.replace("{n}", n);

  const tell = (outcome) => {
    if (outcome["signed-out"]) say(count(signIn, outcome["signed-out"]), true);
    else if (outcome["someone-else"]) say(count(other, outcome["someone-else"]), true);
    else if (outcome.refused) say(count(refused, outcome.refused), true);
    else if (outcome.later) say(count(waiting, outcome.later));
    else if (outcome.sent + outcome.stopped + outcome.changed) {
      say(count(sent, outcome.sent + outcome.stopped + outcome.changed));
      setTimeout(() => say(""), 4000);
    } else say("");
  };

  if (steadyback.vault.works()) {
    const { vault } = steadyback;
    steadyback.mail = steadyback.outbox({ vault, fetch: fetch.bind(globalThis), locks, wall: Date.now, tell });
  }

  steadyback.forgetPages = async () => {
    for (const id of await steadyback.vault.ids("pages")) await steadyback.vault.remove("pages", id);
  };

  /* After a session that was stopped for a new sign nothing kept is shown: the server leads to the safety lists.
   * Nor after one that left an exercise out: the pages are kept again as they are now. */
  const flush = async () => {
    const outcome = await steadyback.mail?.flush().catch(() => null);
    if (outcome?.stopped || outcome?.changed) await steadyback.forgetPages().catch(() => null);
    return outcome?.stopped > 0;
  };

  /* Pages of another person who used this device are not shown to this one. What waits to be sent stays. */
  const forgetOthers = async () => {
    if (!person || !steadyback.mail) return;
    const before = await steadyback.vault.get("notes", "person").catch(() => null);
    if (before === person) return;
    await steadyback.forgetPages();
    await steadyback.vault.put("notes", "person", person);
  };

  /* Pages are kept once what waited was sent: it may change what the server shows. */
  const register = async (flushed) => {
    if (!navigator.serviceWorker || !steadyback.mail) return;
    await forgetOthers().catch(() => null);
    await navigator.serviceWorker.register("/sw.js");
    const { active } = await navigator.serviceWorker.ready;
    if (!(await flushed)) active.postMessage({ keep: keep.split(" ").filter(Boolean) });
  };

  /* Said at once to the device and, where there is a way, to the server. */
  steadyback.stopped = () => steadyback.forgetPages().then(flush);

  /* Goes on to another page once what is waiting was sent, or after three seconds without. */
  steadyback.leave = async (address) => {
    await Promise.race([flush(), new Promise((go) => setTimeout(go, PATIENCE))]);
    location.assign(address);
  };

  /* A page with a player is left alone once it stands: somebody may be in the check-in. */
  const isPlayer = Boolean(document.querySelector("[data-player]"));
  const flushAgain = async () => (await flush()) && !isPlayer && location.reload();

  addEventListener("online", flushAgain);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flushAgain());
  const flushed = flush();
  flushed.then((isStopped) => isStopped && location.reload());
  register(flushed).catch(() => null);
}
