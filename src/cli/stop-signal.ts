import { EXIT } from "./exit.ts";

/** Resolves with the first SIGINT, SIGTERM or SIGHUP; a second SIGINT ends the process at once. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const stop = (): void => {
      if (asked) process.exit(EXIT.interrupted);
      asked = true;
      resolve();
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", () => resolve());
    process.on("SIGHUP", () => resolve());
  });
}
