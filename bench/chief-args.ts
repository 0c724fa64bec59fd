import { join } from "node:path";

/** Node's arguments for Chief, as `npm start` has them. */
export const CHIEF = ["--max-semi-space-size=8", join(import.meta.dirname, "../bin/chief.js")] as const;
