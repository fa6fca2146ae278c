// Bundles the scripts and copies the fonts to where Django collects static files from.
// Run by build.py, which finds Node and installs the packages.
import { copyFile, mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = `${here}../src/ilium/web/static/ilium/built`;
const fonts = ["latin", "latin-ext"].map((subset) => `archivo-${subset}-wght-normal.woff2`);

const shared = {
  bundle: true,
  minify: true,
  charset: "utf8",
  target: ["chrome111", "firefox114", "safari16.4"],
  absWorkingDir: here,
  outdir: out,
  logLevel: "warning",
};

await rm(out, { recursive: true, force: true });
await mkdir(`${out}/fonts`, { recursive: true });

await Promise.all([
  build({
    ...shared,
    format: "esm",
    jsx: "automatic",
    jsxImportSource: "preact",
    define: { "process.env.NODE_ENV": '"production"' },
    entryPoints: {
      player: "src/player/main.tsx",
      shell: "src/shell/main.ts",
      htmx: "src/shell/htmx.ts",
      plan: "src/plan/main.ts",
      charts: "src/charts/main.ts",
      taking: "src/taking/main.ts",
    },
  }),
  build({ ...shared, format: "iife", entryPoints: { sw: "src/worker/main.ts" } }),
  ...fonts.map((name) =>
    copyFile(
      `${here}node_modules/@fontsource-variable/archivo/files/${name}`,
      `${out}/fonts/${name}`,
    ),
  ),
]);
