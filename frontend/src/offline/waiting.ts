import { Journal } from "./journal";
import { Sender } from "./sender";
import { all, type DocumentRow } from "./store";

/** Send what waits in every document of this device; resolves when each arrived or its line stands otherwise. */
export async function sendAll(): Promise<void> {
  for (const row of await all<DocumentRow>("documents")) {
    const journal = await Journal.find<{ state: unknown }>(row.key, row.account);
    if (journal) await new Sender(journal, () => undefined).send();
  }
}
