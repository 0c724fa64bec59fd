import { toStoredError } from "../../core/errors.ts";
import type { Clock, Logger } from "../../core/ports/ambient.ts";
import type { LogLine, LogStore } from "../../core/ports/store.ts";
import { instantOf } from "../../lib/clock.ts";

/** Passes every line on, and keeps those that name a run, so that people can read later what it did. */
export function createRunLog(logger: Logger, logs: LogStore, clock: Clock): Logger {
  const write =
    (level: LogLine["level"]): Logger[LogLine["level"]] =>
    (fields, message) => {
      logger[level](fields, message);
      const { run } = fields;
      if (typeof run !== "string") return;
      logs.append([{ at: instantOf(clock), run, level, message: withDetails(fields, message) }]).catch((error: unknown) => {
        logger.warn({ error: toStoredError(error) }, "a line of the run's log could not be kept");
      });
    };
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}

/** The same logger with fields that go into every line. */
export function withFields(logger: Logger, fields: Readonly<Record<string, unknown>>): Logger {
  return {
    debug: (more, message) => logger.debug({ ...fields, ...more }, message),
    info: (more, message) => logger.info({ ...fields, ...more }, message),
    warn: (more, message) => logger.warn({ ...fields, ...more }, message),
    error: (more, message) => logger.error({ ...fields, ...more }, message),
  };
}

function withDetails({ run: _run, ...details }: Readonly<Record<string, unknown>>, message: string): string {
  const told = Object.entries(details).filter(([, value]) => value !== undefined);
  return told.length === 0 ? message : `${message} ${JSON.stringify(Object.fromEntries(told))}`;
}
