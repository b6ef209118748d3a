import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Plugin } from "vite";

const USES = [
  /\{%\s*(?:icon|empty_state)\s+["']([a-z0-9-]+)["']/g,
  /\{%\s*status_chip\s+\S+\s+\S+\s+["']([a-z0-9-]+)["']/g,
  /icon\s*=\s*["']([a-z0-9-]+)["']/g,
];

/** The icons that templates and Python name, as one SVG sprite; an unknown name stops the build. */
export function icons(source: string): Plugin {
  return {
    name: "icons",
    apply: "build",
    generateBundle() {
      const mark = join(this.environment.config.root, "mark.svg");
      this.emitFile({ type: "asset", name: "mark.svg", originalFileName: "mark.svg", source: readFileSync(mark) });
      const symbols = [...used(source)].sort().map(symbol);
      this.emitFile({
        type: "asset",
        name: "icons.svg",
        originalFileName: "icons.svg",
        source: `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`,
      });
    },
  };
}

function used(source: string): Set<string> {
  const names = new Set<string>();
  for (const file of readdirSync(source, { recursive: true, encoding: "utf8" })) {
    if (!/\.(html|py)$/.test(file)) continue;
    const text = readFileSync(join(source, file), "utf8");
    for (const use of USES) for (const match of text.matchAll(use)) names.add(match[1]!);
  }
  return names;
}

function symbol(name: string): string {
  const shapes = readFileSync(find(name), "utf8")
    .replace(/<!--[\s\S]*?-->/, "")
    .replace(/<svg[^>]*>|<\/svg>/g, "")
    .replace(/<path stroke="none"[^>]*\/>/, "")
    .replace(/>\s+</g, "><")
    .trim();
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
}

function find(name: string): string {
  try {
    return createRequire(import.meta.url).resolve(`@tabler/icons/outline/${name}.svg`);
  } catch {
    throw new Error(`There is no icon "${name}"; choose one from tabler.io/icons.`);
  }
}
