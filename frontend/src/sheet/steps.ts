/** The stages of a sheet as tabs; arrow keys go from one to the next. */
export function steps(root: HTMLElement, shown: (name: string) => void): void {
  const tabs = [...root.querySelectorAll<HTMLButtonElement>("[role=tab]")];
  const pick = (tab: HTMLButtonElement, focus = false) => {
    for (const each of tabs) {
      const here = each === tab;
      each.setAttribute("aria-selected", String(here));
      each.tabIndex = here ? 0 : -1;
      document.getElementById(each.getAttribute("aria-controls")!)!.hidden = !here;
    }
    if (focus) tab.focus();
    shown(tab.dataset.step!);
  };
  tabs.forEach((tab, at) => {
    tab.addEventListener("click", () => pick(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      pick(tabs[(at + step + tabs.length) % tabs.length]!, true);
    });
  });
}
