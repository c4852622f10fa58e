/* Runs a session: lets time pass, takes presses, draws, speaks, keeps. All decisions are the machine's. */
globalThis.steadyback ??= {};

steadyback.player = ({ data, screen, texts, sound, device, clock, keeper, settings, over }) => {
  const { machine } = steadyback;
  const BEAT = 200; // milliseconds between two looks at the clock; a late look changes nothing
  const TONES = { ready: "end", change: "turn", rest: "turn", hold: "start", rep: "start", minutes: "start" };
  let state = null;
  let shown = null;
  let kept = 0;
  let beat = null;

  const stop = () => {
    clearInterval(beat);
    sound.hush();
    device.rest();
    sound.tone("end");
    const finished = state;
    over(finished, keeper.finish(finished).then((ok) => screen.say("unkept", !ok)));
  };

  /* Shown as done only once the device has it. */
  const keep = (view) =>
    keeper.keep(state).then((ok) => {
      screen.say("unkept", !ok);
      kept = Math.max(kept, view.item);
      if (shown?.view.item === view.item) screen.draw(state, machine.view(state), ok ? kept : view.item);
    });

  const toneFor = (view, before) => {
    if (view.paused || (view.kind === "rep" && view.rep > 1)) return null;
    return before?.step === state.steps[state.at] ? null : TONES[view.kind];
  };

  const entered = (view) => {
    const before = shown;
    shown = { step: state.steps[state.at], view };
    screen.draw(state, view, kept);
    screen.say("undo", Boolean(state.undo) && state.undo.items[view.item] !== state.items[view.item]);
    device.shows(view.current.name, data.name, view.paused);
    if (before?.step === shown.step) return screen.announce(texts.fill(view.paused ? "paused" : "going_on"));
    keep(view);
    const words = texts.phase(view, before?.view);
    screen.announce(words);
    sound.say(words);
    const tone = toneFor(view, before);
    if (tone) sound.tone(tone);
    return null;
  };

  const ticked = (view) => {
    const { seconds, share } = shown.view;
    if (view.seconds !== seconds && view.seconds <= 3 && view.kind !== "rep") sound.tone("tick");
    shown = { ...shown, view };
    if (Math.round(view.share * 10) === Math.round(share * 10)) screen.tick(view);
    else screen.draw(state, view, kept);
  };

  const update = (next) => {
    if (state?.ended) return;
    state = next;
    if (state.ended) {
      stop();
      return;
    }
    const view = machine.view(state);
    const isNew = shown?.step !== state.steps[state.at] || shown.view.paused !== view.paused;
    if (isNew) entered(view);
    else ticked(view);
  };

  const look = () => update(machine.advance(state, clock.now()));

  const press = (event, detail) => {
    if (!state || state.ended) return;
    const before = state;
    update(machine.send(state, event, clock.now(), detail));
    if (event === "easier" && !before.items[before.steps[before.at].item].easier)
      screen.announce(texts.fill("gentlest"));
  };

  const run = (first) => {
    state = null;
    update(machine.send(first, "resume", clock.now()));
    beat = setInterval(look, BEAT);
  };

  document.addEventListener("visibilitychange", () => {
    if (!state) return;
    if (document.visibilityState === "hidden") {
      clock.hide();
      keeper.keep(machine.advance(state, clock.now()));
    } else {
      clock.show(state.steps[state.at].kind === "minutes");
      look();
    }
  });

  return {
    start: (items) => run(machine.start(items, { factor: settings.factor, ready: settings.ready }, clock.now())),
    carryOn: run,
    press,
    isPaused: () => state?.since === null,
    isRunning: () => Boolean(state) && !state.ended,
  };
};
