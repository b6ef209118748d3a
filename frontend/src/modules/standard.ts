import { keepTree } from "../standard/tree";
import { keepTexts } from "../standard/texts";

/** The desk of a standard: its tree at the left, the text of one node at the right. */
export function start(desk: HTMLElement): void {
  const texts = keepTexts(desk);
  keepTree(desk, texts);
}
