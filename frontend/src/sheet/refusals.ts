import type { Refusal } from "../offline/sender";
import { words } from "./parts";
import type { Sheet, State } from "./state";

const MOST = 80;

/** What a step was that the server kept without carrying it out, and why, in a sentence for its author. */
export function sentence(list: HTMLElement, sheet: Sheet, state: State, { step, message }: Refusal): string {
  if (!step) return message;
  const { body, kind } = step;
  const text = String(body.text ?? state.notes.find((note) => note.key === body.key)?.text ?? "");
  const what = words(list, kind, {
    text: text.length > MOST ? `${text.slice(0, MOST)}…` : text,
    name: sheet.lines.find((line) => line.id === body.line)?.name ?? "",
    level: Number(body.level).toLocaleString("id-ID"),
  });
  return what ? `${what}: ${message}` : message;
}
