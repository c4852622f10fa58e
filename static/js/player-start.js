/* Takes the page over from the list: asks for pain before, waits for Start, and hands over to the check-in. */
globalThis.steadyback ??= {};

{
  const root = document.querySelector("[data-player]");
  const begin = document.querySelector("[data-start]");
  const data = JSON.parse(document.querySelector("#player-data").textContent);
  const form = document.querySelector("[data-settings]");
  const wall = () => Date.now();
  const settings = steadyback.settings(form, data.settings);
  const texts = steadyback.words(data.words);
  const figures = steadyback.figures();
  const screen = steadyback.screen(root, texts, figures);
  const sound = steadyback.sound(settings);
  const device = steadyback.device();
  const clock = steadyback.clock(() => performance.now(), wall);
  const keeper = steadyback.keeper({ outbox: steadyback.mail, data, wall });
  const checkin = steadyback.checkin({ data, texts, keeper, leave: steadyback.leave });

  const show = (section) => {
    for (const each of document.querySelectorAll("[data-view]")) each.hidden = each !== section;
    document.body.classList.toggle("is-playing", section === root);
    section.querySelector("h1")?.focus({ preventScroll: true });
    scrollTo(0, 0);
  };

  const over = (state, kept) => {
    const rest = () => {
      show(checkin.section);
      checkin.open(state);
    };
    if (state.ended !== "stopped") return rest();
    const stopped = document.querySelector('dialog[data-sheet="stopped"]');
    const onward = data.person ? rest : () => location.assign(stopped.querySelector("a").href);
    stopped.addEventListener("close", onward, { once: true });
    if (steadyback.mail) kept.then(steadyback.stopped).catch(() => null);
    return stopped.showModal();
  };

  const player = steadyback.player({ data, screen, texts, sound, device, clock, keeper, settings, over });
  const sheets = steadyback.sheets(player);

  const presses = {
    hurts: () => sheets.open("hurts"),
    close: () => sheets.open("close"),
    sounds: () => sheets.open("sounds"),
    help: () => sheets.open("help"),
    toggle: () => player.press(player.isPaused() ? "resume" : "pause"),
  };
  const press = (name) => (presses[name] ?? (() => player.press(name)))();

  root.addEventListener("click", (event) => {
    const name = event.target.closest("[data-do]")?.dataset.do;
    if (name) press(name);
  });
  steadyback.keys(settings, (name) => player.isRunning() && press(name), sheets);
  device.buttons({
    play: () => player.press("resume"),
    pause: () => player.press("pause"),
    previoustrack: () => player.press("previous"),
    nexttrack: () => player.press("skip"),
  });

  /* Sound, speech and the wake lock may only begin inside a tap, so they are asked for here. */
  const prepare = () => {
    sound.prime().then((heard) => screen.say("muted", !heard && settings.tones));
    device.awake().then((stays) => screen.say("may-sleep", !stays));
    begin.querySelector("[data-stage]").replaceChildren(); // an id stands once in a page
    show(root);
  };

  const chosen = () => {
    const radio = begin.querySelector("input[name=pain_before]:checked");
    return radio ? Number(radio.value) : null;
  };

  const STRONG = 7; // as in a flare: said before anything is done
  begin.addEventListener("change", () => {
    const notice = begin.querySelector("[data-strong]");
    if (notice) notice.hidden = !(chosen() >= STRONG);
  });

  const launch = (items, pain) => {
    if (!items.length) return;
    prepare();
    keeper.begin(pain);
    player.start(items);
  };

  begin.addEventListener("submit", (event) => {
    event.preventDefault();
    launch(data.items, chosen());
  });

  /* Quick relief asks nothing first: one position, or all of them. */
  for (const guide of document.querySelectorAll("[data-guide]")) {
    const only = guide.dataset.guide;
    guide.hidden = false;
    guide.addEventListener("click", () =>
      launch(only ? data.items.filter((item) => item.exercise === only) : data.items, null),
    );
  }

  const offer = (found) => {
    const name = found.snapshot.items[steadyback.machine.restore(found.snapshot).steps[found.snapshot.at].item].name;
    const box = begin.querySelector("[data-interrupted]");
    box.hidden = false;
    const go = box.querySelector("button");
    go.textContent = texts.fill("carry_on_from", { name });
    go.addEventListener("click", () => {
      prepare();
      player.carryOn(keeper.carryOn(found));
    });
    begin.addEventListener("submit", () => keeper.setAside(found));
  };

  /* A page that the device kept may ask for what hurt since, in a session that waits to be sent. */
  const spare = (hurt) => {
    data.items = steadyback.machine.spare(data.items, hurt);
    const has = ({ dataset }) => data.items.some((item) => !dataset.guide || item.exercise === dataset.guide);
    for (const guide of document.querySelectorAll("[data-guide]")) guide.hidden = !has(guide);
  };
  steadyback.mail?.hurting(data.person).then((hurt) => hurt.size && spare(hurt)).catch(() => null);

  const first = data.items[0]?.figure;
  const drawn = figures.fetched(data.drawings);
  const list = document.querySelector("[data-list]");
  const ownId = list.querySelector("[name=client_id]");
  if (ownId) ownId.value = crypto.randomUUID(); // a page that was kept has the id of its first day
  if (data.kind !== "relief" && data.items.length) {
    show(begin);
    drawn.then(() => begin.querySelector("[data-stage]").replaceChildren(figures.show(first)));
    begin.querySelector("[data-as-list]").addEventListener("click", () => show(list));
    keeper.interrupted().then((found) => found && offer(found));
  }
}
