// The worker of the whole site. Pages come from the network where there is one; lessons from what is kept, once all of it
// is. What Python asks of the browser's files is left to JupyterLite's own worker, which is read in below.
"use strict";

const SITE = new URL(self.site ?? "./", self.location.href);
const SHELF = `${self.course} ${SITE.pathname}`;
const GROUPS = ["lite", "pages", "lite-before", "pages-before"];
let indexes = null;

new BroadcastChannel(SHELF).addEventListener("message", () => { indexes = null; });

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (!["GET", "HEAD"].includes(request.method)) return;
  if (address.origin !== SITE.origin || !address.pathname.startsWith(SITE.pathname)) return;
  event.stopImmediatePropagation();
  if (request.headers.has("x-kept") || address.pathname === `${SITE.pathname}offline.json`) return; // as if there were no worker
  const path = pathOf(address);
  event.respondWith(path.startsWith("lite/") ? keptFirst(request, path) : freshFirst(request, path));
});

self.importScripts(new URL("lite/extensions/counting-october/static/drive-worker.js", SITE));

function pathOf(address) {
  const path = decodeURIComponent(address.pathname.slice(SITE.pathname.length));
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

async function keptFirst(request, path) {
  return await kept(path) ?? fresh(request);
}

async function freshFirst(request, path) {
  try {
    return await fetch(request);
  } catch (error) {
    const found = await kept(path);
    if (found) return found;
    throw error;
  }
}

// A file that is not there is nothing unusual to JupyterLite, but a request that fails is.
async function fresh(request) {
  try {
    return await fetch(request);
  } catch (error) {
    if (request.mode === "navigate") throw error;
    return new Response("", { status: 504, statusText: "no network" });
  }
}

async function kept(path) {
  indexes ??= readIndexes();
  for (const files of await indexes) {
    if (!files[path]) continue;
    const [sha256] = files[path];
    const found = await (await caches.open(SHELF)).match(keyOf(path, sha256));
    if (found) return found;
  }
  return null;
}

async function readIndexes() {
  const shelf = await caches.open(SHELF);
  const found = await Promise.all(GROUPS.map((name) => shelf.match(new URL(`__kept__/${name}`, SITE).href)));
  return Promise.all(found.filter(Boolean).map(async (each) => (await each.json()).files));
}

function keyOf(path, sha256) {
  return new URL(`__kept__/${sha256}${/\.[a-z0-9]+$/i.exec(path)?.[0] ?? ""}`, SITE).href;
}
