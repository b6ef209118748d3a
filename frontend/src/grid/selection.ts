type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** The rectangle of cells between where Shift was first held and where the arrows led. */
export class Selection {
  cells: Control[] = [];
  private anchor: [number, number] | null = null;
  private corner: [number, number] = [0, 0];

  constructor(private readonly table: HTMLTableElement) {}

  extend(rows: Control[][], here: [number, number], down: number, right: number): void {
    if (!this.anchor) {
      this.anchor = here;
      this.corner = here;
    }
    const y = clamp(this.corner[0] + down, rows.length);
    const x = clamp(this.corner[1] + right, rows[y]?.length ?? 0);
    this.corner = [y, x];
    this.cells = this.block(rows).flat();
    this.paint();
  }

  text(rows: Control[][], here: [number, number]): string {
    const block = this.anchor ? this.block(rows) : [[rows[here[0]]?.[here[1]]]];
    return block.map((line) => line.map((cell) => (cell ? shown(cell) : "")).join("\t")).join("\n");
  }

  clear(really = true): void {
    if (!really) return;
    this.anchor = null;
    this.cells = [];
    this.paint();
  }

  private block(rows: Control[][]): Control[][] {
    const [ay, ax] = this.anchor ?? this.corner;
    const [cy, cx] = this.corner;
    return rows
      .slice(Math.min(ay, cy), Math.max(ay, cy) + 1)
      .map((cells) => cells.slice(Math.min(ax, cx), Math.max(ax, cx) + 1));
  }

  private paint(): void {
    for (const cell of this.table.querySelectorAll("td.grid-selected")) cell.classList.remove("grid-selected");
    for (const control of this.cells) control.closest("td")?.classList.add("grid-selected");
  }
}

function clamp(at: number, length: number): number {
  return Math.max(0, Math.min(at, length - 1));
}

function shown(control: Control): string {
  if (!(control instanceof HTMLSelectElement)) return control.value;
  return control.value === "" ? "" : (control.selectedOptions[0]?.text ?? "");
}
