/* Milliseconds that only go forward. A changed wall clock does not touch them.
 *
 * On some phones the monotonic clock stands still while the device sleeps. A walk goes on with the phone in a pocket,
 * so while the page was hidden, and only then, the wall clock may say that more time went by (`slept`).
 * monotonic and wall are functions that give milliseconds: performance.now and Date.now on a page.
 */
globalThis.steadyback ??= {};

steadyback.clock = (monotonic, wall) => {
  const SLIP = 2000; // smaller differences are drift
  let asleep = 0;
  let hidden = null;
  const now = () => monotonic() + asleep;

  return {
    now,
    hide: () => {
      hidden = { monotonic: monotonic(), wall: wall() };
    },
    show: (counts) => {
      const slept = hidden ? wall() - hidden.wall - (monotonic() - hidden.monotonic) : 0;
      hidden = null;
      if (counts && slept > SLIP) asleep += slept;
      return now();
    },
  };
};
