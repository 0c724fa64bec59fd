import { REAUTH_NEEDED } from "../../core/connection.ts";
import { ChiefError, PermanentError, TransientError } from "../../core/errors.ts";
import { withoutSecrets } from "../known-secrets.ts";
import { plainLine } from "../plain-text.ts";
import { shorten } from "../text.ts";

const LONGEST = 200;

/** What a server said, as it may stand in a message: one short line without characters that can't be seen, and without our secrets. */
export function quoted(text: string): string {
  return shorten(withoutSecrets(plainLine(text.slice(0, 5_000))), LONGEST);
}

/** What ended a conversation. */
export interface Ending {
  name: string;
  /** Why the program was ended, or ended. */
  failure: unknown;
  /** The last line of its error output. */
  lastWords: string;
}

/**
 * A client's error in our words. An answer in time may come the next time: TransientError `mcp-unreachable`; a token that is not taken is
 * PermanentError `reauth-needed`, what a server has no right to is what it was thrown as.
 */
export function toMcpFailure(error: unknown, { name, failure, lastWords }: Ending): ChiefError {
  if (failure instanceof ChiefError) return failure;
  const own = findOwn(error);
  if (own) return own;
  if (statusOf(error) === 401 || statusOf(error) === 403 || nameOf(error) === "UnauthorizedError") {
    return new PermanentError(REAUTH_NEEDED, `expected the MCP server ${name} to take its token, got a refusal`, {
      hint: `Give it another with \`chief connect mcp ${name} --replace\`.`,
    });
  }
  if (nameOf(failure) === "Error" && codeOf(failure) === "ENOENT") return missing(name);
  const said = lastWords === "" ? "" : `; its last words: ${quoted(lastWords)}`;
  return new TransientError("mcp-unreachable", `expected the MCP server ${name} to answer, got ${reasonOf(error, failure)}${said}`, {
    hint: `It is tried again. \`chief connections\` asks it now; \`chief connect mcp ${name} --replace\` changes how it is started.`,
  });
}

function missing(name: string): PermanentError {
  return new PermanentError("mcp-not-found", `expected the program of the MCP server ${name} to be installed, got none that can be run`, {
    hint: "Install it, or correct `command` of the connection in config/chief.yaml.",
  });
}

/** Clients put what was thrown inside of them beneath what they throw. */
function findOwn(error: unknown, depth = 0): ChiefError | undefined {
  if (error instanceof ChiefError) return error;
  return error instanceof Error && depth < 5 ? findOwn(error.cause, depth + 1) : undefined;
}

function reasonOf(error: unknown, failure: unknown): string {
  const code = codeOf(error);
  if (code === "REQUEST_TIMEOUT") return "no answer in time";
  if (failure instanceof Error) return `none: ${quoted(failure.message)}`;
  return quoted(error instanceof Error ? error.message : String(error));
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
}

function statusOf(error: unknown): unknown {
  if (typeof error !== "object" || error === null) return undefined;
  if ("status" in error) return error.status;
  return "data" in error ? statusOf(error.data) : undefined;
}
