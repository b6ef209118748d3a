import type { Step } from "../offline/canonical";

export interface Tag {
  line: number;
  indicator: number | null;
}
export interface Note {
  key: string;
  taken_at: string;
  text: string;
  removed: boolean;
  tags: Tag[];
}
export interface Rating {
  line: number;
  level: string;
  reason: string;
}
export interface State {
  started_at: string | null;
  ended_at: string | null;
  submitted_at: string | null;
  notes: Note[];
  ratings: Rating[];
}
export interface Indicator {
  id: number;
  text: string;
}
export interface Line {
  id: number;
  name: string;
  required: number;
  levels: { level: number; description: string; indicators: Indicator[] }[];
}
export interface Sheet {
  sheet: string;
  event: string;
  assessee: { number: string; name: string };
  instrument: string;
  minutes: number | null;
  classify_minutes: number | null;
  lines: Line[];
  state: State;
}

/** The state after steps that the server may or may not have carried out already. */
export function after(state: State, steps: Step[]): State {
  const next = structuredClone(state);
  const notes = new Map(next.notes.map((note) => [note.key, note]));
  for (const step of steps) carryOut(next, notes, step);
  next.notes = [...notes.values()].sort((left, right) => left.taken_at.localeCompare(right.taken_at));
  return next;
}

function carryOut(state: State, notes: Map<string, Note>, { kind, body, made_at }: Step): void {
  const note = notes.get(String(body.key));
  const line = body.line as number;
  if (kind === "start") state.started_at = String(body.at);
  else if (kind === "stop") state.ended_at = String(body.at);
  else if (kind === "submit") state.submitted_at = made_at;
  else if (kind === "rate") {
    const rating = { line, level: String(body.level), reason: String(body.reason) };
    state.ratings = [...state.ratings.filter((each) => each.line !== line), rating];
  } else if (kind === "note" && !note) {
    const key = String(body.key);
    notes.set(key, { key, taken_at: String(body.taken_at), text: String(body.text), removed: false, tags: [] });
  } else if (note && kind === "edit") note.text = String(body.text);
  else if (note && kind === "remove") note.removed = true;
  else if (note && (kind === "tag" || kind === "untag")) {
    note.tags = note.tags.filter((each) => each.line !== line);
    if (kind === "tag") note.tags.push({ line, indicator: body.indicator as number | null });
  }
}

/** Notes that count as evidence of a competency. */
export const evidence = (state: State, line: number): Note[] =>
  state.notes.filter((note) => !note.removed && note.tags.some((tag) => tag.line === line));
