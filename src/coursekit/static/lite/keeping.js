// What is kept for use without a network. Files lie in one cache under their sha256, so that an update fetches what
// changed and nothing else; and an index for each group, pages and lessons, is put there when all of its files are.
// The worker (worker.js) serves from it, and knows only a whole index.

const AT_ONCE = 6;

export function shelfName(course, site) {
  return `${course} ${new URL(site).pathname}`;
}

// Give what is still to be fetched: for the groups named, or for all.
export async function plansFor(site, names = ["pages", "lite"]) {
  const answer = await fetch(new URL("offline.json", site), { cache: "no-store" });
  if (!answer.ok) throw new Error(`offline.json: ${answer.status}`);
  const list = await answer.json();
  const shelf = await caches.open(shelfName(list.course, site));
  const here = new Set((await shelf.keys()).map((request) => request.url));
  const groups = [];
  for (const name of names) {
    const kept = await indexOf(shelf, site, name);
    if (kept?.sha256 !== list.groups[name].sha256) groups.push({ name, kept, group: list.groups[name] });
  }
  const missing = new Map();
  for (const { group } of groups) {
    for (const [path, [sha256, bytes]] of Object.entries(group.files)) {
      const key = keyOf(site, path, sha256);
      if (!here.has(key)) missing.set(key, { path, sha256, bytes });
    }
  }
  const bytes = [...missing.values()].reduce((sum, each) => sum + each.bytes, groups.length ? 1 : 0);
  return { list, groups, missing, bytes, update: groups.some(({ kept }) => kept) };
}

export async function isKept(site) {
  for (const name of await caches.keys()) {
    if (name.endsWith(` ${new URL(site).pathname}`) && await indexOf(await caches.open(name), site, "lite")) return true;
  }
  return false;
}

// Fetch what the plans miss. When all of a group is there, it takes effect at once; until then nothing does.
export async function fetchAll(site, plans, progress = () => {}) {
  const { list, groups, missing, bytes } = plans;
  const alone = navigator.locks ? (work) => navigator.locks.request(shelfName(list.course, site), work) : (work) => work();
  await alone(async () => {
    await roomFor(bytes);
    const shelf = await caches.open(shelfName(list.course, site));
    const todo = [...missing.entries()];
    let done = 0;
    const work = async () => {
      for (let next = todo.pop(); next; next = todo.pop()) {
        const [key, file] = next;
        await shelf.put(key, await fetched(site, file));
        done += file.bytes;
        progress(Math.min(1, done / bytes));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    for (const { name, kept, group } of groups) {
      if (kept) await shelf.put(indexKey(site, `${name}-before`), new Response(JSON.stringify(kept)));
      await shelf.put(indexKey(site, name), new Response(JSON.stringify(group)));
    }
    await clear(shelf, site);
    const channel = new BroadcastChannel(shelfName(list.course, site));
    channel.postMessage("changed");
    channel.close();
  });
}

// Whether the reader may be paying for every megabyte.
export function metered() {
  const connection = navigator.connection;
  return Boolean(connection?.saveData || connection?.type === "cellular" || /2g/.test(connection?.effectiveType ?? ""));
}

async function roomFor(bytes) {
  const { quota, usage } = await (navigator.storage?.estimate?.() ?? {});
  if (quota && quota - usage < bytes * 1.1) {
    throw new Error(`this browser has no room for ${Math.round(bytes / 1_000_000)} MB more.`);
  }
}

const SAID_AGAIN = [
  "content-type",
  "content-security-policy",
  "cross-origin-embedder-policy",
  "cross-origin-opener-policy",
  "cross-origin-resource-policy",
];

async function fetched(site, { path, sha256 }) {
  const address = new URL(path.split("/").map(encodeURIComponent).join("/"), site);
  for (const cache of ["default", "reload"]) {
    const answer = await fetch(address, { cache, headers: { "x-kept": "fetch" } });
    const content = await answer.arrayBuffer();
    if (answer.ok && hex(await crypto.subtle.digest("SHA-256", content)) === sha256) {
      const headers = SAID_AGAIN.filter((name) => answer.headers.has(name)).map((name) => [name, answer.headers.get(name)]);
      return new Response(content, { headers });
    }
  }
  throw new Error(`${path} is not what the list says. The site may just have been changed: load the page again.`);
}

function hex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What neither the indexes nor the ones before them name is of no use any more.
async function clear(shelf, site) {
  const named = new Set();
  for (const name of ["pages", "lite", "pages-before", "lite-before"]) {
    const index = await indexOf(shelf, site, name);
    named.add(indexKey(site, name));
    for (const [path, [sha256]] of Object.entries(index?.files ?? {})) named.add(keyOf(site, path, sha256));
  }
  for (const request of await shelf.keys()) if (!named.has(request.url)) await shelf.delete(request);
}

async function indexOf(shelf, site, name) {
  return (await shelf.match(indexKey(site, name)))?.json();
}

function indexKey(site, name) {
  return new URL(`__kept__/${name}`, site).href;
}

function keyOf(site, path, sha256) {
  return new URL(`__kept__/${sha256}${/\.[a-z0-9]+$/i.exec(path)?.[0] ?? ""}`, site).href;
}
