import { keepTexts } from "../standard/texts";

/** A report being written: its texts save themselves, and a button takes along what is not saved yet. */
export function start(desk: HTMLElement): void {
  const form = desk as HTMLFormElement;
  const texts = keepTexts(form);
  let reached = false;
  form.addEventListener("submit", (event) => {
    if (reached || !texts.isOpen()) return;
    event.preventDefault();
    const { submitter } = event;
    void texts.reach().then((arrives) => {
      if (!arrives) return texts.insist();
      reached = true;
      form.requestSubmit(submitter);
      reached = false;
    });
  });
}
