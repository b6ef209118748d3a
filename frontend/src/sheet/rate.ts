import { clean } from "../offline/canonical";
import { clock, cloned, within, words, type Desk, type Part } from "./parts";
import { evidence, type Line } from "./state";

const PAUSE_MS = 800;
const HALVES = Array.from({ length: 11 }, (_none, at) => at / 2);

/** Evaluate: a level for each competency, beside what it means and the notes that speak for it. */
export class Rate implements Part {
  private readonly drawn = new Map<number, HTMLElement>();

  constructor(private readonly desk: Desk) {
    const list = within(desk.root, "ratings");
    for (const line of desk.sheet.lines) {
      const part = this.draw(line);
      this.drawn.set(line.id, part);
      list.append(part);
    }
  }

  render(): void {
    for (const line of this.desk.sheet.lines) this.show(this.drawn.get(line.id)!, line);
  }

  private draw(line: Line): HTMLElement {
    const part = cloned(this.desk.root, "line");
    const level = within<HTMLSelectElement>(part, "level");
    const reason = within<HTMLTextAreaElement>(part, "reason");
    within(part, "name").textContent = line.name;
    const required = within(part, "required");
    required.textContent = words(required, "n", { n: line.required });
    for (const [box, name] of [[level, "level"], [reason, "reason"]] as const) {
      box.id = `${name}-${line.id}`;
      box.closest(".field")!.querySelector("label")!.htmlFor = box.id;
    }
    for (const each of HALVES) level.append(new Option(each.toLocaleString("id-ID"), String(each)));
    this.anchors(within(part, "levels"), line);
    let timer = 0;
    const write = () => {
      window.clearTimeout(timer);
      if (level.value === "" || !this.desk.open) return;
      const body = { line: line.id, level: level.value, reason: clean(reason.value).trim() };
      const held = this.desk.state.ratings.find((each) => each.line === line.id);
      if (held && Number(held.level) === Number(body.level) && held.reason === body.reason) return;
      void this.desk.write({ kind: "rate", body });
    };
    level.addEventListener("change", write);
    reason.addEventListener("change", write);
    reason.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(write, PAUSE_MS);
    });
    return part;
  }

  private anchors(place: HTMLElement, line: Line): void {
    for (const level of line.levels) {
      const row = cloned(this.desk.root, "level");
      within(row, "number").textContent = words(within(row, "number"), "n", { n: level.level });
      within(row, "description").textContent = level.description;
      for (const each of level.indicators) {
        const item = document.createElement("li");
        item.textContent = each.text;
        within(row, "indicators").append(item);
      }
      place.append(row);
    }
  }

  private show(part: HTMLElement, line: Line): void {
    const rating = this.desk.state.ratings.find((each) => each.line === line.id);
    const level = within<HTMLSelectElement>(part, "level");
    const reason = within<HTMLTextAreaElement>(part, "reason");
    if (rating && document.activeElement !== level) {
      const value = String(Number(rating.level));
      // A paper sheet or another device may have given a quarter.
      if (![...level.options].some((each) => each.value === value))
        level.append(new Option(Number(value).toLocaleString("id-ID"), value));
      level.value = value;
    }
    if (rating && document.activeElement !== reason) reason.value = rating.reason;
    level.disabled = !this.desk.open;
    reason.disabled = !this.desk.open || level.value === "";
    const meaning = line.levels.find((each) => each.level === Math.floor(Number(level.value)));
    within(part, "meaning").textContent = level.value === "" ? "" : (meaning?.description ?? "");
    const notes = evidence(this.desk.state, line.id);
    const count = within(part, "count");
    count.textContent = words(count, notes.length ? "some" : "none", { n: notes.length });
    part.toggleAttribute("data-bare", !notes.length);
    within(part, "evidence").replaceChildren(
      ...notes.map((note) => {
        const item = document.createElement("li");
        item.textContent = `${clock(note.taken_at)} – ${note.text}`;
        return item;
      }),
    );
  }
}
