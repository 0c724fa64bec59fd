import type { Logger } from "../core/ports/ambient.ts";
import type { Session } from "./session.ts";

/** For people who watch: only what they should know, in a line each. The rest is in `chief logs`. */
export function createTerminalLogger(session: Session): Logger {
  const ignore = (): void => {};
  const say: Logger["warn"] = ({ run }, message) => session.say(typeof run === "string" ? `${message} (${run})` : message);
  return { debug: ignore, info: ignore, warn: say, error: say };
}
