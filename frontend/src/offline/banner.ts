import type { Line } from "./sender";

/**
 * The line above a document that says where the steps are. `place` carries the sentences: data-words-sent and so on,
 * in which {n} is the number of steps that only this device has.
 */
export class Banner {
  constructor(private readonly place: HTMLElement) {}

  show(line: Line, waiting: number, message = ""): void {
    const words = line === "sent" && waiting ? "sending" : line;
    const text = (this.place.getAttribute(`data-words-${words}`) ?? "").replaceAll("{n}", String(waiting));
    const shown = message ? `${text} ${message}` : text;
    this.place.dataset.line = words;
    const told = this.place.querySelector<HTMLElement>("[data-line-words]")!;
    if (told.textContent !== shown) told.textContent = shown;
    for (const button of this.place.querySelectorAll<HTMLElement>("[data-line-act]"))
      button.hidden = !button.dataset.lineAct!.split(" ").includes(words);
  }
}
