import { EXIT } from "./exit.ts";
import type { Surroundings } from "./session.ts";

/** Resolves with the first SIGINT, SIGTERM or SIGHUP; a second SIGINT ends it at once. */
export function untilStopped(surroundings: Surroundings): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const stop = (): void => {
      if (asked) surroundings.exit(EXIT.interrupted);
      asked = true;
      resolve();
    };
    surroundings.on("SIGINT", stop);
    surroundings.on("SIGTERM", () => resolve());
    surroundings.on("SIGHUP", () => resolve());
  });
}
