import { Field, type State } from "./field";

/** What the tree asks of the texts before the page shows something else. */
export interface Texts {
  /** Saves all that is open; false when something could not be saved and must stay on the screen. */
  settle(): Promise<boolean>;
  /** Saves one text of those that are open, to see that the form which sends them all would arrive. */
  reach(): Promise<boolean>;
  /** Whether the page holds text that is not saved yet. */
  isOpen(): boolean;
  /** Leads to the first text that is not saved. */
  insist(): void;
}

/**
 * The texts of the page, each saved by itself: after a pause, on leaving the field, and before the page turns.
 * What could not be saved stays in its field, a banner says so, and it is tried again.
 */
export function keepTexts(desk: HTMLElement): Texts {
  let fields: Field[] = [];
  const told = new Teller(desk);

  const find = (): void => {
    fields = fields.filter((field) => field.isShown);
    for (const box of desk.querySelectorAll<HTMLElement>("[data-field]:not([data-bound])")) {
      box.dataset.bound = "";
      fields.push(new Field(box, () => told.tell(fields)));
    }
  };
  const settle = async (): Promise<boolean> => {
    const saved = await Promise.all(fields.map((field) => field.save()));
    return saved.every(Boolean);
  };
  const reach = async (): Promise<boolean> => {
    await Promise.all(fields.map((field) => field.rest()));
    if (fields.some((field) => field.isShown && field.isStuck)) return false;
    const first = fields.find((field) => field.isShown && field.isOpen);
    return first ? first.save() : true;
  };

  find();
  desk.dataset.live = "";
  document.addEventListener("htmx:load", () => {
    if (desk.isConnected) find();
  });
  window.addEventListener("online", () => void settle());
  let sending: HTMLFormElement | null = null;
  desk.addEventListener("submit", (event) => {
    sending = event.target as HTMLFormElement;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!desk.isConnected) return;
    const open = fields.some((field) => field.isShown && field.isOpen && !field.goesWith(sending));
    if (open || unsent(desk).some((box) => box.form !== sending)) event.preventDefault();
  });
  // No part of the page is exchanged while it holds text that is not saved.
  desk.addEventListener("htmx:confirm", (event) => {
    const { detail } = event as CustomEvent<{ elt: HTMLElement; issueRequest(skip?: boolean): void }>;
    const turns = detail.elt.matches("[data-node-link], [data-open-node]");
    if (turns && unsent(desk).length && !window.confirm(desk.dataset.unsent)) {
      event.preventDefault();
      unsent(desk)[0]?.focus();
      return;
    }
    if (!fields.some((field) => field.isShown && field.isOpen)) return;
    event.preventDefault();
    void settle().then((saved) => {
      if (saved) detail.issueRequest(true);
      else told.insist(fields);
    });
  });
  keepLines(desk);
  desk.addEventListener("click", (event) => {
    const retry = (event.target as HTMLElement).closest("[data-save-again]");
    if (retry) void settle();
  });
  // A link out of the page waits for the last save, so that the browser need not ask.
  document.addEventListener("click", (event) => {
    const link = (event.target as HTMLElement).closest<HTMLAnchorElement>("a[href]");
    const plain = !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (!link || !plain || link.target || link.matches("[data-dialog], [data-dialog-close], [href^='#']")) return;
    if (!desk.isConnected || !fields.some((field) => field.isShown && field.isOpen)) return;
    event.preventDefault();
    void settle().then((saved) => {
      if (saved) window.location.assign(link.href);
      else told.insist(fields);
    });
  });
  desk.addEventListener("keydown", (event) => enterGoesOn(event));
  return {
    settle,
    reach,
    isOpen: () => fields.some((field) => field.isShown && field.isOpen),
    insist: () => {
      sending = null;
      told.insist(fields);
    },
  };
}

/** Enter in a line of the list saves it and goes on to the next; in the last, empty one it adds what was typed. */
function enterGoesOn(event: KeyboardEvent): void {
  const box = event.target as HTMLElement;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !box.matches("[data-line]")) return;
  event.preventDefault();
  if (box.matches("[data-add-line]")) {
    if ((box as HTMLTextAreaElement).value.trim()) (box as HTMLTextAreaElement).form?.requestSubmit();
    return;
  }
  const lines = [...document.querySelectorAll<HTMLElement>("[data-line]")];
  lines[lines.indexOf(box) + 1]?.focus();
}

/** What was typed to be added or sent, and was not yet. */
function unsent(desk: HTMLElement): HTMLTextAreaElement[] {
  return [...desk.querySelectorAll<HTMLTextAreaElement>("textarea[data-unsent]")].filter((box) => box.value.trim());
}

/** When the list comes back with a new line, what stood half-written in other empty lines stays there. */
function keepLines(desk: HTMLElement): void {
  let kept: [string, string][] = [];
  desk.addEventListener("htmx:beforeSwap", (event) => {
    const { detail } = event as CustomEvent<{ target: HTMLElement; requestConfig: { elt: HTMLElement } }>;
    if (detail.target.id !== "elemen") return;
    kept = unsent(detail.target)
      .filter((box) => box.form !== detail.requestConfig.elt)
      .map((box) => [box.id, box.value]);
  });
  document.addEventListener("htmx:afterSettle", () => {
    for (const [id, value] of kept) {
      const box = document.getElementById(id) as HTMLTextAreaElement | null;
      if (box && !box.value) box.value = value;
    }
    kept = [];
  });
}

/** One line above the text that says how saving goes, and speaks only when that changes. */
class Teller {
  constructor(private readonly desk: HTMLElement) {}

  tell(fields: Field[]): void {
    const states = fields.filter((field) => field.isShown).map((field) => field.state);
    const worst = (["ended", "refused", "conflict", "offline", "saving", "dirty"] as const).find((state) =>
      states.includes(state),
    );
    this.show(worst ?? "saved", latest(fields));
  }

  insist(fields: Field[]): void {
    this.tell(fields);
    const first = fields.find((field) => field.isShown && field.isOpen);
    first?.focus();
  }

  private show(state: State, stamp: string): void {
    const line = this.desk.querySelector<HTMLElement>("[data-save-state]");
    if (!line) return;
    const words = line.dataset[state] ?? "";
    line.dataset.state = state;
    const text = state === "saved" ? (stamp ? words.replace("{}", stamp) : "") : words;
    const place = line.querySelector<HTMLElement>("[data-save-words]");
    if (place && place.textContent !== text) place.textContent = text;
    const again = line.querySelector<HTMLElement>("[data-save-again]");
    if (again) again.hidden = state !== "offline" && state !== "ended";
  }
}

function latest(fields: Field[]): string {
  return fields
    .filter((field) => field.isShown && field.savedAt)
    .sort((one, other) => one.savedAt - other.savedAt)
    .map((field) => field.stamp)
    .pop() ?? "";
}
