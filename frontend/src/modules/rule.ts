import htmx from "htmx.org";

const MARK = "#fakta=";
const REFUSALS = [413, 422, 429];

interface Question {
  facts: string;
  on: string;
}

/**
 * The page of a rule: a decision can be shared by a link that carries its facts in the fragment,
 * which browsers keep to themselves. Opening such a link asks the same question again.
 */
export function start(page: HTMLElement): void {
  page.addEventListener("htmx:beforeSwap", (event) => {
    const { detail } = event as CustomEvent<{ xhr: XMLHttpRequest; shouldSwap: boolean; isError: boolean }>;
    if (REFUSALS.includes(detail.xhr.status)) {
      detail.shouldSwap = true;
      detail.isError = false;
    }
    if (![413, 429].includes(detail.xhr.status)) clear(page);
  });
  page.addEventListener("htmx:afterSettle", () => share(page));
  window.addEventListener("hashchange", () => open(page));
  share(page);
  open(page);
}

/** After a decision the address holds its facts; after anything else it holds none. */
function share(page: HTMLElement): void {
  const verdict = page.querySelector<HTMLElement>("#keputusan");
  const facts = verdict?.dataset.facts;
  if (facts === undefined) {
    if (window.location.hash.startsWith(MARK) && page.dataset.opened !== undefined)
      history.replaceState(null, "", window.location.pathname);
    return;
  }
  const link = MARK + encode({ facts, on: verdict?.dataset.on ?? "" });
  page.dataset.opened = link;
  history.replaceState(null, "", link);
  const line = verdict?.querySelector<HTMLElement>("[data-share]");
  const button = line?.querySelector<HTMLElement>("button");
  if (!line || !button) return;
  button.dataset.copy = window.location.href;
  line.hidden = false;
}

function open(page: HTMLElement): void {
  const mark = window.location.hash;
  if (!mark.startsWith(MARK) || page.dataset.opened === mark) return;
  const question = decode(mark.slice(MARK.length));
  const broken = document.getElementById("tautan-rusak");
  if (broken) broken.hidden = question !== null;
  if (!question) return;
  page.dataset.opened = mark;
  void htmx.ajax("post", page.dataset.address ?? window.location.pathname, {
    source: page,
    target: "#meja",
    swap: "outerHTML",
    values: { _fakta: question.facts, _on: question.on },
  });
}

function clear(page: HTMLElement): void {
  page.querySelector("#penolakan")?.replaceChildren();
  const broken = document.getElementById("tautan-rusak");
  if (broken) broken.hidden = true;
}

function encode({ facts, on }: Question): string {
  const text = String.fromCharCode(...new TextEncoder().encode(facts));
  const safe = btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  return on ? `${safe}&pada=${on}` : safe;
}

/** base64url as we write it, or percent-encoded JSON as a person would; null when it holds no JSON object. */
function decode(mark: string): Question | null {
  const [first = "", ...rest] = mark.split("&");
  const on = rest.find((part) => part.startsWith("pada="))?.slice("pada=".length) ?? "";
  try {
    const facts = /^[\w-]+$/.test(first) ? fromBase64(first) : decodeURIComponent(first);
    const read: unknown = JSON.parse(facts);
    return typeof read === "object" && read !== null && !Array.isArray(read) ? { facts, on } : null;
  } catch {
    return null;
  }
}

function fromBase64(text: string): string {
  const bytes = Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}
