const watch = () => {
  const times = { monotonic: 0, wall: 1000 };
  return { times, clock: steadyback.clock(() => times.monotonic, () => times.wall) };
};

test("a changed wall clock does not move the clock", () => {
  const { times, clock } = watch();
  times.monotonic = 500;
  times.wall = 9_000_000;

  assert.equal(clock.now(), 500);
});

test("a walk goes on while the device sleeps", () => {
  const { times, clock } = watch();
  clock.hide();
  times.monotonic = 100;
  times.wall = 601_100;

  assert.equal(clock.show(true), 600_100);
  assert.equal(clock.now(), 600_100);
});

test("a hold does not trust the wall clock after sleep", () => {
  const { times, clock } = watch();
  clock.hide();
  times.monotonic = 100;
  times.wall = 601_100;

  assert.equal(clock.show(false), 100);
});

test("a wall clock that was set back takes nothing away", () => {
  const { times, clock } = watch();
  clock.hide();
  times.monotonic = 100;
  times.wall = -500_000;

  assert.equal(clock.show(true), 100);
});
