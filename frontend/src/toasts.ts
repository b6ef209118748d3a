const SHOWN_MS = 8000;

/** Puts messages into the live region after it exists, so that screen readers speak them. */
export function announceToasts(root: ParentNode): void {
  const region = document.getElementById("toasts");
  if (!region) return;
  const fresh = [...root.querySelectorAll<HTMLElement>("[data-toast]:not([data-told])")];
  for (const toast of fresh) {
    toast.dataset.told = "";
    toast.remove();
  }
  window.setTimeout(() => {
    for (const toast of fresh) {
      region.append(toast);
      toast.querySelector("[data-toast-close]")?.addEventListener("click", () => toast.remove());
      if ("passing" in toast.dataset) fade(toast);
    }
  }, 50);
}

/** Good news leaves by itself, but never from under a pointer or the keyboard's focus. */
function fade(toast: HTMLElement): void {
  window.setTimeout(() => {
    if (toast.matches(":hover, :focus-within")) fade(toast);
    else toast.remove();
  }, SHOWN_MS);
}
