/* Sessions on their way to the server. Written to the device first; sent in any order, any number of times.
 *
 * An entry: {id, person, edit, status, savedAt, body, snapshot}. The id is the device's own name for the session and
 * `edit` counts what was added to it; the server keeps one session per id, with the highest edit. An entry is removed
 * only when the server said it has that very edit. status: open while the session runs, ready when it is over.
 *
 * Collaborators come in, so that the same code runs in tests against a made-up network.
 */
globalThis.steadyback ??= {};

steadyback.outbox = ({ vault, fetch, locks, wall, tell }) => {
  const ABANDONED = 7_200_000; // as long as a session can be carried on
  const NEVER = new Set([400, 404, 409, 413, 422]); // what the server will refuse tomorrow as well

  const save = (entry) => vault.put("sessions", entry.id, { ...entry, savedAt: wall() }, entry.edit);

  const all = async () => {
    const found = await Promise.all((await vault.ids("sessions")).map((id) => vault.get("sessions", id)));
    return found.filter(Boolean);
  };

  const isOpen = (entry) => entry.status === "open" && Math.abs(wall() - entry.savedAt) <= ABANDONED;
  const running = async (person) => (await all()).filter((entry) => isOpen(entry) && entry.person === person);
  const waiting = async () => (await all()).filter((entry) => !isOpen(entry));

  /* What hurt in sessions that the server has not had yet. */
  const hurting = async (person) => {
    const mine = (await waiting()).filter((entry) => entry.person === person);
    const done = mine.flatMap(({ body }) => body.items).filter(({ felt }) => felt === "sharp" || felt === "stop");
    return new Set(done.flatMap((item) => [item.exercise, item.instead_of]).filter(Boolean));
  };

  const pass = async () => {
    const response = await fetch("/sessions/token/", { cache: "no-store", credentials: "same-origin" });
    if (!response.ok) throw new Error(`token: ${response.status}`);
    return response.json();
  };

  const send = (entry, token) =>
    fetch(`/sessions/${entry.id}/`, {
      method: "PUT",
      redirect: "manual",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ ...entry.body, edit: entry.edit, sent_at: new Date(wall()).toISOString() }),
    });

  /* Nothing was done, and nothing said: a session that was only opened. */
  const isEmpty = ({ status, body }) =>
    !body.items.length &&
    (status === "open" || !(body.effort || body.note || (body.pain_before ?? body.pain_after ?? null) !== null));

  /* Says what became of one entry: sent, empty, later, refused, signed-out or someone-else;
   * stopped is sent as well, and the safety lists come before any page that is kept; after changed, which is sent
   * too, the pages that are kept hold what hurt. */
  const deliver = async (entry, { person, formerly = [], token }) => {
    if (isEmpty(entry)) {
      await vault.removeMarked("sessions", entry.id, entry.edit);
      return "empty";
    }
    if (!person) return "signed-out";
    if (person !== entry.person && !formerly.includes(entry.person)) return "someone-else";
    const response = await send(entry, token);
    if (response.ok) {
      await vault.removeMarked("sessions", entry.id, entry.edit);
      const said = await response.json().catch(() => null);
      return said?.look ? "stopped" : said?.changed ? "changed" : "sent";
    }
    if (NEVER.has(response.status)) return "refused";
    return response.status === 401 || response.status === 403 ? "signed-out" : "later";
  };

  const deliverAll = async () => {
    const entries = await waiting();
    const kinds = ["sent", "stopped", "changed", "empty", "later", "refused", "signed-out", "someone-else"];
    const outcome = Object.fromEntries(kinds.map((kind) => [kind, 0]));
    if (!entries.length) return outcome;
    const allowed = await pass().catch(() => null);
    for (const entry of entries) {
      const result = allowed ? await deliver(entry, allowed).catch(() => "later") : "later";
      outcome[result] += 1;
    }
    return outcome;
  };

  /* One at a time over all tabs; a second caller waits and then finds little to do. */
  const flush = async () => {
    const outcome = await locks.request("steadyback-outbox", deliverAll);
    tell(outcome);
    return outcome;
  };

  return { save, flush, running, waiting, hurting };
};
