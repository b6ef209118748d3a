import { clock, within, words, type Desk, type Part } from "./parts";
import { evidence } from "./state";

/** What is still missing, and handing in; the server judges by the rule whether the sheet may be shut. */
export class Finish implements Part {
  private readonly dialog: HTMLDialogElement;

  constructor(private readonly desk: Desk) {
    this.dialog = within<HTMLDialogElement>(desk.root, "sure");
    const hand = within(desk.root, "submit");
    hand.addEventListener("click", () => this.dialog.showModal());
    within(this.dialog, "yes").addEventListener("click", () => {
      this.dialog.close();
      void desk.write({ kind: "submit", body: {} });
    });
    within(this.dialog, "no").addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("close", () => hand.focus());
  }

  render(): void {
    const { root, sheet, state, open } = this.desk;
    const list = within(root, "missing");
    const missing = sheet.lines.flatMap((line) => {
      const found = [];
      if (!state.ratings.some((each) => each.line === line.id)) found.push(words(list, "level", { name: line.name }));
      if (!evidence(state, line.id).length) found.push(words(list, "evidence", { name: line.name }));
      return found;
    });
    const shown = JSON.stringify(missing);
    if (list.dataset.shown !== shown) {
      list.dataset.shown = shown;
      list.replaceChildren(
        ...missing.map((text) => Object.assign(document.createElement("li"), { textContent: text })),
      );
    }
    within(root, "whole").hidden = missing.length > 0 || !open;
    within(root, "lacking").hidden = missing.length === 0 || !open;
    const button = within<HTMLButtonElement>(root, "submit");
    button.hidden = !open;
    button.disabled = missing.length > 0;
    const done = within(root, "done");
    done.hidden = open;
    if (!open && state.submitted_at) done.textContent = words(done, "at", { t: clock(state.submitted_at) });
  }
}
