import { REAUTH_NEEDED } from "../../core/connection.ts";
import { deliveryUnsure, PermanentError, TransientError, type ErrorDetail } from "../../core/errors.ts";
import { listOf } from "../../lib/text.ts";
import { isCertificateFault, isForeignTls } from "../../lib/tls-faults.ts";
import { findAnswer, isMailboxFull, isPassing, isTooLarge, type Answer } from "./answer.ts";
import type { Recipient } from "./recipients.ts";
import type { Refusal } from "./submit.ts";

/** Whom it was about. */
export interface Attempt {
  /** Of the connection. */
  name: string;
  host: string;
  to: readonly Recipient[];
}

/** The refresh token, or the app that it was made for, is taken no more (https://www.rfc-editor.org/rfc/rfc6749#section-5.2). */
const GRANT_GONE = /^(?:invalid_\w+|unauthorized_client|unsupported_grant_type|access_denied)/;

const OBSTACLES: Readonly<Record<string, string>> = {
  EDNS: "no such name",
  ETIMEDOUT: "no answer in time",
  EPROTOCOL: "something else than mail's protocol",
};

/**
 * The client's error in our words. Its own are never shown nor kept as a cause: they may hold what was sent to sign in.
 * `isWhole` says that the server may have the mail. Codes: https://nodemailer.com/errors
 */
export function toFailure(error: unknown, isWhole: boolean, attempt: Attempt): Error {
  const { code, command, response, message } = partsOf(error);
  const answer = findAnswer(response);
  if (command.startsWith("AUTH")) return answer ? signInFailed(answer, attempt) : tokenFailed(message, attempt);
  if (answer) return refusedAs(answer, command, attempt);
  if (isWhole) return deliveryUnsure();
  if (error instanceof Error && isCertificateFault(error)) return certificateFault(attempt);
  if (code === "ETLS" || (error instanceof Error && isForeignTls(error))) return otherEncryption(attempt);
  return unreachable(code, attempt);
}

/** Some have it and some don't: nobody can send it to those alone, and to send it to all again would be worse. */
export function partlyRefused(refused: readonly Refusal[], { name, to }: Attempt): PermanentError {
  const without = to.filter(({ address }) => refused.some((each) => each.address === address));
  const others = to.filter((each) => !without.includes(each)).map(({ key }) => key);
  const answers = without.map(({ key, address }) => `${key}: ${findAnswer(answerTo(refused, address))?.text ?? "no reason"}`);
  return permanent(
    "email-partly-refused",
    `expected the mail server ${name} to take the mail for all, got a no for ${answers.join("; ")}`,
    {
      hint: `${listOf(others)} ${others.length === 1 ? "has" : "have"} it. Check the address of ${listOf(without.map(({ key }) => key))} in config/people.yaml, and pass it on by hand.`,
    },
  );
}

function answerTo(refused: readonly Refusal[], address: string): string {
  return refused.find((each) => each.address === address)?.answer ?? "";
}

/** What the server says here may hold what was sent to sign in, so only its codes are shown. */
function signInFailed(answer: Answer, { name }: Attempt): Error {
  const codes = answer.status === undefined ? String(answer.code) : `${answer.code} ${answer.status}`;
  const message = `expected the mail server ${name} to let us sign in, got ${codes}`;
  if (isPassing(answer)) return transient("email-busy", message, { hint: "It is tried again; look at the server if that goes on." });
  return permanent(REAUTH_NEEDED, message, {
    hint: "Check user and password of the connection; with two-step sign-in an app password is needed, and Microsoft 365 wants OAuth2.",
  });
}

function tokenFailed(message: string, { name }: Attempt): Error {
  const [reason] = GRANT_GONE.exec(message) ?? [];
  if (reason === undefined) {
    return transient("email-token", `expected a token to sign in to the mail server ${name}, got none`, {
      hint: "It is tried again; check tokenUrl of the connection if that goes on.",
    });
  }
  return permanent(REAUTH_NEEDED, `expected the refresh token of the connection ${name} to be taken, got ${reason}`, {
    hint: "Make a new refresh token, and check clientId and tokenUrl of the connection.",
  });
}

function refusedAs(answer: Answer, command: string, attempt: Attempt): Error {
  const { name, to } = attempt;
  const got = `got ${answer.text}`;
  const people = listOf(to.map(({ key }) => key));
  if (command === "STARTTLS" && !isPassing(answer)) return otherEncryption(attempt);
  if (isMailboxFull(answer)) {
    const make = isPassing(answer) ? transient : permanent;
    return make("email-full", `expected the mailbox of ${people} to have room, ${got}`, { hint: "Make room in that mailbox." });
  }
  if (isPassing(answer)) {
    return transient("email-busy", `expected the mail server ${name} to take mail now, ${got}`, {
      hint: "It is tried again; look at the server if that goes on.",
    });
  }
  if (answer.code === 530) return signInFailed(answer, attempt);
  if (isTooLarge(answer)) {
    return permanent("email-too-large", `expected the mail server ${name} to take a mail of this size, ${got}`, {
      hint: "Send it by another server, or to a file.",
    });
  }
  return permanent("email-refused", `expected the mail server ${name} to take the mail for ${people}, ${got}`, {
    hint: hintFor(command, people),
  });
}

function hintFor(command: string, people: string): string {
  if (command === "RCPT TO") return `Check the address of ${people} in config/people.yaml.`;
  if (command === "MAIL FROM") return "Check `from` of the connection: many servers let an account send only as itself.";
  return "The server's answer says why; ask whoever runs it.";
}

function certificateFault({ name, host }: Attempt): PermanentError {
  return permanent(
    "email-certificate",
    `expected the mail server ${name} to show a certificate for ${host} that this machine trusts, got another one`,
    {
      hint: "Check the host of the connection. For a certificate of your own, name its file in NODE_EXTRA_CA_CERTS before the start.",
    },
  );
}

function otherEncryption({ name }: Attempt): PermanentError {
  return permanent("email-encryption", `expected the mail server ${name} to be encrypted as its connection says, got another way`, {
    hint: "Check `security` and `port` of the connection: starttls goes mostly with 587, tls with 465.",
  });
}

function unreachable(code: string, { name, host }: Attempt): TransientError {
  const got = OBSTACLES[code] ?? "a lost connection";
  return transient("email-unreachable", `expected the mail server ${name} at ${host} to take mail, got ${got}`, {
    hint: "Check host and port of the connection, the network, and whether the server runs.",
  });
}

function permanent(code: string, message: string, detail: ErrorDetail): PermanentError {
  return new PermanentError(code, message, detail);
}

function transient(code: string, message: string, detail: ErrorDetail): TransientError {
  return new TransientError(code, message, detail);
}

function partsOf(error: unknown): { code: string; command: string; response: string; message: string } {
  const text = (key: string): string => {
    const value: unknown = error instanceof Error && key in error ? Reflect.get(error, key) : undefined;
    return typeof value === "string" ? value : "";
  };
  return { code: text("code"), command: text("command"), response: text("response"), message: text("message") };
}
