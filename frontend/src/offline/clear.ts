import { all, drop, exists, get, journalLock, steps, within, type DocumentRow } from "./store";

const CACHES = "mumpuni-";
/** The channel on which open pages of all documents hear that everything was forgotten. */
export const gone = new BroadcastChannel("mumpuni-offline-gone");

/** How many steps lie here that no receipt covers. */
export async function unsent(): Promise<number> {
  if (!(await exists())) return 0;
  return within(["entries"], "readonly", (open) => open("entries").count());
}

/** Forget one document: its steps, its page, and with the last one the key that everything was written under. */
export async function forget(key: string): Promise<void> {
  // Under the lock of its journal, or a change that has read the document already would put it back.
  const row = await journalLock(key, async () => {
    const held = await get<DocumentRow>("documents", key);
    await within(["documents", "entries", "receipts"], "readwrite", (open) => {
      open("documents").delete(key);
      open("entries").delete(steps(key));
      open("receipts").delete(key);
    });
    return held;
  });
  if (row && "caches" in window)
    for (const name of await caches.keys()) if (name.startsWith(CACHES)) await (await caches.open(name)).delete(row.page);
  if (!(await all<DocumentRow>("documents")).length) await clear();
}

/** Nothing of any document stays: no database, no cached page, no worker between the browser and the server. */
export async function forgetAll(): Promise<void> {
  await clear();
  // Said on the one channel of this page, which therefore does not hear it: it is leaving by itself.
  gone.postMessage("gone");
}

async function clear(): Promise<void> {
  if (await exists()) await drop();
  if ("caches" in window)
    for (const name of await caches.keys()) if (name.startsWith(CACHES)) await caches.delete(name);
  if ("serviceWorker" in navigator)
    for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
}
