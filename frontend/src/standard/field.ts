import { renewTokens } from "../tokens";

/** How a field stands; all but "saved" and "refused" are on their way. */
export type State = "saved" | "dirty" | "saving" | "offline" | "conflict" | "refused" | "ended";

const PAUSE_MS = 1200;
const RETRY_MS = [3000, 6000, 12000, 30000];

interface Saved {
  revision: number | string;
  stamp: string;
  label?: string;
  missing?: string;
  unit?: string;
}

/**
 * One text: it sends itself, with the revision it began from. It has a form of its own, or is one of several in a
 * larger form; then data-address says where it goes, and data-field what it is.
 */
export class Field {
  state: State = "saved";
  stamp = "";
  savedAt = 0;
  private readonly form: HTMLFormElement;
  private readonly box: HTMLTextAreaElement;
  private readonly revision: HTMLInputElement;
  private before: string;
  private timer = 0;
  private tries = 0;
  private renewed = false;
  private running: Promise<boolean> | null = null;

  constructor(
    private readonly root: HTMLElement,
    private readonly changed: () => void,
  ) {
    this.box = root.querySelector("textarea")!;
    this.form = this.box.form!;
    this.revision = root.querySelector<HTMLInputElement>("[name=revision], [data-revision]")!;
    this.before = this.box.defaultValue;
    this.box.addEventListener("input", () => this.typed());
    this.box.addEventListener("change", () => void this.save());
    if (!root.dataset.address) {
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        void this.save();
      });
    }
    this.root.addEventListener("click", (event) => this.choose(event));
    grow(this.box);
    if (this.isOpen) this.typed();
  }

  /** Whether the page still shows it. */
  get isShown(): boolean {
    return this.root.isConnected;
  }

  /** Whether it holds text that nobody has saved. */
  get isOpen(): boolean {
    return this.box.value !== this.before;
  }

  /** Whether a person has to look at it before it can be saved. */
  get isStuck(): boolean {
    return this.isOpen && (this.state === "conflict" || this.state === "refused");
  }

  /** Whether this form sends it along with everything else. */
  goesWith(form: HTMLFormElement | null): boolean {
    return form === this.form && this.root.dataset.address !== undefined;
  }

  /** Waits for what is on its way, and sends nothing more by itself. */
  async rest(): Promise<void> {
    window.clearTimeout(this.timer);
    while (this.running) await this.running;
  }

  focus(): void {
    this.root.scrollIntoView({ block: "center" });
    this.box.focus();
  }

  /** Sends what was typed. False: it is not saved and stays in the field. */
  async save(): Promise<boolean> {
    window.clearTimeout(this.timer);
    while (this.running) await this.running;
    if (!this.isOpen) return true;
    if (this.state === "conflict" || !this.isShown) return false;
    this.running = this.send();
    try {
      return await this.running;
    } finally {
      this.running = null;
    }
  }

  private typed(): void {
    grow(this.box);
    if (this.state === "conflict") return;
    window.clearTimeout(this.timer);
    if (!this.isOpen) {
      this.stand("saved");
      return;
    }
    if (this.state !== "saving") this.stand("dirty");
    this.timer = window.setTimeout(() => void this.save(), PAUSE_MS);
  }

  private async send(): Promise<boolean> {
    const text = this.box.value;
    this.stand("saving");
    let answer: Response;
    try {
      answer = await fetch(this.root.dataset.address ?? this.form.action, {
        method: "POST",
        body: this.message(),
        headers: { Accept: "application/json" },
      });
    } catch {
      return this.retry();
    }
    if (answer.redirected || answer.status === 401) {
      this.stand("ended");
      return false;
    }
    if (answer.status === 409) {
      this.ask(((await answer.json()) as { html: string }).html);
      return false;
    }
    if (answer.status === 422 || answer.status === 403) {
      const told = (await answer.json().catch(() => null)) as { html: string } | null;
      if (!told) return this.again();
      this.problem.innerHTML = told.html;
      this.stand("refused");
      return false;
    }
    if (!answer.ok) return this.retry();
    const saved = (await answer.json()) as Saved;
    this.keep(text, saved);
    return !this.isOpen;
  }

  private message(): FormData {
    const whole = new FormData(this.form);
    if (!this.root.dataset.address) return whole;
    const message = new FormData();
    message.set("csrfmiddlewaretoken", whole.get("csrfmiddlewaretoken") ?? "");
    message.set("field", this.root.dataset.field ?? "");
    message.set("revision", this.revision.value);
    message.set("text", this.box.value);
    return message;
  }

  private keep(text: string, saved: Saved): void {
    this.before = text;
    this.revision.value = String(saved.revision);
    this.stamp = saved.stamp;
    this.savedAt = Date.now();
    this.tries = 0;
    this.problem.replaceChildren();
    label(this.root.dataset.node, saved.label);
    mark(saved.unit, saved.missing);
    this.stand(this.isOpen ? "dirty" : "saved");
    if (this.isOpen) this.typed();
  }

  /** The form's token is old, as after signing in again elsewhere: a fresh one, and once more. */
  private async again(): Promise<boolean> {
    if (this.renewed) {
      this.renewed = false;
      this.stand("ended");
      return false;
    }
    this.renewed = true;
    const saved = (await renewTokens()) ? await this.send() : false;
    if (!saved && this.state === "saving") this.stand("ended");
    this.renewed = false;
    return saved;
  }

  private retry(): boolean {
    const wait = RETRY_MS[Math.min(this.tries, RETRY_MS.length - 1)];
    this.tries += 1;
    this.stand("offline");
    this.timer = window.setTimeout(() => void this.save(), wait);
    return false;
  }

  private ask(html: string): void {
    this.problem.innerHTML = html;
    this.stand("conflict");
    this.problem.querySelector<HTMLElement>("[data-conflict-head]")?.focus();
    for (const box of this.problem.querySelectorAll("textarea")) grow(box);
  }

  /** One of the three ways out of a conflict; until one is taken nothing is sent. */
  private choose(event: MouseEvent): void {
    const button = (event.target as HTMLElement).closest<HTMLElement>("[data-choice]");
    const held = this.problem.querySelector<HTMLElement>("[data-conflict]");
    if (!button || !held) return;
    event.preventDefault();
    const theirs = held.querySelector<HTMLTextAreaElement>("[data-theirs]")?.value ?? "";
    const merged = held.querySelector<HTMLTextAreaElement>("[data-merged]")?.value ?? "";
    this.revision.value = held.dataset.conflict ?? this.revision.value;
    this.before = theirs;
    if (button.dataset.choice === "theirs") this.box.value = theirs;
    if (button.dataset.choice === "merged") this.box.value = merged;
    this.problem.replaceChildren();
    this.state = "dirty";
    grow(this.box);
    this.box.focus();
    if (this.isOpen) void this.save();
    else this.stand("saved");
  }

  private get problem(): HTMLElement {
    return this.root.querySelector<HTMLElement>("[data-problem]")!;
  }

  private stand(state: State): void {
    this.state = state;
    this.root.dataset.state = state;
    const place = this.root.querySelector<HTMLElement>("[data-stamp]");
    if (place) place.textContent = state === "saved" && this.stamp ? this.stamp : "";
    this.changed();
  }
}

/** A field is as high as its text; newer browsers do it by themselves. */
function grow(box: HTMLTextAreaElement): void {
  if (CSS.supports("field-sizing", "content")) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}

/** A title that was saved is the label in the tree too. */
function label(node: string | undefined, text: string | undefined): void {
  if (!node || text === undefined) return;
  for (const place of document.querySelectorAll<HTMLElement>(`[data-label="${CSS.escape(node)}"]`))
    place.textContent = text;
}

/** What the unit still lacks, in words, beside it in the tree. */
function mark(unit: string | undefined, text: string | undefined): void {
  if (!unit || text === undefined) return;
  const place = document.querySelector<HTMLElement>(`[data-missing="${CSS.escape(unit)}"]`);
  if (!place) return;
  place.hidden = text === "";
  const words = place.querySelector<HTMLElement>("[data-missing-words]");
  if (words) words.textContent = text;
}
