import { join } from "node:path";

/** Node's arguments for Chief, as `npm start` has them. */
export const NODE = ["--expose-gc", "--max-semi-space-size=2"] as const;

/** What follows Node's own name where Chief is started. */
export const CHIEF = [...NODE, join(import.meta.dirname, "../bin/chief.js")] as const;

/** What `npm start` and the launcher set, for those who measure memory without the launcher. */
export const ENVIRONMENT = {
  MALLOC_ARENA_MAX: "1",
  NODE_COMPILE_CACHE: join(import.meta.dirname, "../node_modules/.cache/chief"),
} as const;
