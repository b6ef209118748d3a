import { clean } from "../offline/canonical";
import { clock, cloned, rows, within, type Desk, type Part } from "./parts";
import type { Note } from "./state";

const PAUSE_MS = 400;

interface Drafts {
  draft(): Promise<string>;
  keepDraft(text: string): Promise<void>;
}

/** Observe and record: one field, Enter keeps a note with the moment at which its first letter was typed. */
export class Notes implements Part {
  private readonly box: HTMLTextAreaElement;
  private begun = "";
  private timer = 0;

  constructor(
    private readonly desk: Desk,
    private readonly drafts: Drafts,
  ) {
    this.box = within<HTMLTextAreaElement>(desk.root, "note");
    this.box.addEventListener("input", () => this.typed());
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      void this.keep();
    });
    within(desk.root, "keep").addEventListener("click", () => void this.keep());
    void drafts.draft().then((text) => {
      if (text && !this.box.value) this.box.value = text;
    });
  }

  render(): void {
    const { root, state, open } = this.desk;
    within(root, "write").hidden = !open;
    within(root, "no-notes").hidden = state.notes.length > 0;
    rows(within(root, "notes"), state.notes.toReversed(), (note) => note.key, (note) => this.draw(note));
  }

  private typed(): void {
    this.begun ||= new Date().toISOString();
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.drafts.keepDraft(this.box.value), PAUSE_MS);
  }

  private async keep(): Promise<void> {
    const text = clean(this.box.value).trim();
    if (!text) return this.box.focus();
    window.clearTimeout(this.timer);
    const taken_at = this.begun || new Date().toISOString();
    // Emptied before the disk answers, so that what is typed meanwhile belongs to the next note.
    this.box.value = "";
    this.begun = "";
    this.box.focus();
    if (await this.desk.write({ kind: "note", body: { key: crypto.randomUUID(), text, taken_at } }))
      await this.drafts.keepDraft(this.box.value);
    else this.box.value = [text, this.box.value].filter(Boolean).join("\n");
  }

  private draw(note: Note): HTMLElement {
    const row = cloned(this.desk.root, "note");
    within(row, "time").textContent = clock(note.taken_at);
    within(row, "text").textContent = note.text;
    within(row, "removed").hidden = !note.removed;
    row.toggleAttribute("data-removed", note.removed);
    within(row, "acts").hidden = note.removed || !this.desk.open;
    within(row, "edit").addEventListener("click", () => this.edit(row, note));
    within(row, "remove").addEventListener(
      "click",
      () => void this.desk.write({ kind: "remove", body: { key: note.key } }),
    );
    return row;
  }

  private edit(row: HTMLElement, note: Note): void {
    const form = cloned(this.desk.root, "edit");
    const box = within<HTMLTextAreaElement>(form, "box");
    box.value = note.text;
    row.dataset.editing = "";
    row.append(form);
    within(row, "acts").hidden = true;
    box.focus();
    const close = () => {
      delete row.dataset.editing;
      form.remove();
      within(row, "acts").hidden = false;
      within(row, "edit").focus();
    };
    within(form, "cancel").addEventListener("click", close);
    within(form, "save").addEventListener("click", () => void save());
    const save = async () => {
      const text = clean(box.value).trim();
      const same = !text || text === note.text;
      if (!same && !(await this.desk.write({ kind: "edit", body: { key: note.key, text } }))) return;
      close();
      this.render();
    };
  }
}
