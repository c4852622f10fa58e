/* Opens a person's own pages without a network. Its text holds the names of the files it keeps, so that a new release
 * is a new worker. A page that is open has all it needs already: no update can break a running session. */
const FILES = {{ files|safe }};
const OFFLINE = {{ offline|safe }};
const PRIVATE = {{ private|safe }}.map((pattern) => new RegExp(pattern));
const ANSWERS = /^\/intake\//;
const KEPT = /^\/(static|exercises\/drawings)\//;
const PATIENCE = 4000; // milliseconds for a network that is there and does not answer
const TRUE_FOR = {{ true_for|safe }}; // milliseconds that answers are taken as they were said

importScripts({{ vault|safe }});
const { vault } = steadyback;

const isPrivate = (path) => PRIVATE.some((pattern) => pattern.test(path));
const files = () => caches.open("steadyback-files");

/* The name of such a file changes with what it holds, so what is there is right. */
const file = async (request) => {
  const known = await caches.match(request);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) (await files()).put(request, response.clone()).catch(() => null);
  return response;
};

const keepFiles = async (names) => {
  const cache = await files();
  const found = await Promise.all(names.map((name) => cache.match(name)));
  await cache.addAll(names.filter((_, index) => !found[index]));
};

const named = (html) => [...new Set(html.match(/\/(static|exercises\/drawings)\/[\w./-]+/g) ?? [])];

/* A page of a person's own is sealed, with the policy that belongs to it. */
const keepPage = async (path, response) => {
  const html = await response.text();
  const policy = response.headers.get("Content-Security-Policy") ?? "";
  await vault.put("pages", path, { html, policy, name: response.headers.get("ETag"), at: Date.now() });
  await keepFiles(named(html));
};

const asResponse = ({ html, policy }) =>
  new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy } });

const kept = (path) => vault.get("pages", path).catch(() => null);
const isTrue = (own) => Math.abs(Date.now() - (own.at ?? 0)) <= TRUE_FOR;

/* The server would say the same today. */
const renew = (path, own) => vault.put("pages", path, { ...own, at: Date.now() }).catch(() => null);

/* What is kept has a name; where the server would say the same again, it sends nothing. */
const ask = (address, own) => {
  const headers = own?.name ? { Accept: "text/html", "If-None-Match": own.name } : { Accept: "text/html" };
  return fetch(address, { headers, credentials: "same-origin", redirect: "manual", cache: "no-store" });
};

/* The server leads elsewhere, to a doctor perhaps, or has it no more: then what is kept is shown no more either. */
const isGone = (response) => response.type === "opaqueredirect" || response.status === 404;

const forget = (path) => vault.remove("pages", path).catch(() => null);
const forgetAll = async () => Promise.all((await vault.ids("pages")).map(forget));

const fromNetwork = async (event, path, own) => {
  const response = await (own ? ask(event.request.url, own) : fetch(event.request));
  if (response.status === 304) {
    event.waitUntil(renew(path, own));
    return asResponse(own);
  }
  if (own && isGone(response)) await forget(path);
  if (response.ok && !response.redirected && isPrivate(path))
    event.waitUntil(keepPage(path, response.clone()).catch(() => null));
  return response;
};

const late = () => new Promise((give) => setTimeout(give, PATIENCE, null));

/* The network first. What is kept, when it fails, is down, or does not answer while we have the page; but nothing
 * that no server has confirmed for weeks, for what a person told may be over, or no longer enough. */
const page = async (event, path) => {
  const own = isPrivate(path) ? await kept(path) : null;
  const spare = own && isTrue(own) ? own : null;
  const asked = fromNetwork(event, path, own).catch(() => null);
  const response = await (spare ? Promise.race([asked, late()]) : asked);
  if (response && (response.status < 500 || !spare)) return response;
  return spare ? asResponse(spare) : ((await caches.match(OFFLINE)) ?? Response.error());
};

const keep = async (paths) => {
  for (const path of paths.filter(isPrivate)) {
    const own = await kept(path);
    const response = await ask(path, own).catch(() => null);
    if (response?.status === 304) await renew(path, own);
    if (response && isGone(response)) await forget(path);
    if (response?.ok) await keepPage(path, response).catch(() => null);
  }
};

/* Keeps what this release and the pages in the vault name, and lets go of the rest. */
const tidy = async () => {
  const pages = await Promise.all((await vault.ids("pages")).map((id) => vault.get("pages", id)));
  const wanted = new Set([...FILES, OFFLINE, ...pages.flatMap((each) => named(each.html))]);
  const cache = await files();
  for (const request of await cache.keys())
    if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
};

addEventListener("install", (event) => {
  event.waitUntil(keepFiles([...FILES, OFFLINE]).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const settle = async () => {
    await clients.claim();
    await keep(await vault.ids("pages"));
    await tidy();
  };
  event.waitUntil(settle().catch(() => null));
});

addEventListener("message", (event) => {
  if (Array.isArray(event.data?.keep)) event.waitUntil(keep(event.data.keep));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  /* An answer may change what may be shown: the pages are kept again when they are opened next. */
  if (request.method === "POST" && ANSWERS.test(pathname)) event.waitUntil(forgetAll().catch(() => null));
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(event, pathname));
  else if (KEPT.test(pathname)) event.respondWith(file(request));
});
