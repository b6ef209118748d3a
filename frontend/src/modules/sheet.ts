import { Banner } from "../offline/banner";
import type { Step } from "../offline/canonical";
import { forget, gone } from "../offline/clear";
import { Journal } from "../offline/journal";
import { able, prepare } from "../offline/prepare";
import { Sender, type Line, type Refusal } from "../offline/sender";
import { Classify } from "../sheet/classify";
import { Finish } from "../sheet/finish";
import { Notes } from "../sheet/notes";
import { within, words, type Desk, type Part } from "../sheet/parts";
import { Rate } from "../sheet/rate";
import { sentence } from "../sheet/refusals";
import { after, type Sheet, type State } from "../sheet/state";
import { steps } from "../sheet/steps";
import { Timer } from "../sheet/timer";

/** An observation sheet: every step is on this device before the page shows it, and at the server when there is a line. */
export function start(root: HTMLElement): void {
  void begin(root);
}

async function begin(root: HTMLElement): Promise<void> {
  const refuse = (name: string) => {
    const place = within(root, "refusal");
    place.textContent = words(place, name);
    place.hidden = false;
  };
  if (!able()) return refuse("insecure");
  const { key = "", account = "", page = "", journal: address = "", data = "" } = root.dataset;
  if (!key) throw new Error("a sheet without its key");
  const where = { key, account: Number(account), page, journal: address };
  const read = await fetched(data);
  if (read === "refused") return refuse("refused");
  let journal = await Journal.find<Sheet>(key, where.account);
  if (read && (!read.state.submitted_at || (await journal?.count()))) journal = await Journal.keep(where, read);
  const sheet = read ?? (await journal?.base());
  if (!sheet) return refuse("unprepared");
  // What was handed in is read over the line and leaves nothing here.
  if (!journal) await forget(key);
  else if (read) void prepare([page]).catch(() => undefined);
  new Page(root, sheet, journal);
}

/** The sheet as the server has it; nothing without a line or a session, "refused" when it is not for this person. */
async function fetched(address: string): Promise<Sheet | "refused" | null> {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (answer.status === 403 || answer.status === 404) return "refused";
    return answer.ok ? ((await answer.json()) as Sheet) : null;
  } catch {
    return null;
  }
}

class Page implements Desk {
  state: State;
  private readonly banner: Banner;
  private readonly sender: Sender<Sheet> | null = null;
  private readonly parts: Record<string, Part>;
  private readonly always: Part[];
  private step = "amati";
  private line: Line = "sent";
  private message = "";
  private drawn: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;

  constructor(
    readonly root: HTMLElement,
    readonly sheet: Sheet,
    private journal: Journal<Sheet> | null,
  ) {
    this.state = sheet.state;
    this.banner = new Banner(within(root, "line"));
    const drafts = {
      draft: async () => (await this.journal?.draft()) ?? "",
      keepDraft: async (text: string) => this.journal?.keepDraft(text),
    };
    this.parts = {
      amati: new Notes(this, drafts),
      klasifikasi: new Classify(this),
      nilai: new Rate(this),
      kirim: new Finish(this),
    };
    // What was handed in says so at every step.
    this.always = [new Timer(this), this.parts.kirim!];
    within(root, "who").textContent = `${sheet.assessee.number}. ${sheet.assessee.name}`;
    within(root, "what").textContent = `${sheet.instrument} · ${sheet.event}`;
    steps(root, (name) => {
      this.step = name;
      this.render();
    });
    if (journal) {
      this.sender = new Sender(journal, (line, refused, message) => this.told(line, refused, message));
      journal.onChange(() => void this.refresh());
      const act = (name: string, work: () => void) => within(root, name).addEventListener("click", work);
      act("again", () => void this.sender?.send());
      act("restart", () => void this.sender?.restart());
    }
    gone.addEventListener("message", () => location.reload());
    within(root, "desk").hidden = false;
    void this.refresh().then(() => this.sender?.send());
  }

  get open(): boolean {
    return this.journal !== null && !this.state.submitted_at;
  }

  async write(...made: { kind: string; body: Record<string, unknown> }[]): Promise<boolean> {
    const place = within(this.root, "lost");
    try {
      if (!this.journal) throw new Error("shut");
      await this.journal.append(...made);
    } catch {
      place.hidden = false;
      return false;
    }
    place.hidden = true;
    await this.refresh();
    void this.sender?.send();
    return true;
  }

  say(text: string): void {
    within(this.root, "said").textContent = text;
  }

  /** One after the other: a reading that still ran while the device forgets would make the database anew. */
  private refresh(): Promise<void> {
    // Whoever asks before the next reading begins shares it.
    this.next ??= this.drawn.then(() => {
      this.next = null;
      return this.draw();
    });
    this.drawn = this.next.catch(() => undefined);
    return this.next;
  }

  /** The page as the server's word and the steps on this device make it. */
  private async draw(): Promise<void> {
    const base = await this.journal?.base();
    if (this.journal && !base) return location.reload();
    const waiting = (await this.journal?.pending()) ?? [];
    if (base) this.state = after(base.state, waiting.map((each): Step => each.step));
    if (base?.state.submitted_at && !waiting.length) await this.shut();
    this.render();
    this.banner.show(this.line, waiting.length, this.message);
  }

  /** Handed in and acknowledged: the device forgets it, the page shows it until it is left. */
  private async shut(): Promise<void> {
    this.journal = null;
    this.sender?.stop();
    await forget(this.sheet.sheet);
  }

  private async told(line: Line, refused: Refusal[], message: string): Promise<void> {
    [this.line, this.message] = [line, message];
    const list = within(this.root, "refused-steps");
    for (const each of refused)
      list.append(Object.assign(document.createElement("li"), { textContent: sentence(list, this.sheet, this.state, each) }));
    within(this.root, "refused-box").hidden = !list.children.length;
    await this.refresh();
  }

  private render(): void {
    for (const part of new Set([...this.always, this.parts[this.step]!])) part.render();
  }
}
