/** The browser's own database for work that is done without a line; one small room for every kind of document. */
const NAME = "mumpuni-offline";
const STORES = ["documents", "entries", "receipts", "keys"] as const;

export type Store = (typeof STORES)[number];

/** What is encrypted before it touches the disk. */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

/** A document that is written here: where it is sent, and how far its numbering and the server have come. */
export interface DocumentRow {
  key: string;
  account: number;
  /** Made anew with each document, so that numbering never starts again under an old name. */
  device: string;
  /** The page of the document, from which a fresh token is read, and the address that takes its journal. */
  page: string;
  journal: string;
  last: number;
  digest: string;
  /** Up to here a receipt covers the steps. */
  confirmed: number;
  base: Sealed;
  draft?: Sealed | undefined;
}

export interface EntryRow {
  document: string;
  sequence: number;
  sealed: Sealed;
}

export interface Receipt {
  sheet: string;
  device: string;
  sequence: number;
  count: number;
  digest: string;
  at: string;
  signature: string;
}

let opened: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("documents", { keyPath: "key" });
      asked.result.createObjectStore("entries", { keyPath: ["document", "sequence"] });
      asked.result.createObjectStore("receipts", { keyPath: "sheet" });
      asked.result.createObjectStore("keys", { keyPath: "account" });
    };
    asked.onsuccess = () => {
      // Another tab that signs out deletes the database; a connection left open would hold that up.
      asked.result.onversionchange = () => {
        asked.result.close();
        opened = null;
      };
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error ?? new Error("indexedDB"));
  });
  return opened;
}

/** One transaction over the named stores; resolves when it is on the disk. */
export async function within<T>(
  stores: Store[],
  mode: IDBTransactionMode,
  work: (open: (name: Store) => IDBObjectStore) => IDBRequest<T> | void,
): Promise<T> {
  const known = await database();
  return new Promise((resolve, reject) => {
    const transaction = known.transaction(stores, mode, { durability: "strict" });
    const asked = work((name) => transaction.objectStore(name));
    transaction.oncomplete = () => resolve((asked ? asked.result : undefined) as T);
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
    transaction.onerror = () => reject(transaction.error ?? new Error("failed"));
  });
}

export const get = <T>(store: Store, key: IDBValidKey): Promise<T | undefined> =>
  within([store], "readonly", (open) => open(store).get(key) as IDBRequest<T | undefined>);

export const all = <T>(store: Store, range?: IDBKeyRange): Promise<T[]> =>
  within([store], "readonly", (open) => open(store).getAll(range ?? null) as IDBRequest<T[]>);

export const put = (store: Store, row: unknown): Promise<unknown> =>
  within([store], "readwrite", (open) => open(store).put(row));

/** The steps of a document from a number on. */
export const steps = (document: string, from = 0, to = Infinity): IDBKeyRange =>
  IDBKeyRange.bound([document, from], [document, to]);

/** One tab at a time changes a document. */
export const journalLock = <T>(document: string, work: () => Promise<T>): Promise<T> =>
  navigator.locks.request(`mumpuni-journal:${document}`, work) as Promise<T>;

/** Whether anything lies here, without making the database by asking. */
export async function exists(): Promise<boolean> {
  if (typeof indexedDB === "undefined") return false;
  return (await indexedDB.databases()).some((each) => each.name === NAME);
}

export async function drop(): Promise<void> {
  if (opened) (await opened).close();
  opened = null;
  await new Promise<void>((resolve, reject) => {
    const asked = indexedDB.deleteDatabase(NAME);
    asked.onsuccess = () => resolve();
    asked.onerror = () => reject(asked.error ?? new Error("indexedDB"));
  });
}
