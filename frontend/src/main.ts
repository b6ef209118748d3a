import "./styles/index.css";
import htmx from "htmx.org";
import { confirmInPlace } from "./dialog";
import { closeMenus } from "./menus";
import { copyButtons, guardForms, holdDoubleSubmits, selectAll } from "./forms";
import { tellFailures } from "./failures";
import { guardSignOut, tidy } from "./offline/leave";
import { announceToasts } from "./toasts";

const modules = import.meta.glob<{ start(element: HTMLElement): void }>("./modules/*.ts");

const asked = new WeakSet<HTMLElement>();

/** Loads modules/<name>.ts for each element that asks with data-module="<name>"; data-started says that it listens. */
async function loadModules(root: ParentNode): Promise<void> {
  for (const element of root.querySelectorAll<HTMLElement>("[data-module]")) {
    if (asked.has(element)) continue;
    asked.add(element);
    const load = modules[`./modules/${element.dataset.module}.ts`];
    if (!load) continue;
    (await load()).start(element);
    element.dataset.started = "";
  }
}

Object.assign(window, { htmx });
closeMenus();
confirmInPlace();
guardSignOut();
guardForms();
holdDoubleSubmits();
selectAll();
copyButtons();
tellFailures();
announceToasts(document);
void loadModules(document);
void tidy();
document.querySelector(".event-tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

document.addEventListener("htmx:load", (event) => {
  const element = event.target as HTMLElement;
  announceToasts(element);
  void loadModules(element.parentElement ?? element);
});
