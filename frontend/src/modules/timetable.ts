/** A timetable whose sessions are dragged, or moved with the arrow keys; what would clash is said before it is saved. */
interface Place {
  day: string;
  room: string;
  minute: number;
}

interface Answer {
  conflicts: string[];
}

const ARROWS: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};
/** So far a pointer may wander before a press is a drag and no click. */
const SLACK = 6;

export function start(root: HTMLElement): void {
  new Timetable(root);
}

class Timetable {
  private lifted: HTMLAnchorElement | null = null;
  private ghost: HTMLElement | null = null;
  private target: Place | null = null;
  private pressed: { x: number; y: number; grab: number } | null = null;
  private asked = 0;
  private clicked = true;

  constructor(private readonly root: HTMLElement) {
    root.addEventListener("keydown", (event) => this.onKey(event));
    root.addEventListener("pointerdown", (event) => this.onPress(event));
    root.addEventListener("pointermove", (event) => this.onDrag(event));
    root.addEventListener("pointerup", () => this.onRelease());
    root.addEventListener("pointercancel", () => this.cancel());
    root.addEventListener("dragstart", (event) => event.preventDefault());
    root.addEventListener("click", (event) => this.onClick(event), true);
    root.addEventListener("focusout", (event) => this.onLeave(event));
    if (location.hash.startsWith("#sesi-")) document.getElementById(location.hash.slice(1))?.focus();
  }

  private onKey(event: KeyboardEvent): void {
    const block = (event.target as HTMLElement).closest<HTMLAnchorElement>("[data-session]");
    if (!block || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = ARROWS[event.key];
    if (step) {
      event.preventDefault();
      this.lift(block);
      this.shift(step);
    } else if (this.lifted && event.key === "Enter") {
      event.preventDefault();
      void this.drop(false);
    } else if (this.lifted && event.key === "Escape") {
      event.preventDefault();
      this.cancel();
    }
  }

  private onPress(event: PointerEvent): void {
    const block = (event.target as HTMLElement).closest<HTMLAnchorElement>("[data-session]");
    if (!block || event.button !== 0) return;
    this.clicked = true;
    this.pressed = { x: event.clientX, y: event.clientY, grab: event.clientY - block.getBoundingClientRect().top };
    this.lifted = block;
    this.root.setPointerCapture(event.pointerId);
  }

  private onDrag(event: PointerEvent): void {
    if (!this.pressed || !this.lifted) return;
    if (!this.ghost && Math.hypot(event.clientX - this.pressed.x, event.clientY - this.pressed.y) < SLACK) return;
    this.clicked = false;
    const place = this.under(event.clientX, event.clientY - this.pressed.grab + 4);
    if (place) this.show(place);
  }

  private onRelease(): void {
    const moved = this.pressed && !this.clicked;
    this.pressed = null;
    if (moved && this.target) void this.drop(false);
    else if (!this.ghost) {
      const block = this.lifted;
      this.lifted = null;
      // The capture of the pointer took the click away from the link.
      if (block && this.clicked) location.assign(block.href);
    }
  }

  private onClick(event: MouseEvent): void {
    if (!this.clicked && (event.target as HTMLElement).closest("[data-session]")) event.preventDefault();
  }

  /** Whoever goes elsewhere with Tab puts the session back. */
  private onLeave(event: FocusEvent): void {
    const to = event.relatedTarget as HTMLElement | null;
    if (this.ghost && !this.pressed && to && !to.closest("[data-tt-status]")) this.cancel(false);
  }

  private lift(block: HTMLAnchorElement): void {
    if (this.lifted === block && this.target) return;
    this.lifted = block;
    const [hours, minutes] = (block.dataset.start ?? "0:0").split(":").map(Number);
    const day = block.closest("table")?.dataset.day ?? "";
    this.target = { day, room: block.dataset.room ?? "", minute: (hours ?? 0) * 60 + (minutes ?? 0) };
  }

  private shift([down, right]: [number, number]): void {
    if (!this.target) return;
    const table = this.table(this.target.day);
    const heads = [...table.querySelectorAll<HTMLElement>("[data-column]")];
    const rows = [...table.querySelectorAll<HTMLElement>("[data-minute]")];
    const column = heads.findIndex((head) => head.dataset.column === this.target?.room) + right;
    const row = rows.findIndex((one) => Number(one.dataset.minute) === this.target?.minute) + down;
    const tables = [...this.root.querySelectorAll<HTMLTableElement>("table[data-day]")];
    const other = tables[tables.indexOf(table) + (row < 0 ? -1 : row >= rows.length ? 1 : 0)];
    const room = heads[Math.max(0, Math.min(column, heads.length - 1))]?.dataset.column ?? this.target.room;
    if (row >= 0 && row < rows.length) this.show({ ...this.target, room, minute: Number(rows[row]?.dataset.minute) });
    else if (other && other !== table) {
      const there = [...other.querySelectorAll<HTMLElement>("[data-minute]")];
      const minute = Number((row < 0 ? there.at(-1) : there[0])?.dataset.minute);
      this.show({ day: other.dataset.day ?? "", room, minute });
    }
  }

  private table(day: string): HTMLTableElement {
    return this.root.querySelector<HTMLTableElement>(`table[data-day="${day}"]`)!;
  }

  private under(x: number, y: number): Place | null {
    for (const table of this.root.querySelectorAll<HTMLTableElement>("table[data-day]")) {
      const head = [...table.querySelectorAll<HTMLElement>("[data-column]")].find((one) => {
        const box = one.getBoundingClientRect();
        return x >= box.left && x < box.right;
      });
      const row = [...table.querySelectorAll<HTMLElement>("[data-minute]")].find((one) => {
        const box = one.getBoundingClientRect();
        return y >= box.top && y < box.bottom;
      });
      if (head && row)
        return { day: table.dataset.day ?? "", room: head.dataset.column ?? "", minute: Number(row.dataset.minute) };
    }
    return null;
  }

  private show(place: Place): void {
    const block = this.lifted;
    if (!block) return;
    const same = this.target && this.ghost && (["day", "room", "minute"] as const).every((k) => this.target?.[k] === place[k]);
    this.target = place;
    if (same) return;
    block.classList.add("tt-lifted");
    this.draw(place, block);
    void this.check(block, place);
  }

  private draw(place: Place, block: HTMLElement): void {
    const table = this.table(place.day);
    const frame = table.parentElement!;
    this.ghost ??= Object.assign(document.createElement("div"), { className: "tt-ghost" });
    if (this.ghost.parentElement !== frame) frame.append(this.ghost);
    const head = table.querySelector<HTMLElement>(`[data-column="${place.room}"]`);
    const row = table.querySelector<HTMLElement>(`[data-minute="${place.minute}"]`);
    if (!head || !row) return;
    const outer = frame.getBoundingClientRect();
    const across = head.getBoundingClientRect();
    const down = row.getBoundingClientRect();
    Object.assign(this.ghost.style, {
      left: `${across.left - outer.left + frame.scrollLeft - frame.clientLeft}px`,
      top: `${down.top - outer.top + frame.scrollTop - frame.clientTop}px`,
      width: `${across.width}px`,
      height: `${block.getBoundingClientRect().height}px`,
    });
    if (!this.pressed) this.ghost.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  private async check(block: HTMLAnchorElement, place: Place): Promise<void> {
    const mine = ++this.asked;
    this.say(this.filled(this.root.dataset.textChecking ?? "", block, place), []);
    const asked = new URLSearchParams(fields(place));
    const answer = await fetch(`${block.dataset.check}?${asked}`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (mine !== this.asked) return;
    if (!answer?.ok) return this.say(this.root.dataset.textFailed ?? "", []);
    const { conflicts } = (await answer.json()) as Answer;
    if (mine !== this.asked) return;
    this.ghost?.classList.toggle("tt-ghost-clash", conflicts.length > 0);
    const words = (conflicts.length ? this.root.dataset.textClash : this.root.dataset.textFree) ?? "";
    this.say(this.filled(words, block, place), conflicts);
  }

  private filled(words: string, block: HTMLElement, place: Place): string {
    const what = [".tt-title", ".tt-whom"].map((part) => block.querySelector(part)?.textContent).join(", ");
    const room = this.table(place.day).querySelector(`[data-column="${place.room}"]`)?.textContent ?? "";
    return words.replace("{what}", what).replace("{where}", `${clock(place.minute).replace(":", ".")} ${room}`);
  }

  private async drop(despite: boolean): Promise<void> {
    const block = this.lifted;
    const place = this.target;
    if (!block || !place) return;
    this.asked += 1;
    const body = new URLSearchParams({
      ...fields(place),
      revision: this.root.dataset.revision ?? "",
      despite: despite ? "1" : "",
    });
    const answer = await fetch(block.dataset.move ?? "", { method: "POST", body, headers: headers() }).catch(() => null);
    if (answer?.ok) {
      location.hash = `sesi-${block.dataset.session}-R${place.room}`;
      location.reload();
      return;
    }
    if (answer?.status !== 422) return this.say(this.root.dataset.textFailed ?? "", []);
    const { conflicts } = (await answer.json()) as Answer;
    this.ghost?.classList.add("tt-ghost-clash");
    this.say(this.filled(this.root.dataset.textClash ?? "", block, place), conflicts);
    this.offer();
  }

  /** Two sessions change places in two steps, so a clash may be saved in a draft, on purpose. */
  private offer(): void {
    const box = this.root.querySelector<HTMLElement>("[data-tt-buttons]");
    if (!box) return;
    const despite = button(this.root.dataset.textDespite ?? "", () => void this.drop(true));
    box.replaceChildren(despite, button(this.root.dataset.textCancel ?? "", () => this.cancel()));
    despite.focus();
  }

  private say(words: string, conflicts: string[]): void {
    const status = this.root.querySelector<HTMLElement>("[data-tt-status]");
    const region = this.root.querySelector<HTMLElement>("[data-tt-words]");
    if (!status || !region) return;
    status.hidden = false;
    this.root.querySelector("[data-tt-buttons]")?.replaceChildren();
    const first = Object.assign(document.createElement("p"), { textContent: words });
    const list = document.createElement("ul");
    list.append(...conflicts.map((one) => Object.assign(document.createElement("li"), { textContent: one })));
    region.replaceChildren(first, ...(conflicts.length ? [list] : []));
  }

  private cancel(back = true): void {
    const block = this.lifted;
    this.asked += 1;
    this.ghost?.remove();
    block?.classList.remove("tt-lifted");
    this.ghost = this.target = this.lifted = this.pressed = null;
    this.say(this.root.dataset.textBack ?? "", []);
    if (back) block?.focus();
  }
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

function fields(place: Place): Record<string, string> {
  return { day: place.day, room: place.room, start: clock(place.minute) };
}

function headers(): Record<string, string> {
  const given = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") as Record<string, string>;
  return { ...given, Accept: "application/json" };
}

function button(words: string, act: () => void): HTMLButtonElement {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: words });
  made.addEventListener("click", act);
  return made;
}
