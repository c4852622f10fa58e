/* The screen stays on, and the lock screen's buttons work, where a browser offers that. Neither is needed. */
globalThis.steadyback ??= {};

steadyback.device = () => {
  let lock = null;
  let wanted = false;

  /* Resolves to whether the screen will stay on. */
  const awake = async () => {
    wanted = true;
    try {
      lock = await navigator.wakeLock.request("screen");
      return true;
    } catch {
      return false;
    }
  };

  const rest = async () => {
    wanted = false;
    await lock?.release().catch(() => null);
    lock = null;
  };

  /* The lock is gone whenever the page was hidden. */
  document.addEventListener("visibilitychange", () => {
    if (wanted && document.visibilityState === "visible") awake();
  });

  const buttons = (handlers) => {
    for (const [name, handler] of Object.entries(handlers)) {
      try {
        navigator.mediaSession?.setActionHandler(name, handler);
      } catch {
        /* a button this browser does not know */
      }
    }
  };

  const shows = (title, artist, paused) => {
    if (!navigator.mediaSession || !globalThis.MediaMetadata) return;
    navigator.mediaSession.metadata = new MediaMetadata({ title, artist });
    navigator.mediaSession.playbackState = paused ? "paused" : "playing";
  };

  return { awake, rest, buttons, shows };
};
