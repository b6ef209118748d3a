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
    rollupOptions: {
      input: { main: resolve(here, "src/main.ts"), sw: resolve(here, "src/sw.ts") },
      // The worker keeps its name: browsers ask for it anew under the same address.
      output: { entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js") },
      checks: { eval: false },
    },
  },
});
