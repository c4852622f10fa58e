/* Writes a session to the device as it happens: after each step, before anything is shown as done.
 *
 * One write at a time, in order. Every promise says whether the device has it; false means no room or no store, and
 * the screen then says so. Somebody without an account of any kind (quick relief) has nothing kept.
 */
globalThis.steadyback ??= {};

steadyback.keeper = ({ outbox, data, wall }) => {
  const { machine } = steadyback;
  let entry = null;
  let tail = Promise.resolve(true);

  const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";

  const write = () => {
    if (!data.person || !outbox) return Promise.resolve(!data.person);
    const copy = structuredClone(entry);
    tail = tail.then(() => outbox.save(copy)).then(
      () => true,
      () => false,
    );
    return tail;
  };

  const begin = (pain) => {
    entry = {
      id: crypto.randomUUID(),
      person: data.person,
      edit: 1,
      status: "open",
      snapshot: null,
      body: {
        started_at: new Date(wall()).toISOString(),
        time_zone: zone(),
        routine: data.routine,
        revision: data.revision,
        kind: data.kind,
        pain_before: pain,
        items: [],
      },
    };
    return write();
  };

  const keep = (state) => {
    entry.body.items = machine.record(state);
    entry.snapshot = machine.snapshot(state);
    return write();
  };

  const finish = (state) => {
    entry.status = "ready";
    entry.edit += 1;
    const done = keep(state);
    entry.snapshot = null;
    return done;
  };

  const checkIn = (fields) => {
    Object.assign(entry.body, fields);
    entry.edit += 1;
    return write();
  };

  /* A session of this routine that was cut off within two hours, or null. */
  const interrupted = async () => {
    if (!data.person || !outbox) return null;
    const running = await outbox.running(data.person).catch(() => []);
    return running.find((each) => each.snapshot && each.body.routine === data.routine) ?? null;
  };

  const carryOn = (found) => {
    entry = { ...found, edit: found.edit + 1 };
    return machine.restore(found.snapshot);
  };

  /* What was done of a session that is not carried on counts as it is. */
  const setAside = (found) => outbox.save({ ...found, status: "ready", snapshot: null });

  return { begin, keep, finish, checkIn, interrupted, carryOn, setAside, pain: () => entry?.body.pain_before };
};
