/* What the player shows and says about a step. `words` are the page's translated sentences, {n} stands for a number. */
globalThis.steadyback ??= {};

steadyback.words = (words) => {
  const fill = (name, values = {}) =>
    Object.entries(values).reduce((text, [key, value]) => text.replaceAll(`{${key}}`, value), words[name] ?? "");

  const LONG = 120; // seconds: from here on a number of minutes is easier to read

  const title = (view) => (view.kind === "ready" ? fill("next_is", { name: view.current.name }) : view.current.name);

  const cue = (view) => {
    if (view.kind !== "ready") return view.current.cue;
    return [view.current.position, view.current.kit].filter(Boolean).join(". ");
  };

  const number = (view) => {
    if (view.kind === "rep") return view.rep;
    return view.kind === "minutes" && view.seconds >= LONG ? Math.ceil(view.seconds / 60) : view.seconds;
  };

  const unit = (view) => {
    if (view.kind === "rep") return fill("of_reps", { n: view.reps });
    if (view.kind === "minutes") return words[view.seconds >= LONG ? "minutes_left" : "seconds_left"];
    if (view.kind !== "hold") return words[`seconds_${view.kind}`];
    const more = view.reps - view.rep;
    return more ? fill("hold_then", { n: more }) : words.hold;
  };

  const side = (view) => (view.side ? words[view.side] : "");

  /* Said and announced when a phase begins; nothing for the repetitions in between. */
  const phase = (view, before) => {
    const isNew = !before || before.item !== view.item;
    if (view.kind === "ready") return isNew ? `${title(view)}. ${cue(view)}.` : `${title(view)}.`;
    if (view.kind === "change") return `${words.change} ${side(view)}.`;
    if (view.kind === "rest") return fill("rest", { n: view.seconds });
    if (view.kind === "release") return "";
    const begins = !before || before.kind === "ready" || before.side !== view.side || before.set !== view.set;
    if (begins) return [side(view), view.current.dose].filter(Boolean).join(". ").concat(".");
    return view.rep === view.reps && view.reps > 2 ? words.last_one : "";
  };

  const where = (view) => fill("where", { block: view.current.block_name, n: view.minutes });

  const next = (view) => {
    if (!view.next) return null;
    const { name, kit, position, figure, exercise } = view.next;
    return { name, note: kit || position, figure: figure ?? exercise };
  };

  return { fill, title, cue, number, unit, side, phase, where, next };
};
