const { machine, timeline } = steadyback;

const BRIDGE = {
  exercise: "bridge", name: "Bridge", block: "strengthening",
  sets: 2, reps: 3, hold: 5, rest: 20, minutes: null, sides: false, scheme: null, pace: 4,
  easier: {
    exercise: "pelvic-tilt", name: "Pelvic tilt", block: "strengthening",
    sets: 1, reps: 4, hold: 0, rest: 0, minutes: null, sides: false, scheme: null, pace: 4, easier: null,
  },
};
const STRETCH = {
  exercise: "hip-stretch", name: "Hip stretch", block: "stretching",
  sets: 1, reps: 1, hold: 30, rest: 0, minutes: null, sides: true, scheme: null, pace: 4, easier: null,
};
const WALK = {
  exercise: "walk", name: "Walk", block: "aerobic",
  sets: 1, reps: 1, hold: 0, rest: 0, minutes: 180, sides: false, scheme: null, pace: 4, easier: null,
};
const SESSION = [BRIDGE, STRETCH, WALK];
const total = (items, settings) => timeline.steps(items, settings).reduce((sum, step) => sum + step.ms, 0);
const begin = (items = SESSION, settings = {}) => machine.start(items, settings, 0);
const at = (state, now) => machine.view(machine.advance(state, now));

test("sets, holds and rests follow one another", () => {
  const kinds = timeline.steps([BRIDGE]).map((step) => step.kind);

  assert.equal(
    kinds.join(" "),
    "ready hold release hold release hold rest hold release hold release hold",
  );
});

test("both sides get their own turn and a change-over", () => {
  const steps = timeline.steps([STRETCH]).map((step) => `${step.kind} ${step.side ?? ""}`.trim());

  assert.equal(steps.join(", "), "ready, hold left, change right, hold right");
});

test("a falling scheme gives each set its own number of holds", () => {
  const holds = timeline.steps([{ ...BRIDGE, sets: 3, scheme: [3, 2, 1] }]).filter((step) => step.kind === "hold");

  assert.equal(holds.map((step) => step.set).join(""), "111223");
});

test("few long holds rest between them", () => {
  const kinds = timeline.steps([{ ...STRETCH, sides: false, reps: 2, pause: 20 }]).map((step) => step.kind);

  assert.equal(kinds.join(" "), "ready hold rest hold");
});

test("holds are half as long again when the person asks, walks are not", () => {
  const steps = timeline.steps([STRETCH, WALK], { factor: 1.5 });

  assert.equal(steps.find((step) => step.kind === "hold").ms, 45000);
  assert.equal(steps.find((step) => step.kind === "minutes").ms, 180000);
});

test("the countdown ends at its deadline and work begins", () => {
  const state = begin();

  assert.equal(at(state, 7999).kind, "ready");
  assert.equal(at(state, 7999).seconds, 1);
  assert.equal(at(state, 8000).kind, "hold");
  assert.equal(at(state, 8000).seconds, 5);
});

test("a late tick lands where punctual ticks would have", () => {
  let random = 7;
  const chance = () => (random = (random * 16807) % 2147483647) / 2147483647;
  for (let round = 0; round < 200; round += 1) {
    const end = Math.floor(chance() * 100000);
    let often = begin();
    for (let now = 0; now < end; now += 250) often = machine.advance(often, now);
    let rarely = begin();
    for (let now = 0; now < end; now += 1 + Math.floor(chance() * 60000)) rarely = machine.advance(rarely, now);
    often = machine.advance(often, end);
    rarely = machine.advance(rarely, end);

    assert.deepEqual(machine.snapshot(rarely), machine.snapshot({ ...often }));
  }
});

test("a clock that steps back changes nothing", () => {
  const state = machine.advance(begin(), 5000);

  const back = machine.advance(state, 1000);

  assert.equal(back.left, state.left);
  assert.equal(machine.advance(back, 5001).left, state.left - 1);
});

test("a device that slept finishes the step it was in and waits", () => {
  let state = machine.send(begin([WALK, STRETCH]), "begin", 0);
  state = machine.advance(state, 1000);

  const woke = at(state, 3_600_000);

  assert.equal(woke.kind, "ready");
  assert.equal(woke.current.exercise, "hip-stretch");
  assert.equal(woke.paused, true);
});

test("pause keeps what is left, however long it lasts", () => {
  let state = machine.send(begin(), "begin", 0);
  state = machine.send(state, "pause", 2000);

  assert.equal(at(state, 999_999).seconds, 3);
  state = machine.send(state, "resume", 1_000_000);
  assert.equal(at(state, 1_002_999).kind, "hold");
  assert.equal(at(state, 1_003_000).kind, "release");
});

test("skip goes to the next exercise, and from the last one to the end", () => {
  let state = machine.send(begin(), "skip", 1000);
  assert.equal(at(state, 1000).current.exercise, "hip-stretch");
  state = machine.send(machine.send(state, "skip", 1000), "skip", 1000);

  assert.equal(state.ended, "done");
});

test("previous starts this exercise again, and from its beginning the one before", () => {
  let state = machine.send(machine.send(begin(), "skip", 0), "begin", 0);
  state = machine.send(state, "previous", 1000);
  assert.equal(at(state, 1000).current.exercise, "hip-stretch");
  assert.equal(at(state, 1000).kind, "ready");

  state = machine.send(state, "previous", 1000);

  assert.equal(at(state, 1000).current.exercise, "bridge");
});

test("more time lengthens a pause and never a hold", () => {
  const ready = machine.send(begin(), "more", 0);
  const holding = machine.send(machine.send(begin(), "begin", 0), "more", 0);

  assert.equal(ready.left, 23000);
  assert.equal(holding.left, 5000);
});

test("too hard swaps in the easier one at once and can be undone", () => {
  let state = machine.send(begin(), "begin", 0);
  state = machine.send(state, "easier", 2000);
  assert.equal(at(state, 2000).current.exercise, "pelvic-tilt");
  assert.equal(at(state, 2000).kind, "ready");

  state = machine.send(state, "undo", 3000);

  assert.equal(at(state, 3000).current.exercise, "bridge");
  assert.equal(at(state, 3000).seconds, 3);
});

test("the gentlest form stays when it is too hard", () => {
  const state = machine.send(begin([STRETCH]), "easier", 1000);

  assert.equal(at(state, 1000).current.exercise, "hip-stretch");
  assert.equal(state.undo, null);
  assert.equal(state.tally[0].felt, "hard");
});

const answering = (answer) => {
  let state = machine.send(begin(), "begin", 0);
  state = machine.send(state, "pause", 3000);
  return machine.send(state, "hurts", 60_000, answer);
};

test("a working muscle goes on where it paused", () => {
  const view = at(answering("working"), 60_000);

  assert.equal(view.current.exercise, "bridge");
  assert.equal(view.seconds, 2);
  assert.equal(view.paused, false);
});

test("a bit more of the usual pain eases the exercise", () => {
  assert.equal(at(answering("usual"), 60_000).current.exercise, "pelvic-tilt");
});

test("sharp pain leaves the exercise out and goes on with the next", () => {
  const state = answering("sharp");

  assert.equal(at(state, 60_000).current.exercise, "hip-stretch");
  assert.equal(machine.record(state)[0].felt, "sharp");
});

test("new numbness stops the session", () => {
  const state = answering("stop");

  assert.equal(state.ended, "stopped");
  assert.equal(machine.record(state)[0].felt, "stop");
});

test("a finished session says what was done", () => {
  let state = machine.start([BRIDGE, STRETCH], {}, 0);
  for (let now = 0; !state.ended; now += 500) state = machine.advance(state, now);

  assert.deepEqual(machine.record(state), [
    { exercise: "bridge", block: "strengthening", seconds: 30, sets: 2, reps: 6, hold: 5, asked: [], felt: "", completed: true, instead_of: "" },
    { exercise: "hip-stretch", block: "stretching", seconds: 60, sets: 1, reps: 2, hold: 30, asked: [], felt: "", completed: true, instead_of: "" },
  ]);
});

test("closing early counts what was done and not as complete", () => {
  let state = machine.send(begin(), "begin", 0);
  state = machine.send(state, "close", 9000);

  assert.deepEqual(machine.record(state), [
    { exercise: "bridge", block: "strengthening", seconds: 7, sets: 0, reps: 1, hold: 5, asked: [], felt: "", completed: false, instead_of: "" },
  ]);
});

test("an easier one is recorded with what it stood in for", () => {
  let state = machine.send(begin([BRIDGE]), "easier", 0);
  for (let now = 0; !state.ended; now += 500) state = machine.advance(state, now);

  const [done] = machine.record(state);

  assert.equal(`${done.exercise} for ${done.instead_of}, ${done.felt}`, "pelvic-tilt for bridge, hard");
});

test("a snapshot comes back at the exact step, through JSON", () => {
  let state = machine.send(begin(), "begin", 0);
  state = machine.advance(state, 6500);
  const saved = JSON.parse(JSON.stringify(machine.snapshot(state)));

  const back = machine.send(machine.restore(saved), "resume", 50);

  assert.equal(machine.view(back).kind, "release");
  assert.equal(back.left, 500);
  assert.equal(JSON.stringify(back.steps), JSON.stringify(state.steps));
});

test("two hours is the limit for carrying on, whichever way the clock went", () => {
  assert.equal(machine.resumable(0, 7_200_000), true);
  assert.equal(machine.resumable(0, 7_200_001), false);
  assert.equal(machine.resumable(7_200_001, 0), false);
});

test("nothing happens to a session that is over", () => {
  const over = machine.send(begin(), "close", 0);

  for (const event of ["skip", "previous", "resume", "easier", "undo", "begin"])
    assert.equal(machine.send(over, event, 1000), over);
});

test("any sequence of presses keeps the machine sound", () => {
  let random = 11;
  const chance = (below) => (random = (random * 16807) % 2147483647) % below;
  const names = ["pause", "resume", "begin", "skip", "previous", "more", "easier", "undo"];
  for (let round = 0; round < 400; round += 1) {
    let state = begin();
    let now = 0;
    for (let press = 0; press < 60; press += 1) {
      now += chance(9000);
      state = machine.send(state, names[chance(names.length)], now);
      if (chance(12) === 0) state = machine.send(machine.restore(machine.snapshot(state)), "resume", now);
      const view = machine.view(state);

      assert.equal(view.share >= 0 && view.share <= 1, true);
      assert.equal(state.left >= 0, true);
      assert.equal(machine.record(state).every((done) => done.seconds * 1000 <= now + 1000), true);
    }
  }
});

test("the whole session lasts as long as its steps", () => {
  const end = total(SESSION);
  let state = begin();
  for (let now = 0; now < end; now += 1000) state = machine.advance(state, now);

  assert.equal(state.ended, "");
  assert.equal(machine.advance(state, end).ended, "done");
});

test("what hurt sharply comes no more in this session, nor as something easier, nor by undoing", () => {
  const march = { ...WALK, exercise: "march", easier: { ...BRIDGE.easier, easier: WALK } };
  let state = machine.start([BRIDGE, STRETCH, BRIDGE.easier, march], {}, 0);
  state = machine.send(machine.send(state, "begin", 0), "easier", 1000);
  state = machine.send(state, "hurts", 2000, "sharp");

  assert.deepEqual(state.items.map((item) => item.exercise), ["pelvic-tilt", "hip-stretch", "march"]);
  assert.deepEqual([state.tally.length, state.items[2].easier.exercise], [3, "walk"]);
  assert.equal(at(machine.send(state, "undo", 3000), 3000).current.exercise, "hip-stretch");
  assert.deepEqual(machine.record(state).map((done) => [done.instead_of, done.felt]), [["bridge", "sharp"]]);
});

test("sharp pain in the last exercise ends the session", () => {
  const state = machine.send(machine.send(begin([BRIDGE]), "begin", 0), "hurts", 1000, "sharp");

  assert.equal(state.ended, "done");
});

test("longer holds are never longer than a precaution allows", () => {
  const holds = (item) => timeline.steps([item], { factor: 1.5 }).filter((step) => step.kind === "hold");

  assert.deepEqual(holds({ ...STRETCH, hold: 8, most: 10 }).map((step) => step.ms), [10_000, 10_000]);
  assert.deepEqual(holds({ ...STRETCH, hold: 8, most: null }).map((step) => step.ms), [12_000, 12_000]);
});
