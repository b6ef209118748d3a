/**
 * A link marked data-dialog leads to a confirmation page. With scripts its form opens over the page
 * instead; when anything goes wrong the browser simply follows the link.
 */
export function confirmInPlace(): void {
  document.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    const link = target.closest<HTMLAnchorElement>("a[data-dialog]");
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (link && plain) {
      event.preventDefault();
      void open(link);
      return;
    }
    if (target.closest("[data-dialog-close]")) {
      const dialog = target.closest("dialog");
      if (dialog) {
        event.preventDefault();
        dialog.close();
      }
    }
  });
}

async function open(link: HTMLAnchorElement): Promise<void> {
  try {
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const dialog = document.createElement("dialog");
    dialog.className = "dialog";
    dialog.setAttribute("aria-labelledby", "dialog-title");
    dialog.innerHTML = await answer.text();
    for (const form of dialog.querySelectorAll("form:not([action])")) form.setAttribute("action", link.href);
    dialog.addEventListener("close", () => {
      dialog.remove();
      link.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
  } catch {
    window.location.assign(link.href);
  }
}
