/**
 * Stands between browser and server for two things alone: built files, whose names change with their content, and the
 * pages that somebody prepared. Everything else goes over the line as if this were not here.
 */
interface Lived extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface Asked extends Lived {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

const PAGES = "mumpuni-pages-1";
const ASSETS = "mumpuni-assets-1";
const worker = self as unknown as EventTarget & {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
};

worker.addEventListener("install", (event) => (event as Lived).waitUntil(worker.skipWaiting()));

worker.addEventListener("activate", (event) => (event as Lived).waitUntil(renew()));

worker.addEventListener("fetch", (event) => {
  const asked = event as Asked;
  const { request } = asked;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.includes("/ui/assets/")) asked.respondWith(built(request));
  else if (request.mode === "navigate") asked.respondWith(prepared(request, url));
});

/** Another number in the names above makes all that was kept under the old ones go. */
async function renew(): Promise<void> {
  for (const name of await caches.keys())
    if (name.startsWith("mumpuni-") && name !== PAGES && name !== ASSETS) await caches.delete(name);
  await worker.clients.claim();
}

async function built(request: Request): Promise<Response> {
  return (await (await caches.open(ASSETS)).match(request.url)) ?? fetch(request);
}

/** The line comes first; a page that was prepared stands in when there is none. */
async function prepared(request: Request, url: URL): Promise<Response> {
  try {
    return await fetch(request);
  } catch (problem) {
    const kept = (await caches.has(PAGES)) ? await (await caches.open(PAGES)).match(url.pathname) : undefined;
    if (kept) return kept;
    throw problem;
  }
}
