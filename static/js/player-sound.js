/* Voice, three tones, a touch of vibration. Everything said here is on the screen as well.
 *
 * Browsers let sound begin only inside a tap: `prime` belongs into the handler of Start. An iPhone on silent plays
 * tones only as "playback", which interrupts the person's music; so that is a setting, off unless chosen.
 */
globalThis.steadyback ??= {};

steadyback.sound = (settings) => {
  const TONES = { start: [[880, 0.18]], turn: [[660, 0.1], [660, 0.1]], end: [[523, 0.35]], tick: [[440, 0.04]] };
  const BUZZ = { start: [120], turn: [60, 60, 60], end: [250] };
  const VOLUME = { tick: 0.05 };
  let audio = null;

  const note = (frequency, at, seconds, volume) => {
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    oscillator.frequency.value = frequency;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(volume, at + 0.015);
    gain.gain.linearRampToValueAtTime(0, at + seconds);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(at);
    oscillator.stop(at + seconds + 0.02);
  };

  const play = (name) => {
    let at = audio.currentTime + 0.01;
    for (const [frequency, seconds] of TONES[name]) {
      note(frequency, at, seconds, VOLUME[name] ?? 0.25);
      at += seconds + 0.08;
    }
  };

  const tone = (name) => {
    if (settings.buzz && BUZZ[name]) navigator.vibrate?.(BUZZ[name]);
    if (!audio || !settings.tones || (name === "tick" && !settings.ticks)) return;
    if (audio.state === "running") play(name);
    else audio.resume().then(() => play(name)).catch(() => null); // after a lock a phone may have stopped it
  };

  const say = (words) => {
    if (!settings.voice || !words || !globalThis.speechSynthesis) return;
    speechSynthesis.cancel();
    const speech = new SpeechSynthesisUtterance(words);
    speech.lang = document.documentElement.lang;
    speech.rate = settings.rate;
    speechSynthesis.speak(speech);
  };

  const hush = () => globalThis.speechSynthesis?.cancel();

  /* Says whether tones can be heard; the screen offers "Tap for sound" when they cannot. */
  const prime = async () => {
    if (navigator.audioSession) navigator.audioSession.type = settings.loud ? "playback" : "ambient";
    const Context = globalThis.AudioContext ?? globalThis.webkitAudioContext;
    if (!Context) return false;
    audio ??= new Context();
    await Promise.race([audio.resume().catch(() => null), new Promise((go) => setTimeout(go, 300))]);
    if (settings.voice && globalThis.speechSynthesis) speechSynthesis.speak(new SpeechSynthesisUtterance(""));
    return audio.state === "running";
  };

  return { prime, tone, say, hush };
};
