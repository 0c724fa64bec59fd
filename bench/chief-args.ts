import { join } from "node:path";

/** Node's arguments for Chief, as `npm start` has them. */
export const NODE = ["--expose-gc", "--max-semi-space-size=2"] as const;

/** What follows Node's own name where Chief is started. */
export const CHIEF = [...NODE, join(import.meta.dirname, "../bin/chief.js")] as const;
