/** Menus are <details class="menu">: they work without scripts; this adds Escape, arrows and closing. */
export function closeMenus(): void {
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target as Node)) menu.open = false;
  });
  document.addEventListener("focusin", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target as Node)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const menu = (event.target as HTMLElement).closest<HTMLDetailsElement>("details.menu");
    if (!menu) return;
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      menu.open = true;
      step(menu, event.key === "ArrowDown" ? 1 : -1);
    }
  });
}

function openMenus(): HTMLDetailsElement[] {
  return [...document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")];
}

function step(menu: HTMLElement, by: number): void {
  const items = [...menu.querySelectorAll<HTMLElement>("a[href], button:not(:disabled), select")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items[(at + by + items.length + (at < 0 && by < 0 ? 1 : 0)) % items.length]?.focus();
}
