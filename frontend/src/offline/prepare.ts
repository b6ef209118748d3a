const PAGES = "mumpuni-pages-1";
const ASSETS = "mumpuni-assets-1";

interface Built {
  file: string;
  css?: string[];
  assets?: string[];
}

/** Whether this browser can keep work at all: on an address without HTTPS it cannot. */
export const able = (): boolean =>
  window.isSecureContext && "serviceWorker" in navigator && "caches" in window && "locks" in navigator;

/** Make these pages open without a line: the pages themselves and everything that was built for them. */
export async function prepare(pages: string[]): Promise<void> {
  await navigator.serviceWorker.register("/sw.js", { scope: "/" });
  await navigator.serviceWorker.ready;
  const root = new URL(/* @vite-ignore */ "..", import.meta.url);
  const manifest = (await (await fetch(new URL("manifest.json", root))).json()) as Record<string, Built>;
  const files = new Set<string>();
  for (const { file, css = [], assets = [] } of Object.values(manifest))
    for (const each of [file, ...css, ...assets]) if (each.startsWith("assets/")) files.add(new URL(each, root).href);
  const assets = await caches.open(ASSETS);
  const missing = [];
  for (const each of files) if (!(await assets.match(each))) missing.push(each);
  await assets.addAll(missing);
  const kept = await caches.open(PAGES);
  for (const page of pages) {
    const answer = await fetch(page);
    if (!answer.ok || answer.redirected) throw new Error(`${page}: ${answer.status}`);
    await kept.put(page, answer);
  }
  // Storage that the browser may throw away under pressure is no place for notes.
  await navigator.storage?.persist?.();
}
