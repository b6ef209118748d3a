import { forgetAll, unsent } from "./clear";
import { exists } from "./store";
import { sendAll } from "./waiting";

const PATIENCE_MS = 10_000;

/** Leaving waits until everything was sent; what cannot be sent is thrown away only after the person said so. */
export function guardSignOut(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.dataset.signOut === undefined || form.dataset.cleared !== undefined) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void leave(form);
  }, { capture: true });
}

/** On a page of somebody who is not signed in, nothing but unsent steps keeps the worker alive. */
export async function tidy(): Promise<void> {
  if (!window.isSecureContext || document.body.dataset.signedOut === undefined) return;
  const registered = "serviceWorker" in navigator && (await navigator.serviceWorker.getRegistrations()).length > 0;
  if ((registered || (await exists())) && !(await unsent())) await forgetAll();
}

async function leave(form: HTMLFormElement): Promise<void> {
  if (window.isSecureContext) {
    if (await unsent()) await Promise.race([sendAll(), new Promise((done) => setTimeout(done, PATIENCE_MS))]);
    const left = await unsent();
    if (left && !(await agreed(form, left))) return;
    await forgetAll();
  }
  form.dataset.cleared = "";
  form.requestSubmit();
}

/** Ask with the number of steps that would be lost; the button that keeps them has the focus. */
function agreed(form: HTMLFormElement, left: number): Promise<boolean> {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "sign-out-title");
  const title = Object.assign(document.createElement("h2"), { id: "sign-out-title", className: "h3" });
  title.textContent = (form.dataset.held ?? "").replaceAll("{n}", String(left));
  const words = document.createElement("p");
  words.textContent = form.dataset.heldWhy ?? "";
  const foot = Object.assign(document.createElement("form"), { method: "dialog", className: "form-foot" });
  const stay = Object.assign(document.createElement("button"), { className: "btn btn-primary", value: "stay" });
  stay.textContent = form.dataset.stay ?? "";
  const go = Object.assign(document.createElement("button"), { className: "btn btn-danger", value: "go" });
  go.textContent = (form.dataset.discard ?? "").replaceAll("{n}", String(left));
  foot.append(stay, go);
  dialog.append(title, words, foot);
  document.body.append(dialog);
  dialog.showModal();
  stay.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "go");
    });
  });
}
