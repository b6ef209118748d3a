import { announceToasts } from "./toasts";

interface Answer {
  xhr: XMLHttpRequest;
  shouldSwap: boolean;
}

/** A part of a page that could not be fetched says so; an ended session leads to sign-in, not into the page. */
export function tellFailures(): void {
  document.addEventListener("htmx:beforeSwap", (event) => {
    const answer = (event as CustomEvent<Answer>).detail;
    const login = document.body.dataset.login;
    if (!login || !answer.xhr.responseURL) return;
    if (new URL(answer.xhr.responseURL).pathname !== login || window.location.pathname === login) return;
    answer.shouldSwap = false;
    window.location.assign(`${login}?next=${encodeURIComponent(window.location.pathname + window.location.search)}`);
  });
  document.addEventListener("htmx:responseError", () => tell("textFailed"));
  document.addEventListener("htmx:sendError", () => tell("textOffline"));
}

function tell(words: "textFailed" | "textOffline"): void {
  const template = document.getElementById("toast-template") as HTMLTemplateElement | null;
  const region = document.getElementById("toasts");
  if (!template || !region) return;
  const toast = template.content.cloneNode(true) as DocumentFragment;
  const text = toast.querySelector("p");
  if (text) text.textContent = region.dataset[words] ?? "";
  announceToasts(toast);
}
