import { forget, unsent } from "../offline/clear";
import { Journal } from "../offline/journal";
import { able, prepare } from "../offline/prepare";
import { all, type DocumentRow } from "../offline/store";
import { sendAll } from "../offline/waiting";
import type { Sheet } from "../sheet/state";

/** "Siapkan luring": opens the sheets of today and keeps page and content of each on this device. */
export function start(root: HTMLElement): void {
  const button = root.querySelector<HTMLButtonElement>("button")!;
  const place = root.querySelector<HTMLElement>("[data-prepared]")!;
  const say = (name: string, n = 0) => {
    place.textContent = (place.getAttribute(`data-words-${name}`) ?? "").replaceAll("{n}", String(n));
  };
  if (!able()) return say("insecure");
  button.hidden = false;
  void deliver(Number(root.dataset.account)).catch(() => undefined);
  button.addEventListener("click", () => {
    button.disabled = true;
    say("busy");
    void ready(Number(root.dataset.account))
      .then((count) => say(count ? "done" : "none", count))
      .catch(() => say("failed"))
      .finally(() => (button.disabled = false));
  });
}

/** Whoever leaves a sheet while its last steps are on their way finds it here as it is once they have arrived. */
async function deliver(account: number): Promise<void> {
  const before = await unsent();
  if (!before) return;
  await sendAll();
  if ((await unsent()) >= before) return;
  for (const { key } of await all<DocumentRow>("documents")) {
    const journal = await Journal.find<Sheet>(key, account);
    if ((await journal?.base())?.state.submitted_at && !(await journal?.count())) await forget(key);
  }
  location.reload();
}

async function ready(account: number): Promise<number> {
  const pages = [...document.querySelectorAll<HTMLAnchorElement>("a[data-offline]")].map((link) => link.pathname);
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-offline]")) {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (!answer.ok) throw new Error(String(answer.status));
    const { pathname } = new URL(answer.url);
    if (pathname !== location.pathname) pages.push(pathname);
  }
  for (const page of pages) await keep(page, account);
  if (pages.length) await prepare(pages);
  return pages.length;
}

async function keep(page: string, account: number): Promise<void> {
  const answer = await fetch(`${page}isi/`);
  if (!answer.ok) throw new Error(String(answer.status));
  const sheet = (await answer.json()) as Sheet;
  await Journal.keep({ key: sheet.sheet, account, page, journal: `${page}jurnal/` }, sheet);
}
