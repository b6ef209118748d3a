import "./styles/index.css";
import htmx from "htmx.org";
import { confirmInPlace } from "./dialog";
import { closeMenus } from "./menus";
import { copyButtons, guardForms, holdDoubleSubmits, selectAll } from "./forms";
import { tellFailures } from "./failures";
import { announceToasts } from "./toasts";

const modules = import.meta.glob<{ start(element: HTMLElement): void }>("./modules/*.ts");

/** Loads modules/<name>.ts for each element that asks with data-module="<name>". */
async function loadModules(root: ParentNode): Promise<void> {
  for (const element of root.querySelectorAll<HTMLElement>("[data-module]:not([data-started])")) {
    element.dataset.started = "";
    const load = modules[`./modules/${element.dataset.module}.ts`];
    if (load) (await load()).start(element);
  }
}

Object.assign(window, { htmx });
closeMenus();
confirmInPlace();
guardForms();
holdDoubleSubmits();
selectAll();
copyButtons();
tellFailures();
announceToasts(document);
void loadModules(document);

document.addEventListener("htmx:load", (event) => {
  const element = event.target as HTMLElement;
  announceToasts(element);
  void loadModules(element.parentElement ?? element);
});
