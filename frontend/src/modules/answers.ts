import { renewTokens } from "../tokens";

type State = "saved" | "dirty" | "saving" | "offline" | "conflict" | "refused" | "ended";
type Values = Record<string, string>;
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const PAUSE_MS = 1000;
const RETRY_MS = [3000, 6000, 12000, 30000];
const KEPT_OUT = new Set(["csrfmiddlewaretoken", "revision", "aksi"]);

interface Saved {
  revision: number;
  stamp: string;
  percent: number;
}

interface Conflict {
  html: string;
  revision: number;
  stored: Values;
}

/**
 * A form that saves itself: what was changed is sent after a pause and on leaving a field. Until the server has it,
 * it lies in this browser's storage too, so that neither a broken line nor a closed page loses a word.
 */
export function start(form: HTMLElement): void {
  new Keeper(form as HTMLFormElement);
}

class Keeper {
  private before: Values;
  private state: State = "saved";
  private timer = 0;
  private tries = 0;
  private running: Promise<void> | null = null;
  private readonly key: string;
  private readonly revision: HTMLInputElement;

  constructor(private readonly form: HTMLFormElement) {
    this.key = form.dataset.key ?? "";
    this.revision = form.querySelector<HTMLInputElement>("[name=revision]")!;
    this.before = this.values();
    if (this.problem.querySelector(".conflict")) this.stand("conflict");
    else this.restore();
    form.addEventListener("input", (event) => this.typed(event));
    form.addEventListener("change", (event) => this.changed(event));
    form.addEventListener("submit", (event) => this.submitted(event as SubmitEvent));
    form.querySelector("[data-save-again]")?.addEventListener("click", () => void this.save());
    window.addEventListener("online", () => void this.save());
    document.addEventListener("click", (event) => this.leaving(event));
  }

  private typed(event: Event): void {
    if (!this.counts(event.target as Control)) return;
    this.store();
    if (this.state === "conflict") return;
    window.clearTimeout(this.timer);
    if (this.state !== "saving" && this.state !== "offline") this.stand("dirty");
    this.timer = window.setTimeout(() => void this.save(), PAUSE_MS);
  }

  private changed(event: Event): void {
    const box = event.target as HTMLInputElement;
    if (box.type === "file") this.weigh(box);
    else if (this.counts(box)) void this.save();
  }

  /** A file that the server would refuse is refused before it is sent. */
  private weigh(box: HTMLInputElement): void {
    const most = Number(box.dataset.most) * 1024 * 1024;
    const heavy = [...(box.files ?? [])].some((file) => file.size > most);
    box.setCustomValidity(heavy ? (this.form.dataset.tooLarge ?? "") : "");
    if (!heavy) return;
    box.reportValidity();
    box.value = "";
  }

  /** A button sends the whole form, after a save that is on its way. */
  private submitted(event: SubmitEvent): void {
    if (!this.running) return;
    event.preventDefault();
    const button = event.submitter;
    void this.running.finally(() => {
      delete this.form.dataset.sent;
      this.form.requestSubmit(button);
    });
  }

  /** A link out of the page waits for the last save; without a line the words stay in this browser. */
  private leaving(event: MouseEvent): void {
    const link = (event.target as HTMLElement).closest<HTMLAnchorElement>("a[href]");
    const plain = !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (!link || !plain || link.target || link.matches("[href^='#']") || this.state !== "dirty") return;
    event.preventDefault();
    void this.save().finally(() => window.location.assign(link.href));
  }

  private async save(): Promise<void> {
    window.clearTimeout(this.timer);
    while (this.running) await this.running;
    if (this.state === "conflict" || !Object.keys(this.open()).length) return;
    this.running = this.send();
    try {
      await this.running;
    } finally {
      this.running = null;
    }
  }

  private async send(renewed = false): Promise<void> {
    const sent = this.open();
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "revision"])
      body.set(name, this.form.querySelector<HTMLInputElement>(`[name=${name}]`)?.value ?? "");
    for (const [name, value] of Object.entries(sent)) body.set(name, value);
    this.stand("saving");
    let answer: Response;
    try {
      answer = await fetch(this.form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    } catch {
      return this.retry();
    }
    if (answer.redirected || answer.status === 401) return this.stand("ended");
    if (answer.status === 403) return !renewed && (await renewTokens()) ? this.send(true) : this.stand("ended");
    if (answer.status === 409) return this.ask((await answer.json()) as Conflict);
    if (answer.status === 422) {
      this.problem.innerHTML = ((await answer.json()) as { html: string }).html;
      return this.stand("refused");
    }
    if (!answer.ok) return this.retry();
    this.keep(sent, (await answer.json()) as Saved);
  }

  private keep(sent: Values, saved: Saved): void {
    Object.assign(this.before, sent);
    this.revision.value = String(saved.revision);
    this.tries = 0;
    this.problem.replaceChildren();
    this.store();
    for (const place of this.form.querySelectorAll("[data-percent]")) place.textContent = String(saved.percent);
    for (const bar of this.form.querySelectorAll<HTMLMeterElement>("[data-percent-bar]")) bar.value = saved.percent;
    const open = Object.keys(this.open()).length > 0;
    this.stand(open ? "dirty" : "saved", saved.stamp);
    if (open) this.timer = window.setTimeout(() => void this.save(), PAUSE_MS);
  }

  private retry(): void {
    this.stand("offline");
    this.timer = window.setTimeout(() => void this.save(), RETRY_MS[Math.min(this.tries, RETRY_MS.length - 1)]);
    this.tries += 1;
  }

  /** Fields untouched here show what was saved elsewhere; for the others one is asked. */
  private ask(conflict: Conflict): void {
    const open = this.open();
    for (const [name, value] of Object.entries(conflict.stored)) {
      if (name in open) continue;
      this.set(name, value);
      this.before[name] = value;
    }
    this.revision.value = String(conflict.revision);
    this.problem.innerHTML = conflict.html;
    this.stand("conflict");
    this.problem.querySelector<HTMLElement>("[data-conflict-head]")?.focus();
  }

  /** All controls that hold an answer, by name. */
  private values(): Values {
    const found: Values = {};
    for (const [name, value] of new FormData(this.form))
      if (typeof value === "string" && !KEPT_OUT.has(name) && !name.startsWith("pilih.")) found[name] = value;
    return found;
  }

  /** What differs from what the server has; a table goes as a whole. */
  private open(): Values {
    const now = this.values();
    const dirty = new Set(
      Object.keys(now)
        .filter((name) => now[name] !== (this.before[name] ?? ""))
        .map((name) => name.split(".")[0]!),
    );
    return Object.fromEntries(Object.entries(now).filter(([name]) => dirty.has(name.split(".")[0]!)));
  }

  private set(name: string, value: string): void {
    for (const box of this.form.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)) {
      if (box.type === "radio" || box.type === "checkbox") box.checked = box.value === value;
      else if (box.type !== "hidden") box.value = value;
    }
  }

  private counts(box: Control): boolean {
    return Boolean(box.name) && box.type !== "file" && !box.name.startsWith("pilih.");
  }

  private store(): void {
    const open = this.open();
    try {
      if (Object.keys(open).length)
        localStorage.setItem(this.key, JSON.stringify({ revision: this.revision.value, values: open }));
      else localStorage.removeItem(this.key);
    } catch {
      // A browser that keeps nothing still saves over the line.
    }
  }

  /** Words that never reached the server come back, and are sent with the revision that they were typed on. */
  private restore(): void {
    let kept: { revision: string; values: Values } | null = null;
    try {
      kept = JSON.parse(localStorage.getItem(this.key) ?? "null");
    } catch {
      localStorage.removeItem(this.key);
    }
    if (!kept) return;
    for (const [name, value] of Object.entries(kept.values)) this.set(name, value);
    if (Object.keys(this.open()).length) {
      this.revision.value = kept.revision;
      void this.save();
    } else this.store();
  }

  private get problem(): HTMLElement {
    return this.form.querySelector<HTMLElement>("[data-problem]")!;
  }

  private stand(state: State, stamp = ""): void {
    this.state = state;
    const line = this.form.querySelector<HTMLElement>("[data-save-state]");
    const place = line?.querySelector<HTMLElement>("[data-save-words]");
    if (!line || !place) return;
    line.dataset.saveState = state;
    const words = state === "saved" ? stamp : line.getAttribute(`data-words-${state}`);
    if (words && place.textContent !== words) place.textContent = words;
    const again = line.querySelector<HTMLElement>("[data-save-again]");
    if (again) again.hidden = state !== "offline" && state !== "ended";
  }
}
