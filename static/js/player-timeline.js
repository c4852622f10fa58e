/* What a routine asks for, as the steps a player walks through. Seconds in, milliseconds out; no DOM, no clock.
 *
 * An item: {exercise, name, block, sets, reps, hold, most, rest, pause, minutes, sides, scheme, pace, easier}; times in
 * seconds, minutes too. `most`: no hold is longer, or null.
 * A step: {item, kind, ms, set, sets, rep, reps, side, closes}. `closes` marks the end of a set on its last side.
 *
 * Files under static/js share the global `steadyback` and never import each other: the digest in a static file's
 * name is not known to an import. A page loads them in order; the tests do the same.
 */
globalThis.steadyback ??= {};

steadyback.timeline = (() => {
  const PAUSE = { ready: 8, change: 5, release: 2, rest: 5 }; // seconds; rest is the least between two sets
  const LONG = 5; // seconds between two holds from which on it is a rest
  const MOVING = new Set(["hold", "rep", "minutes"]);

  const step = (kind, seconds, rest = {}) => ({ kind, ms: Math.round(seconds * 1000), ...rest });

  const minutes = (item, place) => [
    step("minutes", item.minutes, { ...place, rep: 1, reps: 1, closes: place.last }),
  ];

  const repetitions = (item, place, factor) => {
    const reps = item.scheme?.[place.set - 1] ?? item.reps;
    const [kind, seconds] = item.hold ? ["hold", Math.min(item.hold * factor, item.most ?? Infinity)] : ["rep", item.pace];
    return Array.from({ length: reps }, (_, done) => {
      const rep = { ...place, rep: done + 1, reps };
      const work = step(kind, seconds, { ...rep, closes: place.last && done + 1 === reps });
      const pause = item.pause ?? PAUSE.release;
      return done && item.hold ? [step(pause > LONG ? "rest" : "release", pause, rep), work] : [work];
    }).flat();
  };

  /* One set on one side, with the pause that leads to it. */
  const turn = (item, place, factor) => {
    const work = item.minutes ? minutes(item, place) : repetitions(item, place, factor);
    if (place.turn > 0) return [step("change", PAUSE.change, place), ...work];
    if (place.set > 1)
      return [step("rest", Math.max(item.rest, PAUSE.rest), place), ...work];
    return work;
  };

  const work = (item, factor) => {
    const sides = item.sides ? ["left", "right"] : [""];
    const sets = item.minutes ? 1 : item.sets;
    return Array.from({ length: sets }, (_, done) =>
      sides.map((side, turn) => ({ set: done + 1, sets, side, turn, last: turn + 1 === sides.length })),
    )
      .flat()
      .flatMap((place) => turn(item, place, factor));
  };

  /* settings: {factor: how much longer a hold is, 1 or 1.5; ready: seconds to get into position}. */
  const steps = (items, { factor = 1, ready = PAUSE.ready } = {}) =>
    items.flatMap((item, index) =>
      [step("ready", ready, { set: 1, sets: item.sets }), ...work(item, factor)].map((each) => ({
        ...each,
        item: index,
      })),
    );

  return { steps, moves: (each) => MOVING.has(each.kind), PAUSE };
})();
