import pino from "pino";
import type { Logger } from "../core/ports/ambient.ts";

/** JSON lines on stderr. `level` is pino's: debug, info, warn, error, silent. */
export function createLogger(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }));
}

/** For whoever must say nothing. */
export const silentLogger: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {}
