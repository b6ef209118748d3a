/** Asks before leaving a form[data-guard] with changes that nobody saved. */
export function guardForms(): void {
  let changed = false;
  document.addEventListener("input", (event) => {
    if ((event.target as HTMLElement).closest("form[data-guard]")) changed = true;
  });
  document.addEventListener("submit", () => {
    changed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}

/** A second click on a slow form sends nothing; coming back by the Back button frees it again. */
export function holdDoubleSubmits(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.method !== "post" || form.target) return;
    if (form.dataset.sent !== undefined) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "";
    (event as SubmitEvent).submitter?.setAttribute("aria-busy", "true");
    // A download answers without leaving the page, so the form must not stay held for ever.
    window.setTimeout(() => release(form), 15000);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sent]")) release(form);
  });
}

function release(form: HTMLFormElement): void {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}

/** A checkbox with data-check-all="name" ticks all boxes of that name in its form. */
export function selectAll(): void {
  document.addEventListener("change", (event) => {
    const box = event.target as HTMLInputElement;
    const form = box.form;
    if (!form || box.type !== "checkbox") return;
    const all = [...form.querySelectorAll<HTMLInputElement>("[data-check-all]")];
    const boxes = (name: string) =>
      [...form.querySelectorAll<HTMLInputElement>("input[type=checkbox]:not(:disabled)")].filter(
        (one) => one.name === name,
      );
    if (box.dataset.checkAll) for (const one of boxes(box.dataset.checkAll)) one.checked = box.checked;
    for (const master of all) {
      const mine = boxes(master.dataset.checkAll ?? "");
      const ticked = mine.filter((one) => one.checked).length;
      master.checked = ticked > 0 && ticked === mine.length;
      master.indeterminate = ticked > 0 && ticked < mine.length;
      for (const count of form.querySelectorAll(`[data-checked-count="${CSS.escape(master.dataset.checkAll ?? "")}"]`))
        count.textContent = String(ticked);
    }
  });
}

/** data-copy="text" puts that text on the clipboard and shows data-copied for a moment. */
export function copyButtons(): void {
  document.addEventListener("click", async (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy ?? "");
    const label = button.querySelector<HTMLElement>("[data-copy-label]") ?? button;
    const before = label.textContent;
    label.textContent = button.dataset.copied ?? before;
    window.setTimeout(() => {
      label.textContent = before;
    }, 2000);
  });
}
