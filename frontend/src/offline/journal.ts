import { chained, type Step } from "./canonical";
import { all, get, journalLock, put, steps, within, type DocumentRow, type EntryRow, type Receipt } from "./store";
import { seal, unseal } from "./vault";

interface Kept {
  step: Step;
  digest: string;
}

export interface Address {
  key: string;
  account: number;
  page: string;
  journal: string;
}

/**
 * What is done to one document on this device, step by step, until a receipt of the server covers it.
 *
 * Every tab of the browser writes the same journal: a lock gives the numbers, a channel tells the others.
 */
export class Journal<Base> {
  private readonly channel: BroadcastChannel;
  /** What was decrypted once; a long journal is read after each of its steps. */
  private readonly known = new Map<string, Kept>();

  private constructor(
    readonly key: string,
    readonly account: number,
  ) {
    this.channel = new BroadcastChannel(`mumpuni-offline:${key}`);
  }

  /** Keep a document with what the server said of it; what was written before stays. */
  static async keep<Base>(address: Address, base: Base): Promise<Journal<Base>> {
    const journal = new Journal<Base>(address.key, address.account);
    await journal.locked(async () => {
      const held = await get<DocumentRow>("documents", address.key);
      const sealed = await seal(address.account, base);
      const fresh = { device: crypto.randomUUID(), last: 0, digest: "", confirmed: 0 };
      await put("documents", { ...fresh, ...held, ...address, base: sealed } satisfies DocumentRow);
    });
    return journal;
  }

  /** The document as it lies here for this account; null when it was never kept. */
  static async find<Base>(key: string, account: number): Promise<Journal<Base> | null> {
    const held = await get<DocumentRow>("documents", key);
    return held?.account === account ? new Journal<Base>(key, account) : null;
  }

  onChange(tell: () => void): void {
    this.channel.addEventListener("message", tell);
  }

  changed(): void {
    this.channel.postMessage("changed");
  }

  row(): Promise<DocumentRow | undefined> {
    return get<DocumentRow>("documents", this.key);
  }

  async base(): Promise<Base | null> {
    const row = await this.row();
    return row ? unseal<Base>(this.account, row.base) : null;
  }

  rebase(base: Base): Promise<void> {
    return this.update(async (row) => ({ ...row, base: await seal(this.account, base) }));
  }

  /** What is being typed and is no step yet. */
  async draft(): Promise<string> {
    const row = await this.row();
    return row?.draft ? unseal<string>(this.account, row.draft) : "";
  }

  keepDraft(text: string): Promise<void> {
    return this.update(async (row) => ({ ...row, draft: text ? await seal(this.account, text) : undefined }));
  }

  /** Write steps down; resolves when they are on the disk of this device, whatever the line does. */
  async append(...made: { kind: string; body: Record<string, unknown> }[]): Promise<void> {
    await this.locked(async () => {
      const row = await this.row();
      if (!row) throw new Error("no document");
      let { last, digest } = row;
      const entries: EntryRow[] = [];
      for (const { kind, body } of made) {
        const step: Step = { sequence: ++last, kind, body, made_at: new Date().toISOString() };
        digest = await chained(digest, step);
        const sealed = await seal(this.account, { step, digest } satisfies Kept);
        entries.push({ document: this.key, sequence: last, sealed });
      }
      await within(["documents", "entries"], "readwrite", (open) => {
        for (const entry of entries) open("entries").add(entry);
        open("documents").put({ ...row, last, digest });
      });
    });
    this.changed();
  }

  /** The steps that no receipt covers yet, in their order. */
  async pending(most = Infinity): Promise<Kept[]> {
    const rows = await all<EntryRow>("entries", steps(this.key));
    return Promise.all(rows.slice(0, most).map((each) => this.open(each)));
  }

  async count(): Promise<number> {
    return within(["entries"], "readonly", (open) => open("entries").count(steps(this.key)));
  }

  /**
   * Let go of the steps that a receipt covers, and take the server's state in. False, and nothing is let go, when the
   * receipt tells of other steps than those that lie here.
   */
  async confirm(receipt: Receipt, base: (before: Base) => Base): Promise<boolean> {
    return this.locked(async () => {
      const row = await this.row();
      if (!row) return true;
      if (receipt.device !== row.device || receipt.sequence > row.last) return false;
      if (receipt.sequence > row.confirmed) {
        const [entry] = await all<EntryRow>("entries", steps(this.key, receipt.sequence, receipt.sequence));
        const kept = entry && (await this.open(entry));
        if (kept?.digest !== receipt.digest) return false;
      }
      const sealed = await seal(this.account, base(await unseal<Base>(this.account, row.base)));
      await within(["documents", "entries", "receipts"], "readwrite", (open) => {
        open("entries").delete(steps(this.key, 0, receipt.sequence));
        open("receipts").put(receipt);
        const confirmed = Math.max(row.confirmed, receipt.sequence);
        open("documents").put({ ...row, confirmed, base: sealed });
      });
      return true;
    });
  }

  /** Number what is left anew under another name, when the server does not know this device as it knows itself. */
  async renumber(): Promise<void> {
    await this.locked(async () => {
      const row = await this.row();
      if (!row) return;
      let [last, digest] = [0, ""];
      const entries: EntryRow[] = [];
      for (const { step } of await this.pending()) {
        const renumbered = { ...step, sequence: ++last };
        digest = await chained(digest, renumbered);
        const sealed = await seal(this.account, { step: renumbered, digest } satisfies Kept);
        entries.push({ document: this.key, sequence: last, sealed });
      }
      await within(["documents", "entries"], "readwrite", (open) => {
        open("entries").delete(steps(this.key));
        for (const entry of entries) open("entries").add(entry);
        open("documents").put({ ...row, device: crypto.randomUUID(), last, digest, confirmed: 0 });
      });
    });
    this.changed();
  }

  private async open({ sealed }: EntryRow): Promise<Kept> {
    const name = sealed.iv.join();
    const kept = this.known.get(name) ?? (await unseal<Kept>(this.account, sealed));
    this.known.set(name, kept);
    return kept;
  }

  private update(change: (row: DocumentRow) => Promise<DocumentRow>): Promise<void> {
    return this.locked(async () => {
      const row = await this.row();
      if (row) await put("documents", await change(row));
    });
  }

  private locked<T>(work: () => Promise<T>): Promise<T> {
    return journalLock(this.key, work);
  }
}
