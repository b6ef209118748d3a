import { get, within, type Sealed } from "./store";

interface KeyRow {
  account: number;
  key: CryptoKey;
}

/**
 * The key of an account on this device. It never leaves the browser and is deleted with the last document, after which
 * what the disk may still hold of them cannot be read.
 */
async function keyOf(account: number): Promise<CryptoKey> {
  const held = await get<KeyRow>("keys", account);
  if (held) return held.key;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  // Another tab may have made one meanwhile; the first that was kept counts.
  await within(["keys"], "readwrite", (open) => {
    const asked = open("keys").get(account);
    asked.onsuccess = () => {
      if (!asked.result) open("keys").put({ account, key } satisfies KeyRow);
    };
  });
  return (await get<KeyRow>("keys", account))!.key;
}

export async function seal(account: number, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(account), plain) };
}

export async function unseal<T>(account: number, { iv, data }: Sealed): Promise<T> {
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await keyOf(account), data);
  return JSON.parse(new TextDecoder().decode(plain)) as T;
}
