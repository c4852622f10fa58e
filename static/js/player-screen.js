/* Draws one step of a session. Reads nothing but what it is given; asks nobody for the time. */
globalThis.steadyback ??= {};

steadyback.screen = (root, texts, figures) => {
  const part = (name) => root.querySelector(`[data-${name}]`);
  const parts = Object.fromEntries(
    ["where", "segments", "stage", "name", "cue", "clock", "unit", "reps", "sides", "next", "next-tile", "round"].map(
      (name) => [name, part(name)],
    ),
  );
  const announcer = part("announce");
  let drawn = {};

  const text = (name, words) => {
    if (parts[name].textContent !== String(words)) parts[name].textContent = words;
  };

  const tenth = (share) => `p-${Math.round(share * 10)}`;

  /* A segment an exercise, as long as its time; filled only as far as the device has kept. */
  const segments = (state, view, kept) => {
    const seconds = state.items.map((_, item) =>
      state.steps.filter((step) => step.item === item).reduce((sum, step) => sum + step.ms, 0),
    );
    const shortest = Math.max(1, Math.min(...seconds));
    parts.segments.replaceChildren(
      ...seconds.map((length, item) => {
        const segment = document.createElement("i");
        segment.className = `n-${Math.min(60, Math.round((length / shortest) * 2))}`;
        if (item < Math.min(kept, view.item)) segment.dataset.done = "";
        if (item === view.item) {
          segment.dataset.now = "";
          segment.classList.add(tenth(view.share));
        }
        return segment;
      }),
    );
    const label = texts.fill("exercise_of", { n: view.item + 1, m: state.items.length });
    parts.segments.setAttribute("aria-label", label);
  };

  const repetitions = (view) => {
    const shown = view.reps > 1 && view.reps <= 15 && ["hold", "rep", "release"].includes(view.kind);
    parts.reps.hidden = !shown;
    if (!shown) return;
    const done = view.kind === "release" ? view.rep - 1 : view.rep - 1;
    parts.reps.replaceChildren(
      ...Array.from({ length: view.reps }, (_, index) => {
        const segment = document.createElement("i");
        if (index < done) segment.dataset.done = "";
        if (index === done && view.kind !== "release") segment.dataset.now = "";
        return segment;
      }),
    );
    parts.reps.setAttribute("aria-label", texts.fill("rep_of", { n: view.rep, m: view.reps }));
  };

  const sides = (view) => {
    parts.sides.hidden = !view.current.sides || view.kind === "ready";
    for (const side of parts.sides.children) {
      if (side.dataset.side === view.side) side.setAttribute("aria-current", "true");
      else side.removeAttribute("aria-current");
    }
  };

  const figure = (view) => {
    const name = view.current.figure ?? view.current.exercise;
    const wanted = `${name} ${view.side} ${figures.moves(name)}`;
    if (drawn.figure === wanted) return;
    drawn.figure = wanted;
    parts.stage.replaceChildren(figures.show(name, view.side));
  };

  const next = (view) => {
    const coming = texts.next(view);
    parts.next.hidden = !coming;
    if (!coming || drawn.next === coming.figure) return;
    drawn.next = coming.figure;
    parts["next-tile"].className = `tile block-${view.next.block}`;
    parts["next-tile"].replaceChildren(figures.still(coming.figure));
    part("next-name").textContent = coming.name;
    part("next-note").textContent = coming.note;
  };

  const controls = (view) => {
    const getsReady = !steadyback.timeline.moves(view) && view.kind !== "release";
    root.dataset.phase = view.kind;
    root.dataset.paused = view.paused ? "yes" : "no";
    const label = view.paused ? "carry_on" : getsReady ? "begin" : "pause";
    parts.round.setAttribute("aria-label", texts.fill(label));
    parts.round.dataset.shows = label === "pause" ? "pause" : "play";
    parts.round.dataset.do = view.paused ? "resume" : getsReady ? "begin" : "pause";
  };

  /* Everything but the number, which `tick` draws: called when a step begins. */
  const draw = (state, view, kept) => {
    root.className = `player block-${view.current.block}`;
    text("where", texts.where(view));
    text("name", texts.title(view));
    text("cue", texts.cue(view));
    segments(state, view, kept);
    repetitions(view);
    sides(view);
    figure(view);
    next(view);
    controls(view);
    tick(view);
  };

  const tick = (view) => {
    figure(view); // it may have come meanwhile
    text("clock", texts.number(view));
    text("unit", texts.unit(view));
  };

  const announce = (words) => {
    if (words) announcer.textContent = words;
  };

  const say = (name, shown) => {
    part(name).hidden = !shown;
  };

  return { draw, tick, announce, say, part };
};
