import { Selection } from "../grid/selection";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/**
 * A spreadsheet's keys over a plain table of inputs and selects, which stays an ordinary form.
 *
 * Arrows, Enter, Home and End move; Shift with arrows selects; copy and paste speak tab-separated
 * text as spreadsheets do; an <option data-key="k"> is chosen by that key, after which the table's
 * data-after-key ("right", "down", "stay") says where to go. Ctrl+Z takes back the last paste or
 * clearing. Words for the live region come in data-text-pasted, with {n} and {bad}.
 */
export function start(table: HTMLElement): void {
  new Grid(table as HTMLTableElement);
}

class Grid {
  private readonly selection: Selection;
  private undo: Map<Control, string> = new Map();

  constructor(private readonly table: HTMLTableElement) {
    this.selection = new Selection(table);
    table.addEventListener("keydown", (event) => this.onKey(event));
    table.addEventListener("paste", (event) => this.onPaste(event));
    table.addEventListener("copy", (event) => this.onCopy(event));
    table.addEventListener("focusin", (event) => this.onFocus(event));
    table.addEventListener("pointerdown", () => this.selection.clear());
    table.addEventListener("input", (event) => this.show(event.target as Control));
    table.addEventListener("change", (event) => this.show(event.target as Control));
  }

  private rows(): Control[][] {
    return [...this.table.tBodies]
      .flatMap((body) => [...body.rows])
      .map((row) => [...row.querySelectorAll<Control>("[data-cell]")])
      .filter((cells) => cells.length > 0);
  }

  private place(control: Control): [number, number] | null {
    const rows = this.rows();
    for (const [y, cells] of rows.entries()) {
      const x = cells.indexOf(control);
      if (x >= 0) return [y, x];
    }
    return null;
  }

  private go(y: number, x: number): boolean {
    const rows = this.rows();
    const cells = rows[Math.max(0, Math.min(y, rows.length - 1))];
    const control = cells?.[Math.max(0, Math.min(x, cells.length - 1))];
    if (!control) return false;
    control.focus();
    if (control instanceof HTMLInputElement && control.type === "text") control.select();
    return true;
  }

  private onFocus(event: FocusEvent): void {
    const control = event.target as Control;
    for (const row of this.table.querySelectorAll("tr.grid-row-here")) row.classList.remove("grid-row-here");
    control.closest("tr")?.classList.add("grid-row-here");
  }

  private onKey(event: KeyboardEvent): void {
    const control = event.target as Control;
    if (!control.matches("[data-cell]")) return;
    const here = this.place(control);
    if (!here) return;
    if (this.moved(event, control, here) || this.chosen(event, control, here)) event.preventDefault();
    else this.edited(event, control);
  }

  private moved(event: KeyboardEvent, control: Control, [y, x]: [number, number]): boolean {
    const whole = event.ctrlKey || event.metaKey;
    const steps: Record<string, [number, number]> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    };
    const step = steps[event.key];
    if (step && !event.altKey && !whole) {
      if (event.shiftKey) return this.extend(control, step);
      if (step[1] !== 0 && !atEdge(control, step[1])) return false;
      this.selection.clear();
      return this.go(y + step[0], x + step[1]);
    }
    this.selection.clear(["Home", "End", "Tab", "Enter", "Escape"].includes(event.key));
    if (event.key === "Enter" && !whole && !event.altKey) return this.go(y + (event.shiftKey ? -1 : 1), x);
    if (event.key === "Home" && (whole || atEdge(control, -1))) return this.go(whole ? 0 : y, 0);
    if (event.key === "End" && (whole || atEdge(control, 1))) return this.go(whole ? Infinity : y, Infinity);
    return false;
  }

  private extend(control: Control, [down, right]: [number, number]): boolean {
    if (right !== 0 && isText(control) && control.selectionStart !== control.selectionEnd) return false;
    const here = this.place(control);
    if (!here) return false;
    this.selection.extend(this.rows(), here, down, right);
    return true;
  }

  private chosen(event: KeyboardEvent, control: Control, [y, x]: [number, number]): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey || !(control instanceof HTMLSelectElement)) return false;
    const option = [...control.options].find((one) => one.dataset.key === event.key.toLowerCase());
    if (!option) return false;
    const cells = this.selection.cells;
    if (cells.length > 1) {
      this.remember(cells);
      for (const cell of cells) setText(cell, option.value);
      for (const cell of cells) this.mark(cell);
      return true;
    }
    control.value = option.value;
    this.mark(control);
    const after = this.table.dataset.afterKey ?? "right";
    const last = x === (this.rows()[y]?.length ?? 1) - 1;
    if (after === "down") this.go(y + 1, x);
    else if (after === "right") this.go(last ? y + 1 : y, last ? 0 : x + 1);
    return true;
  }

  private edited(event: KeyboardEvent, control: Control): void {
    const cells = this.selection.cells.length > 1 ? this.selection.cells : [control];
    const clears = event.key === "Delete" || event.key === "Backspace";
    if (clears && (cells.length > 1 || control instanceof HTMLSelectElement)) {
      event.preventDefault();
      this.remember(cells);
      for (const cell of cells) setText(cell, "");
      for (const cell of cells) this.mark(cell);
    } else if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && this.undo.size > 0) {
      event.preventDefault();
      for (const [cell, value] of this.undo) cell.value = value;
      for (const cell of this.undo.keys()) this.mark(cell);
      this.undo = new Map();
    }
  }

  private remember(cells: Control[]): void {
    this.undo = new Map(cells.map((cell) => [cell, cell.value]));
  }

  private onCopy(event: ClipboardEvent): void {
    const control = event.target as Control;
    const here = this.place(control);
    if (!here || !event.clipboardData) return;
    if (isText(control) && control.selectionStart !== control.selectionEnd && this.selection.cells.length < 2) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", this.selection.text(this.rows(), here));
  }

  private onPaste(event: ClipboardEvent): void {
    const here = this.place(event.target as Control);
    const text = event.clipboardData?.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "") ?? "";
    if (!here || (!/[\t\n]/.test(text) && isText(event.target as Control))) return;
    event.preventDefault();
    const rows = this.rows();
    const block = text.split("\n").map((line) => line.split("\t"));
    const targets = block.flatMap((line, down) =>
      line.map((value, right) => [rows[here[0] + down]?.[here[1] + right], value.trim()] as const),
    );
    const inside = targets.filter((pair): pair is [Control, string] => pair[0] !== undefined && !pair[0].disabled);
    this.remember(inside.map(([cell]) => cell));
    const bad = inside.filter(([cell, value]) => !setText(cell, value)).map(([cell]) => cell);
    for (const [cell] of inside) this.mark(cell);
    for (const cell of bad) cell.setAttribute("aria-invalid", "true");
    this.tell(inside.length - bad.length, targets.length - inside.length + bad.length);
  }

  /** Changes by key or paste fire no event of their own, and others listen: the guard against leaving, for one. */
  private mark(control: Control): void {
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }

  private show(control: Control): void {
    if (!control.matches("[data-cell]")) return;
    control.closest("td")?.classList.toggle("grid-changed", control.value !== original(control));
    control.toggleAttribute("aria-invalid", false);
  }

  private tell(good: number, bad: number): void {
    const region = document.querySelector(`[data-grid-status="${this.table.id}"]`);
    const words = bad ? this.table.dataset.textPastedBad : this.table.dataset.textPasted;
    if (region && words) region.textContent = words.replace("{n}", String(good)).replace("{bad}", String(bad));
  }
}

function isText(control: Control): control is HTMLInputElement | HTMLTextAreaElement {
  return control instanceof HTMLTextAreaElement || (control instanceof HTMLInputElement && control.type === "text");
}

function atEdge(control: Control, direction: number): boolean {
  if (!isText(control)) return true;
  const whole = control.selectionStart === 0 && control.selectionEnd === control.value.length;
  return whole || control.selectionStart === (direction < 0 ? 0 : control.value.length);
}

function original(control: Control): string {
  if (!(control instanceof HTMLSelectElement)) return control.defaultValue;
  const options = [...control.options];
  return (options.find((option) => option.defaultSelected) ?? options[0])?.value ?? "";
}

/** Sets a cell from a spreadsheet's text; false when a select knows no such word. */
export function setText(control: Control, text: string): boolean {
  if (!(control instanceof HTMLSelectElement)) {
    control.value = text;
    return true;
  }
  const word = text.toLowerCase();
  const option = [...control.options].find((one) =>
    [one.value, one.text, one.dataset.key].some((name) => name?.trim().toLowerCase() === word),
  );
  if (option) control.value = option.value;
  return option !== undefined;
}
