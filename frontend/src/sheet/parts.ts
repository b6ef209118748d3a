/** What a part of the sheet's page may do: read the state, write steps, speak. */
import type { Sheet, State } from "./state";

export interface Desk {
  readonly root: HTMLElement;
  readonly sheet: Sheet;
  readonly state: State;
  readonly open: boolean;
  /** Writes steps to this device; false, and a sentence on the page, when that failed. */
  write(...steps: { kind: string; body: Record<string, unknown> }[]): Promise<boolean>;
  say(words: string): void;
}

export interface Part {
  render(): void;
}

export function cloned(root: HTMLElement, name: string): HTMLElement {
  const template = root.querySelector<HTMLTemplateElement>(`template[data-t="${name}"]`)!;
  return template.content.firstElementChild!.cloneNode(true) as HTMLElement;
}

export const within = <T extends HTMLElement = HTMLElement>(root: ParentNode, name: string): T =>
  root.querySelector<T>(`[data-is="${name}"]`)!;

export const words = (element: HTMLElement, name: string, values: Record<string, string | number> = {}): string =>
  Object.entries(values).reduce(
    (text, [key, value]) => text.replaceAll(`{${key}}`, String(value)),
    element.getAttribute(`data-words-${name}`) ?? "",
  );

const CLOCK = new Intl.DateTimeFormat("id-ID", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
export const clock = (at: string): string => CLOCK.format(new Date(at));

/** Rows by key: only what changed is drawn anew, and the focus stays where it was. */
export function rows<T>(list: HTMLElement, wanted: T[], key: (row: T) => string, draw: (row: T) => HTMLElement): void {
  const held = new Map([...list.children].map((each) => [(each as HTMLElement).dataset.key, each as HTMLElement]));
  const placed: HTMLElement[] = [];
  let focus = "";
  for (const row of wanted) {
    const sign = JSON.stringify(row);
    const before = held.get(key(row));
    const busy = before?.dataset.editing !== undefined;
    if (before && (busy || before.dataset.sign === sign)) placed.push(before);
    else {
      const focused = document.activeElement as HTMLElement | null;
      if (before?.contains(focused)) focus = `[data-key="${key(row)}"] [data-focus="${focused!.dataset.focus}"]`;
      const drawn = draw(row);
      drawn.dataset.key = key(row);
      drawn.dataset.sign = sign;
      placed.push(drawn);
    }
  }
  if (placed.length !== list.children.length || placed.some((each, at) => list.children[at] !== each))
    list.replaceChildren(...placed);
  if (focus) list.querySelector<HTMLElement>(focus)?.focus();
}
