import { renewTokens } from "../tokens";
import type { Step } from "./canonical";
import type { Journal } from "./journal";
import type { Receipt } from "./store";

/** How the line stands; each has a sentence in the banner of the page. */
export type Line = "sent" | "sending" | "offline" | "ended" | "forbidden" | "altered" | "malformed";

export interface Refusal {
  sequence: number;
  code: string;
  message: string;
  /** The step itself, which this device lets go of with the receipt. */
  step?: Step | undefined;
}

interface Answer {
  receipt: Receipt;
  refused: Refusal[];
  state: unknown;
}

const RETRY_MS = [1000, 2000, 4000, 8000, 15000, 30000];
const MOST = 400;
const LARGEST = 200 * 1024;

/** Sends a journal again and again until receipts cover it; the same step sent twice counts once. */
export class Sender<Base extends { state: unknown }> {
  line: Line = "sent";
  private stopped = false;
  private timer = 0;
  private tries = 0;
  private running: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;

  constructor(
    private readonly journal: Journal<Base>,
    private readonly tell: (line: Line, refused: Refusal[], message: string) => Promise<void> | void,
  ) {
    window.addEventListener("online", () => void this.send());
    window.addEventListener("offline", () => void this.stand("offline"));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.send();
    });
  }

  /** Send what waits; resolves when it arrived or the line stands otherwise. */
  send(): Promise<void> {
    window.clearTimeout(this.timer);
    // Whoever asks before the next sending begins shares it: a thousand notes need no thousand rounds.
    this.next ??= this.running.then(() => {
      this.next = null;
      const done = this.locked();
      this.running = done.catch(() => undefined);
      return done;
    });
    return this.next;
  }

  /** The document is gone from this device; nothing is asked of it any more. */
  stop(): void {
    this.stopped = true;
    window.clearTimeout(this.timer);
  }

  /** Go on under another number of the device, after the server was found to hold other steps. */
  async restart(): Promise<void> {
    await this.journal.renumber();
    await this.send();
  }

  /** One tab sends at a time; the next finds what is left. */
  private async locked(): Promise<void> {
    await navigator.locks.request(`mumpuni-send:${this.journal.key}`, () => this.drain());
  }

  private async drain(renewed = false): Promise<void> {
    if (this.stopped) return this.stand("sent");
    const row = await this.journal.row();
    let entries = (await this.journal.pending(MOST)).map((each) => each.step);
    if (!row || !entries.length) return this.stand("sent");
    let body = "";
    for (;;) {
      body = JSON.stringify({ device: row.device, entries });
      if (entries.length === 1 || new TextEncoder().encode(body).length <= LARGEST) break;
      entries = entries.slice(0, Math.ceil(entries.length / 2));
    }
    this.stand("sending");
    let answer: Response;
    let told: Partial<Answer> & { message?: string };
    try {
      const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() };
      answer = await fetch(row.journal, { method: "POST", body, headers, redirect: "manual" });
      told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
    } catch {
      return this.retry();
    }
    if (answer.status === 401 || answer.type === "opaqueredirect") return this.stand("ended");
    if (answer.status === 403 || answer.status === 404) {
      // Without a body of its own a 403 is the token's: it changes with each sign-in.
      if (answer.status === 403 && !told.message && !renewed && (await renewTokens())) return this.drain(true);
      return this.stand(told.message || answer.status === 404 ? "forbidden" : "ended");
    }
    if (answer.status === 409) return this.stand("altered");
    if (answer.status === 422 || answer.status === 413 || answer.status === 400)
      return this.stand("malformed", [], told.message);
    if (!answer.ok || !told.receipt) return this.retry();
    const state = told.state;
    if (!(await this.journal.confirm(told.receipt, (before) => ({ ...before, state })))) return this.stand("altered");
    this.tries = 0;
    const refused = (told.refused ?? []).map((each) => ({
      ...each,
      step: entries.find((step) => step.sequence === each.sequence),
    }));
    await this.stand("sending", refused);
    this.journal.changed();
    return this.drain();
  }

  private async retry(): Promise<void> {
    await this.stand("offline");
    this.timer = window.setTimeout(() => void this.send(), RETRY_MS[Math.min(this.tries, RETRY_MS.length - 1)]);
    this.tries += 1;
  }

  private async stand(line: Line, refused: Refusal[] = [], message = ""): Promise<void> {
    this.line = line;
    await this.tell(line, refused, message);
  }
}

function token(): string {
  const headers = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") as Record<string, string>;
  return headers["X-CSRFToken"] ?? "";
}
