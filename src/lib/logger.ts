import type { Logger as Pino } from "pino";
import type { Logger } from "../core/ports/ambient.ts";
import { valueWithoutSecrets, withoutSecrets } from "./known-secrets.ts";

/** JSON lines on stderr, without secrets. `level` is pino's: debug, info, warn, error, silent. The library is loaded with the first line: a start has none. */
export function createLogger(level: string): Logger {
  let opened: Promise<Pino> | undefined;
  const write =
    (severity: keyof Logger): Logger[keyof Logger] =>
    (fields, message) => {
      opened ??= openPino(level);
      void opened.then((pino) => pino[severity](valueWithoutSecrets(fields), withoutSecrets(message)));
    };
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}

async function openPino(level: string): Promise<Pino> {
  const { pino } = await import("pino");
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }));
}
