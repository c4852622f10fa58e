/* What the device keeps, encrypted: sessions that wait to be sent, and pages to open without a network.
 *
 * The key is made here, cannot be read out (extractable: false) and never leaves the browser's own store; wiping the
 * database throws it away with everything it sealed. Written strictly: a promise resolves when the disk has it.
 * Used by pages and by the service worker, so nothing here knows a window.
 */
globalThis.steadyback ??= {};

steadyback.vault = (() => {
  const DATABASE = "steadyback";
  const STORES = ["keys", "sessions", "pages", "notes"];
  let opening = null;

  const settled = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  const open = () => {
    opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(DATABASE, 1);
      request.onupgradeneeded = () => STORES.forEach((name) => request.result.createObjectStore(name));
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const database = request.result;
        database.onversionchange = close; // another tab wipes: let go, so that it can
        database.onclose = () => (opening = null);
        resolve(database);
      };
    });
    opening.catch(() => (opening = null));
    return opening;
  };

  const close = async () => {
    const database = await opening?.catch(() => null);
    opening = null;
    database?.close();
  };

  /* Runs `work` on one store in one transaction; resolves once that is on the disk. */
  const transact = async (name, mode, work) => {
    const database = await open();
    const transaction = database.transaction(name, mode, { durability: "strict" });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
    const result = work(transaction.objectStore(name));
    const [value] = await Promise.all([result, done]);
    return value;
  };

  const stored = (name, id) => transact(name, "readonly", (store) => settled(store.get(id)));

  /* Two tabs may both find no key: `add` lets the first win, and both then read what is there. */
  const key = async () => {
    const known = await stored("keys", "key");
    if (known) return known;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await transact("keys", "readwrite", (store) => settled(store.add(made, "key"))).catch(() => null);
    return stored("keys", "key");
  };

  const seal = async (value) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(value));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), text) };
  };

  const unseal = async ({ iv, data }) => {
    const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await key(), data);
    return JSON.parse(new TextDecoder().decode(text));
  };

  /* `mark` is a number or word kept in the clear beside the sealed value, to decide on without opening it. */
  const put = async (name, id, value, mark = 0) => {
    const sealed = await seal(value);
    await transact(name, "readwrite", (store) => settled(store.put({ ...sealed, mark }, id)));
  };

  const get = async (name, id) => {
    const sealed = await stored(name, id);
    return sealed ? unseal(sealed) : null;
  };

  const ids = (name) => transact(name, "readonly", (store) => settled(store.getAllKeys()));
  const remove = (name, id) => transact(name, "readwrite", (store) => settled(store.delete(id)));

  /* Removes only what is still marked so: what was written meanwhile stays. */
  const removeMarked = (name, id, mark) =>
    transact(name, "readwrite", async (store) => {
      const found = await settled(store.get(id));
      if (found?.mark === mark) store.delete(id);
    });

  const wipe = async () => {
    await close();
    await settled(indexedDB.deleteDatabase(DATABASE));
  };

  const works = () => Boolean(globalThis.indexedDB && globalThis.crypto?.subtle);

  return { put, get, ids, remove, removeMarked, wipe, works };
})();
