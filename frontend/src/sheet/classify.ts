import { clock, cloned, rows, within, words, type Desk, type Part } from "./parts";
import type { Line, Note } from "./state";

/** Classify: each note counts for competencies, and there for one indicator, by a tap or the keyboard. */
export class Classify implements Part {
  private readonly only: HTMLInputElement;

  constructor(private readonly desk: Desk) {
    this.only = within<HTMLInputElement>(desk.root, "only-open");
    this.only.addEventListener("change", () => this.render());
  }

  render(): void {
    const { root, state } = this.desk;
    const notes = state.notes.filter((note) => !note.removed);
    const bare = notes.filter((note) => !note.tags.length).length;
    const count = within(root, "bare");
    count.textContent = words(count, bare ? "some" : "none", { n: bare });
    // A note that was just tagged stays in sight until the list is asked for anew.
    const list = within(root, "classified");
    const shown = new Set([...list.children].map((each) => (each as HTMLElement).dataset.key));
    const wanted = this.only.checked ? notes.filter((note) => !note.tags.length || shown.has(note.key)) : notes;
    rows(list, wanted, (note) => note.key, (note) => this.draw(note));
  }

  private draw(note: Note): HTMLElement {
    const row = cloned(this.desk.root, "classify");
    within(row, "time").textContent = clock(note.taken_at);
    within(row, "text").textContent = note.text;
    const group = within(row, "lines");
    group.setAttribute("aria-label", words(group, "label", { t: clock(note.taken_at) }));
    for (const line of this.desk.sheet.lines) group.append(this.chip(note, line));
    for (const tag of note.tags) {
      const line = this.desk.sheet.lines.find((each) => each.id === tag.line);
      if (line) within(row, "indicators").append(this.menu(note, line, tag.indicator));
    }
    return row;
  }

  private chip(note: Note, line: Line): HTMLElement {
    const button = cloned(this.desk.root, "chip") as HTMLButtonElement;
    const tagged = note.tags.some((tag) => tag.line === line.id);
    button.textContent = line.name;
    button.setAttribute("aria-pressed", String(tagged));
    button.dataset.focus = `line-${line.id}`;
    button.disabled = !this.desk.open;
    button.addEventListener("click", () => {
      const about = { key: note.key, line: line.id };
      void this.desk.write(
        tagged ? { kind: "untag", body: about } : { kind: "tag", body: { ...about, indicator: null } },
      );
    });
    return button;
  }

  private menu(note: Note, line: Line, chosen: number | null): HTMLElement {
    const field = cloned(this.desk.root, "indicator");
    const menu = within<HTMLSelectElement>(field, "menu");
    within(field, "name").textContent = line.name;
    for (const level of line.levels) {
      const group = document.createElement("optgroup");
      group.label = words(menu, "level", { n: level.level });
      for (const each of level.indicators) group.append(new Option(each.text, String(each.id)));
      if (level.indicators.length) menu.append(group);
    }
    menu.value = chosen === null ? "" : String(chosen);
    menu.disabled = !this.desk.open;
    menu.dataset.focus = `indicator-${line.id}`;
    menu.addEventListener("change", () => {
      const indicator = menu.value ? Number(menu.value) : null;
      void this.desk.write({ kind: "tag", body: { key: note.key, line: line.id, indicator } });
    });
    return field;
  }
}
