import { resolve } from "node:path";
import { defineConfig } from "vite";
import { compress } from "./build/compress.ts";
import { icons } from "./build/icons.ts";

const here = import.meta.dirname;

export default defineConfig({
  root: resolve(here, "src"),
  base: "./",
  publicDir: false,
  plugins: [icons(resolve(here, "../src/mumpuni")), compress()],
  build: {
    outDir: resolve(here, "../src/mumpuni/ui/static/ui"),
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    // Older targets would rewrite light-dark(), on which both themes stand.
    target: ["chrome123", "firefox121", "safari17.5"],
    // htmx carries an eval that its configuration in the page switches off.
    rollupOptions: { input: resolve(here, "src/main.ts"), checks: { eval: false } },
  },
});
