/** A step as it is sent, and as it enters the chain of digests. */
export interface Step {
  sequence: number;
  kind: string;
  body: Record<string, unknown>;
  made_at: string;
}

/** JSON with sorted keys and no blanks, as the server writes it. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value && typeof value === "object") {
    const pairs = Object.entries(value as Record<string, unknown>).sort(([left], [right]) => (left < right ? -1 : 1));
    return `{${pairs.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/** The digest after this step: SHA-256 over the digest before it and the step. */
export async function chained(before: string, step: Step): Promise<string> {
  const bytes = new TextEncoder().encode(before + canonical({ ...step }));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What no database takes in a text is left out: NUL, and halves of characters. */
export function clean(text: string): string {
  return text
    .replaceAll("\u0000", "")
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD");
}
