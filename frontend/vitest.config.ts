import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["tests/**/*.test.ts"], environment: "node", restoreMocks: true },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
