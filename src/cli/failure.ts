import { styleText } from "node:util";
import { CONNECTION_MISSING, REAUTH_NEEDED } from "../core/connection.ts";
import { ConfigError, DefinitionError, PolicyError, toStoredError, TransientError } from "../core/errors.ts";
import type { Run } from "../core/run.ts";
import { EXIT } from "./exit.ts";
import type { Session } from "./session.ts";

/** Codes of errors that come from how a command was called, here or by way of the daemon. */
const USAGE_CODES = new Set([
  "usage",
  "automation-unknown",
  "backfill-too-long",
  "finding-unknown",
  "finding-ambiguous",
  "message-unknown",
  "message-ambiguous",
  "message-not-held",
  "run-unknown",
  "run-not-over",
  "replay-unready",
  "replay-without-model",
]);

/** Refusals by a definition that come by way of the daemon. */
const BLOCKED_CODES = new Set(["message-not-permitted", "message-not-yours", "message-changed"]);

/** An account is needed that is not there, or does not let us in. */
const CONNECTION_CODES = new Set([CONNECTION_MISSING, "connection-unclear", "connection-refused", REAUTH_NEEDED]);

/** What went wrong, what to do about it, and the code to look it up by; on stderr. */
export function printError(session: Session, error: unknown): void {
  const { code, message, hint } = toStoredError(error);
  const label = session.color ? styleText("red", "Error") : "Error";
  session.say(`${label}: ${message}${hint === undefined ? "" : `\n  ${hint}`}\n  (${code})`);
}

export function exitCodeOf(error: unknown): number {
  const { code } = toStoredError(error);
  if (USAGE_CODES.has(code)) return EXIT.usage;
  if (code === "interrupted") return EXIT.interrupted;
  if (CONNECTION_CODES.has(code)) return EXIT.connection;
  if (BLOCKED_CODES.has(code)) return EXIT.blocked;
  if (error instanceof ConfigError || error instanceof DefinitionError) return EXIT.invalid;
  if (error instanceof PolicyError) return EXIT.blocked;
  return error instanceof TransientError ? EXIT.temporary : EXIT.failed;
}

/** The exit code of a command that waited for a run: what could not be delivered has failed, and what is held has not been, however well it was written. */
export function exitCodeOfRun({ status, delivery }: Pick<Run, "status" | "delivery">): number {
  if (status === "cancelled") return EXIT.interrupted;
  if (delivery === "undeliverable" || (status !== "succeeded" && status !== "partial")) return EXIT.failed;
  if (delivery === "held") return EXIT.blocked;
  return status === "partial" ? EXIT.partial : EXIT.ok;
}
