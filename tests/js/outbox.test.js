/* A device, a network that drops, doubles and delays, and a server that keeps the highest edit of each session. */
const makeServer = (person = "anna") => ({
  person,
  rows: new Map(),
  posts: 0,
  accept(id, body) {
    this.posts += 1;
    const known = this.rows.get(id);
    if (!known || known.edit < body.edit) this.rows.set(id, body);
    return { ok: true, status: known ? 200 : 201, json: async () => ({}) };
  },
});

const makeVault = () => {
  const kept = new Map();
  return {
    kept,
    put: async (_, id, value, mark) => void kept.set(id, { value: JSON.stringify(value), mark }),
    get: async (_, id) => (kept.has(id) ? JSON.parse(kept.get(id).value) : null),
    ids: async () => [...kept.keys()],
    removeMarked: async (_, id, mark) => void (kept.get(id)?.mark === mark && kept.delete(id)),
  };
};

const lockstep = () => {
  let tail = Promise.resolve();
  return { request: (_, work) => (tail = tail.then(work)) };
};

const makeFetch = (server, fate = () => "arrive") => async (url, options = {}) => {
  const what = fate(url);
  if (what === "drop") throw new TypeError("network");
  if (url === "/sessions/token/")
    return { ok: true, json: async () => ({ person: server.person, formerly: server.formerly, token: "t" }) };
  const id = url.split("/")[2];
  const body = JSON.parse(options.body);
  if (what === "later") {
    server.late = [...(server.late ?? []), [id, body]];
    throw new TypeError("network");
  }
  const response = server.refuse ? { ok: false, status: server.refuse } : server.accept(id, body);
  if (what === "double") server.accept(id, body);
  if (what === "lose the answer") throw new TypeError("network");
  return response;
};

const device = (server, fate, wall = () => 0, vault = makeVault()) => {
  const told = [];
  const tell = (outcome) => told.push(outcome);
  const box = steadyback.outbox({ vault, fetch: makeFetch(server, fate), locks: lockstep(), wall, tell });
  return { box, vault, told };
};

const entry = (id, edit = 1, fields = {}) => ({
  id, edit, person: "anna", status: "ready", body: { items: [{ exercise: "bridge" }], note: `${edit}` }, ...fields,
});

test("a session is sent once and then gone from the device", async () => {
  const server = makeServer();
  const { box, vault } = device(server);
  await box.save(entry("a"));

  await box.flush();
  await box.flush();

  assert.equal(server.posts, 1);
  assert.equal(vault.kept.size, 0);
});

test("a session in which nothing was done and nothing said is not sent", async () => {
  const server = makeServer();
  const { box, vault, told } = device(server);
  await box.save(entry("skipped", 2, { body: { items: [], pain_before: null } }));
  await box.save(entry("said", 2, { body: { items: [], pain_before: 0 } }));

  await box.flush();

  assert.deepEqual([...server.rows.keys()], ["said"]);
  assert.equal(vault.kept.size, 0);
  assert.equal(told.at(-1).empty, 1);
});

test("a session that was stopped for a new sign is sent, and said to be", async () => {
  const server = makeServer();
  const accept = server.accept.bind(server);
  server.accept = (id, body) => ({ ...accept(id, body), json: async () => ({ look: id === "stopped" }) });
  const { box, vault, told } = device(server);
  await box.save(entry("stopped"));
  await box.save(entry("done"));

  await box.flush();

  assert.deepEqual([told[0].stopped, told[0].sent, vault.kept.size], [1, 1, 0]);
});

test("without a network it stays, and goes when there is one", async () => {
  const server = makeServer();
  let fate = "drop";
  const { box, vault, told } = device(server, () => fate);
  await box.save(entry("a"));

  await box.flush();
  assert.equal(vault.kept.size, 1);
  fate = "arrive";
  await box.flush();

  assert.equal(server.rows.size, 1);
  assert.deepEqual(told.map((each) => [each.later, each.sent]), [[1, 0], [0, 1]]);
});

test("signed out it is kept and the person is told", async () => {
  const server = makeServer(null);
  const { box, vault, told } = device(server);
  await box.save(entry("a"));

  await box.flush();

  assert.equal(vault.kept.size, 1);
  assert.equal(told[0]["signed-out"], 1);
});

test("what one person did is not sent as another", async () => {
  const server = makeServer("ben");
  const { box, vault, told } = device(server);
  await box.save(entry("a"));

  await box.flush();

  assert.equal(server.posts, 0);
  assert.equal(vault.kept.size, 1);
  assert.equal(told[0]["someone-else"], 1);
});

test("what a guest did is sent once the guest is somebody", async () => {
  const server = makeServer("anna with an account");
  server.formerly = ["anna"];
  const { box, vault } = device(server);
  await box.save(entry("a"));

  await box.flush();

  assert.equal(server.rows.size, 1);
  assert.equal(vault.kept.size, 0);
});

test("what the server cannot take is kept and said", async () => {
  const server = makeServer();
  server.refuse = 400;
  const { box, vault, told } = device(server);
  await box.save(entry("a"));

  await box.flush();

  assert.equal(vault.kept.size, 1);
  assert.equal(told[0].refused, 1);
});

test("a check-in written while its session is under way stays to be sent", async () => {
  const server = makeServer();
  const vault = makeVault();
  let box = null;
  const fate = (url) => {
    if (url !== "/sessions/token/") box.save(entry("a", 2));
    return "arrive";
  };
  ({ box } = device(server, fate, () => 0, vault));
  await box.save(entry("a", 1));

  await box.flush();

  assert.equal((await box.waiting())[0].edit, 2);
});

test("a running session waits, an abandoned one is sent as far as it went", async () => {
  const server = makeServer();
  let time = 0;
  const { box } = device(server, undefined, () => time);
  await box.save(entry("a", 1, { status: "open" }));

  await box.flush();
  assert.equal(server.posts, 0);
  time = 7_200_001;
  await box.flush();

  assert.equal(server.rows.size, 1);
});

test("an abandoned session in which nothing was done is dropped", async () => {
  const server = makeServer();
  let time = 0;
  const { box, vault } = device(server, undefined, () => time);
  await box.save(entry("a", 1, { status: "open", body: { items: [] } }));
  time = 7_200_001;

  await box.flush();

  assert.equal(server.posts, 0);
  assert.equal(vault.kept.size, 0);
});

/* The model: for every session the highest edit that was ever confirmed to the person. */
const schedule = async (seed) => {
  let random = seed;
  const chance = (below) => (random = (random * 16807) % 2147483647) % below;
  const fates = ["arrive", "arrive", "drop", "double", "later", "lose the answer"];
  const server = makeServer();
  let time = 1_700_000_000_000;
  let healed = false;
  const vaults = [makeVault(), makeVault()];
  const make = (vault) =>
    device(server, () => (healed ? "arrive" : fates[chance(fates.length)]), () => time, vault).box;
  const boxes = vaults.map(make);
  const model = new Map();

  for (let act = 0; act < 12; act += 1) {
    const which = chance(2);
    time += chance(2) ? chance(4_000_000) : -chance(90_000_000);
    const id = `${which}-${chance(3)}`;
    const what = chance(6);
    if (what < 3) {
      const edit = (model.get(id) ?? 0) + 1;
      await boxes[which].save(entry(id, edit));
      model.set(id, edit);
    } else if (what === 3) boxes[which] = make(vaults[which]); // the browser was killed
    else if (what === 4) await boxes[which].flush();
    else if (server.late?.length) server.accept(...server.late.splice(chance(server.late.length), 1)[0]);
  }
  healed = true;
  for (const box of boxes) await box.flush();
  for (const late of server.late ?? []) server.accept(...late);

  const kept = [...server.rows].map(([id, body]) => `${id}:${body.edit}`).sort().join();
  const expected = [...model].map(([id, edit]) => `${id}:${edit}`).sort().join();
  assert.equal(kept, expected, `seed ${seed}`);
  assert.equal(vaults.every((vault) => vault.kept.size === 0), true, `seed ${seed}`);
};

test("any order of drops, doubles, delays and kills ends as the model says", async () => {
  const rounds = Number(globalThis.ROUNDS ?? globalThis.process?.env.ROUNDS ?? 1000);
  for (let seed = 1; seed <= rounds; seed += 1) await schedule(seed);
});

test("what hurt in sessions that wait is known without a network", async () => {
  const { box } = device(makeServer(), () => "drop");
  const items = [{ exercise: "tilt", instead_of: "bridge", felt: "sharp" }, { exercise: "walk", felt: "hard" }];
  await box.save(entry("a", 1, { body: { items } }));
  await box.save(entry("b", 1, { person: "bella", body: { items: [{ exercise: "plank", felt: "stop" }] } }));

  await box.flush();

  assert.deepEqual([...(await box.hurting("anna"))], ["tilt", "bridge"]);
});

test("a session after which an exercise was left out is sent, and said to have changed what is kept", async () => {
  const server = makeServer();
  const accept = server.accept.bind(server);
  server.accept = (id, body) => ({ ...accept(id, body), json: async () => ({ changed: true }) });
  const { box, told } = device(server);
  await box.save(entry("a"));

  await box.flush();

  assert.deepEqual([told[0].changed, told[0].sent], [1, 0]);
});
