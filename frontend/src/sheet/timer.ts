import { within, words, type Desk, type Part } from "./parts";

const MINUTE = 60_000;

/** The clock of the exercise; it runs on this device and needs no line. */
export class Timer implements Part {
  private readonly place: HTMLElement;
  private told = false;

  constructor(private readonly desk: Desk) {
    this.place = within(desk.root, "timer");
    const now = () => ({ at: new Date().toISOString() });
    within(this.place, "start").addEventListener("click", () => void desk.write({ kind: "start", body: now() }));
    within(this.place, "stop").addEventListener("click", () => void desk.write({ kind: "stop", body: now() }));
    window.setInterval(() => this.render(), 1000);
  }

  render(): void {
    const { state, sheet, open } = this.desk;
    within(this.place, "start").hidden = !open || state.started_at !== null;
    within(this.place, "stop").hidden = !open || state.started_at === null || state.ended_at !== null;
    const shown = this.reading(state.started_at, state.ended_at, sheet.minutes);
    const clock = within(this.place, "clock");
    if (clock.textContent !== shown) clock.textContent = shown;
  }

  private reading(started: string | null, ended: string | null, minutes: number | null): string {
    if (!started) return minutes ? words(this.place, "planned", { n: minutes }) : words(this.place, "not-begun");
    const spent = Math.max(0, (ended ? Date.parse(ended) : Date.now()) - Date.parse(started));
    if (ended) return words(this.place, "ended", { t: span(spent) });
    if (!minutes) return words(this.place, "spent", { t: span(spent) });
    const left = minutes * MINUTE - spent;
    this.place.toggleAttribute("data-over", left < 0);
    if (left >= 0) return words(this.place, "left", { t: span(left) });
    if (!this.told) this.desk.say(words(this.place, "up"));
    this.told = true;
    return words(this.place, "over", { t: span(-left) });
  }
}

function span(length: number): string {
  const seconds = Math.floor(length / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
