import { keepTexts } from "../standard/texts";

/** A report being written: its texts save themselves, and a button waits until they are. */
export function start(desk: HTMLElement): void {
  const form = desk as HTMLFormElement;
  const texts = keepTexts(form);
  form.addEventListener("submit", (event) => {
    if (!texts.isOpen()) return;
    event.preventDefault();
    const { submitter } = event;
    void texts.settle().then((saved) => {
      if (saved) form.requestSubmit(submitter);
      else texts.insist();
    });
  });
}
