import type { Texts } from "./texts";

/**
 * The tree as a tree: one stop for Tab, arrows to walk, open and close, Alt with arrows to move a node.
 * Without this it is a nested list of links, and opening a link opens its branch.
 */
export function keepTree(desk: HTMLElement, texts: Texts): void {
  dress(desk);
  document.addEventListener("htmx:load", () => {
    if (desk.isConnected) dress(desk);
  });
  desk.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    const caret = target.closest<HTMLElement>("[data-caret]");
    const link = caret?.closest<HTMLAnchorElement>("[data-node-link]");
    if (link) {
      event.preventDefault();
      event.stopPropagation();
      open(link, link.getAttribute("aria-expanded") !== "true");
      return;
    }
    const back = target.closest<HTMLAnchorElement>("[data-to-tree]");
    if (back && desk.querySelector("[data-node-link]")) {
      event.preventDefault();
      void texts.settle().then(() => {
        desk.dataset.screen = "tree";
        current(desk)?.focus();
      });
    }
  }, true);
  desk.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement;
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      const place = target.closest<HTMLElement>("[data-move]");
      if (place) {
        event.preventDefault();
        void texts.settle().then((saved) => {
          if (saved) ask(desk, place, event.key === "ArrowUp" ? "naik" : "turun");
        });
      }
      return;
    }
    const link = target.closest<HTMLAnchorElement>("[data-node-link]");
    if (link) walk(desk, link, event);
  });
  desk.addEventListener("focusin", (event) => {
    const link = (event.target as HTMLElement).closest<HTMLAnchorElement>("[data-node-link]");
    if (link) stop(link);
  });
  desk.addEventListener("htmx:beforeRequest", (event) => {
    const link = event.target as HTMLElement;
    if (link.matches("[data-node-link]")) {
      choose(desk, link as HTMLAnchorElement);
    }
  });
  desk.addEventListener("htmx:afterSwap", (event) => {
    const swapped = event.target as HTMLElement;
    if (swapped.id !== "teks") return;
    desk.dataset.screen = "text";
    const asked = (event as CustomEvent<{ requestConfig?: { elt?: HTMLElement } }>).detail.requestConfig?.elt;
    if (asked?.closest("[data-node-link], [data-open-node]")) {
      if (window.matchMedia("(max-width: 61.99rem)").matches) window.scrollTo({ top: 0 });
      swapped.querySelector<HTMLElement>("h2")?.focus({ preventScroll: window.innerWidth < 992 });
    }
  });
}

function dress(desk: HTMLElement): void {
  for (const list of desk.querySelectorAll<HTMLElement>("[data-tree]:not([role])")) {
    list.setAttribute("role", "tree");
    for (const item of list.querySelectorAll("li")) item.setAttribute("role", "none");
    for (const group of list.querySelectorAll<HTMLElement>("ul")) group.setAttribute("role", "group");
    for (const link of list.querySelectorAll<HTMLAnchorElement>("[data-node-link]")) {
      link.setAttribute("role", "treeitem");
      link.tabIndex = -1;
      if (link.hasAttribute("aria-current")) link.setAttribute("aria-selected", "true");
      const group = branch(link);
      if (!group) continue;
      link.setAttribute("aria-owns", group.id);
      link.setAttribute("aria-expanded", String(!group.hidden));
    }
    const first = list.querySelector<HTMLAnchorElement>("[aria-current]") ?? list.querySelector("[data-node-link]");
    if (first) (first as HTMLAnchorElement).tabIndex = 0;
  }
}

function branch(link: HTMLElement): HTMLElement | null {
  return link.parentElement?.querySelector<HTMLElement>(":scope > ul") ?? null;
}

function open(link: HTMLAnchorElement, wide: boolean): void {
  const group = branch(link);
  if (!group) return;
  group.hidden = !wide;
  link.setAttribute("aria-expanded", String(wide));
}

function current(desk: HTMLElement): HTMLAnchorElement | null {
  return desk.querySelector<HTMLAnchorElement>("[data-node-link][aria-current]") ?? links(desk)[0] ?? null;
}

function choose(desk: HTMLElement, link: HTMLAnchorElement): void {
  for (const one of desk.querySelectorAll("[data-node-link][aria-current]")) {
    one.removeAttribute("aria-current");
    one.removeAttribute("aria-selected");
  }
  link.setAttribute("aria-current", "page");
  link.setAttribute("aria-selected", "true");
  open(link, true);
  stop(link);
}

/** The links that can be seen, in their order. */
function links(desk: HTMLElement): HTMLAnchorElement[] {
  return [...desk.querySelectorAll<HTMLAnchorElement>("[data-node-link]")].filter((link) => !link.closest("ul[hidden]"));
}

function stop(link: HTMLAnchorElement): void {
  const list = link.closest("[data-tree]");
  for (const one of list?.querySelectorAll<HTMLAnchorElement>("[data-node-link]") ?? []) one.tabIndex = -1;
  link.tabIndex = 0;
}

function walk(desk: HTMLElement, link: HTMLAnchorElement, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const seen = links(desk);
  const at = seen.indexOf(link);
  const group = branch(link);
  const above = link.parentElement?.parentElement?.closest("li")?.querySelector<HTMLAnchorElement>("[data-node-link]");
  const steps: Record<string, () => void> = {
    ArrowDown: () => seen[at + 1]?.focus(),
    ArrowUp: () => seen[at - 1]?.focus(),
    Home: () => seen[0]?.focus(),
    End: () => seen.at(-1)?.focus(),
    ArrowRight: () => {
      if (group?.hidden) open(link, true);
      else group?.querySelector<HTMLAnchorElement>("[data-node-link]")?.focus();
    },
    ArrowLeft: () => {
      if (group && !group.hidden) open(link, false);
      else above?.focus();
    },
  };
  const step = steps[event.key];
  if (!step) return;
  event.preventDefault();
  step();
}

/** The question with the codes that would change, as the buttons "Naik" and "Turun" ask it. */
function ask(desk: HTMLElement, place: HTMLElement, way: string): void {
  const link = document.createElement("a");
  link.href = `${place.dataset.move}?arah=${way}`;
  link.dataset.dialog = "";
  link.hidden = true;
  // The dialog gives the focus back to the link that asked for it; here that is the node itself.
  link.focus = () => (place.querySelector<HTMLElement>("textarea") ?? place).focus();
  desk.append(link);
  link.click();
  link.remove();
}
