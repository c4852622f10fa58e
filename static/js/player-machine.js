/* The session as a state and what happens to it. No DOM, no clock: every function takes `now`, monotonic milliseconds.
 *
 * A state is plain data: {items, settings, steps, tally, at, left, since, ended, undo}. `left` is what remained of the
 * step `at` when the clock said `since`; `since` is null while paused. Nothing counts ticks: a step ends at its
 * deadline however late the tick that notices it, so a throttled tab neither lengthens nor shortens a hold.
 */
globalThis.steadyback ??= {};

steadyback.machine = (() => {
  const AWAY = 120_000; // a longer silence means the device slept: what nobody watched is not counted as done
  const RESUME_WITHIN = 7_200_000;
  const MORE = 15_000;
  const WORSE = ["", "working", "hard", "usual", "sharp", "stop"];
  const { steps, moves } = steadyback.timeline;

  const enter = (state, at, since) =>
    at < state.steps.length
      ? { ...state, at, left: state.steps[at].ms, since }
      : { ...state, at: state.steps.length - 1, left: 0, since: null, ended: "done" };

  const start = (items, settings, now) => {
    const tally = items.map((item) => ({ ms: 0, reps: 0, sets: 0, felt: "", insteadOf: "" }));
    const state = { items, settings, steps: steps(items, settings), tally, at: 0, left: 0, ended: "", undo: null };
    return enter(state, 0, now);
  };

  const first = (state, item) => {
    const at = state.steps.findIndex((step) => step.item === item);
    return at < 0 ? state.steps.length : at;
  };

  const current = (state) => state.steps[state.at];

  const tallied = (state, item, change) => ({
    ...state,
    tally: state.tally.map((each, index) => (index === item ? { ...each, ...change(each) } : each)),
  });

  const credit = (state, ms, finished) => {
    const step = current(state);
    if (!moves(step)) return state;
    return tallied(state, step.item, (old) => ({
      ms: old.ms + ms,
      reps: old.reps + (finished && step.kind !== "minutes" ? 1 : 0),
      sets: old.sets + (finished && step.closes ? 1 : 0),
    }));
  };

  const finish = (state, deadline) => enter(credit(state, current(state).ms, true), state.at + 1, deadline);
  const leave = (state) => credit(state, Math.max(0, current(state).ms - state.left), false);
  const keepRunning = (state, now) => (state.since === null ? null : now);

  const advance = (state, now) => {
    if (state.since === null) return state;
    const passed = Math.max(0, now - state.since);
    if (passed < state.left) return { ...state, left: state.left - passed, since: Math.max(now, state.since) };
    const next = finish(state, state.since + state.left);
    return passed > AWAY ? { ...next, since: null } : advance(next, now);
  };

  const felt = (state, word) =>
    tallied(state, current(state).item, (old) =>
      WORSE.indexOf(word) > WORSE.indexOf(old.felt) ? { felt: word } : {},
    );

  const goTo = (state, item, now) => enter(leave(state), first(state, item), keepRunning(state, now));

  const swap = (state, items, now) => {
    const { item } = current(state);
    const left = leave(state);
    const swapped = { ...left, items, steps: steps(items, state.settings) };
    return enter(swapped, first(swapped, item), keepRunning(state, now));
  };

  /* The easier one, or a smaller dose, at once; where there is none the state stays as it is. */
  const easier = (state, now, word = "hard") => {
    const { item } = current(state);
    const { easier: instead, ...was } = state.items[item];
    const marked = felt(state, word);
    if (!instead) return marked;
    const undo = { items: state.items, at: state.at, left: state.left, tally: state.tally };
    const items = state.items.map((each, index) => (index === item ? instead : each));
    const swapped = swap(marked, items, now);
    const counted = tallied(swapped, item, (old) => ({
      reps: 0,
      sets: 0,
      insteadOf: old.insteadOf || was.exercise,
    }));
    return { ...counted, undo };
  };

  /* Steps without what hurt; where a gentler form did, with the one after it. */
  const gentler = (step, hurt) => {
    if (!step) return null;
    const next = gentler(step.easier, hurt);
    return hurt.has(step.exercise) ? next : { ...step, easier: next };
  };
  const spare = (items, hurt) =>
    items.filter((item) => !hurt.has(item.exercise)).map((item) => gentler(item, hurt));

  /* On with the next; what hurt comes no more in this session, nor as something easier, nor by undoing. */
  const sharp = (state, now) => {
    const { item } = current(state);
    const hurt = new Set([state.items[item].exercise, state.tally[item].insteadOf]);
    const stays = (_, index) => index <= item || !hurt.has(state.items[index].exercise);
    const left = leave(felt(state, "sharp"));
    const items = [...left.items.slice(0, item + 1), ...spare(left.items.slice(item + 1), hurt)];
    const rest = { ...left, items, tally: left.tally.filter(stays), steps: steps(items, left.settings), undo: null };
    return enter(rest, first(rest, item + 1), keepRunning(state, now));
  };

  const hurts = {
    working: (state, now) => events.resume(felt(state, "working"), now),
    usual: (state, now) => events.resume(easier(state, now, "usual"), now),
    sharp: (state, now) => events.resume(sharp(state, now), now),
    stop: (state) => ({ ...leave(felt(state, "stop")), since: null, ended: "stopped" }),
  };

  const events = {
    pause: (state) => ({ ...state, since: null }),
    resume: (state, now) => (state.since === null && !state.ended ? { ...state, since: now } : state),
    begin: (state, now) =>
      moves(current(state)) ? state : enter(state, state.at + 1, keepRunning(state, now) ?? now),
    skip: (state, now) => goTo(state, current(state).item + 1, now),
    previous: (state, now) => {
      const { item } = current(state);
      const back = Math.max(0, state.at === first(state, item) ? item - 1 : item);
      return tallied(goTo(state, back, now), back, () => ({ reps: 0, sets: 0 }));
    },
    more: (state) => (moves(current(state)) ? state : { ...state, left: state.left + MORE }),
    easier: (state, now) => easier(state, now),
    undo: (state, now) => {
      if (!state.undo) return state;
      const { items, at, left, tally } = state.undo;
      const since = keepRunning(state, now);
      return { ...state, items, at, left, tally, since, steps: steps(items, state.settings), undo: null };
    },
    hurts: (state, now, answer) => hurts[answer](state, now),
    close: (state) => ({ ...leave(state), since: null, ended: "closed" }),
  };

  /* Every event first lets the time that has passed count. */
  const send = (state, event, now, detail) => {
    const here = advance(state, now);
    return here.ended ? here : events[event](here, now, detail);
  };

  const millisecondsLeft = (state) =>
    state.steps.slice(state.at + 1).reduce((sum, step) => sum + step.ms, state.left);

  const view = (state) => {
    const step = current(state);
    const mine = state.steps.filter((each) => each.item === step.item);
    const total = mine.reduce((sum, each) => sum + each.ms, 0);
    const ahead = mine.slice(state.at - first(state, step.item) + 1).reduce((sum, each) => sum + each.ms, 0);
    return {
      ...step,
      current: state.items[step.item],
      next: state.items[step.item + 1] ?? null,
      seconds: Math.ceil(state.left / 1000),
      share: total ? Math.min(1, Math.max(0, 1 - (ahead + state.left) / total)) : 0,
      minutes: Math.max(1, Math.ceil(millisecondsLeft(state) / 60_000)),
      paused: state.since === null,
      ended: state.ended,
    };
  };

  /* What was done, as the server keeps it: seconds moved, and whether the item was done to its end. */
  const record = (state) =>
    state.items
      .map((item, index) => ({ item, done: state.tally[index] }))
      .filter(({ done }) => done.ms >= 1000 || done.felt)
      .map(({ item, done }) => ({
        exercise: item.exercise,
        block: item.block,
        seconds: Math.round(done.ms / 1000),
        sets: done.sets,
        reps: done.reps,
        hold: item.hold,
        asked: item.asked ?? [],
        felt: done.felt,
        completed: done.sets >= (item.minutes ? 1 : item.sets),
        instead_of: done.insteadOf === item.exercise ? "" : done.insteadOf,
      }));

  /* A snapshot is the state at rest, without what can be worked out again. */
  const snapshot = (state) => ({ ...state, since: null, steps: undefined, undo: null });
  const restore = (saved) => ({ ...saved, steps: steps(saved.items, saved.settings) });
  const resumable = (savedAt, today) => Math.abs(today - savedAt) <= RESUME_WITHIN;

  return { start, spare, advance, send, view, record, snapshot, restore, resumable, AWAY };
})();
