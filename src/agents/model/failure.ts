import { REAUTH_NEEDED } from "../../core/connection.ts";
import { PermanentError, TransientError, type ChiefError } from "../../core/errors.ts";
import { UnreadableAnswer, type Unusable } from "../unreadable-answer.ts";
import type { FailureFacts } from "./service-failure.ts";

/** Who was asked. */
export interface Asked {
  host: string;
  model: string;
}

/** What a failed call means, without anything that was sent. Codes: https://platform.openai.com/docs/guides/error-codes. */
export function toFailure(facts: FailureFacts, asked: Asked): ChiefError {
  const { status, retryAfterMs } = facts;
  const again = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (facts.kind === "unreadable") return unreadable(asked, "what is no answer of any form");
  if (isTooLong(facts)) return tooLong(asked);
  if (isUnknownModel(facts)) return unknownModel(asked);
  if (status === 401 || status === 403) return signedOut(asked, status);
  if (isUnpaid(facts)) return refused(asked, "one whose credit is used up", "Look at the billing page of the account there.");
  if (status === 429 || facts.code === "rate_limit_exceeded") {
    const hint = "It is asked again later. The account's limits are on its page there.";
    return new TransientError("model-busy", `expected ${asked.host} to be free for ${asked.model}, got too many calls for now`, {
      hint,
      ...again,
    });
  }
  if (facts.kind === "broken") return cutOff(asked, facts.code === undefined ? "one that broke off" : "one that the model failed in");
  if (facts.kind === "unreachable") return unreachable(asked, "nothing", again);
  if (status === undefined || status >= 500 || status === 408 || status === 409) return unreachable(asked, inStatus(status), again);
  if (status === 404 || status === 405) {
    const hint = "Check `url` of the connection in config/chief.yaml: it mostly ends with /v1.";
    return refused(asked, `no such address (${status})`, hint);
  }
  return refused(asked, inStatus(status, facts.code), "Check that the model can do what is asked of it; another one may.");
}

/** The stream ended without its last event. */
export function cutOff({ host, model }: Asked, got: string): TransientError {
  const hint = "It is asked again. Where it happens often, look at the network and at what stands between.";
  return new TransientError("model-cut-off", `expected ${model} at ${host} to give a whole answer, got ${got}`, { hint });
}

/** Nothing can be made of what came. */
function unreadable(asked: Asked, got: string): PermanentError {
  return new PermanentError("model-unreadable", unreadableMessage(asked, got), { hint: UNREADABLE_HINT });
}

/** The same where it was an answer, so that it can be asked for once more. */
export function unusable(asked: Asked, { short, ...said }: Unusable & { short: boolean }): UnreadableAnswer {
  const got = short ? "one that broke off at its greatest length" : "something else";
  return new UnreadableAnswer(unreadableMessage(asked, got), UNREADABLE_HINT, said);
}

function unreadableMessage({ host, model }: Asked, got: string): string {
  return `expected ${model} at ${host} to answer in the form that was asked for, got ${got}`;
}

const UNREADABLE_HINT = "Another model may do better; local ones mostly need one that was made for tools and structured output.";

function isTooLong({ status, code, words = "" }: FailureFacts): boolean {
  if (code === "context_length_exceeded" || status === 413) return true;
  return status === 400 && /context (?:length|window|size)|maximum context|too many tokens|prompt is too long/i.test(words);
}

/** Services that speak alike have no common code for it. */
export function isUnknownModel({ status, code, words = "" }: FailureFacts): boolean {
  if (code === "model_not_found") return true;
  return (status === 404 || status === 400) && /\bmodel\b.*(?:not found|not exist|unknown|not loaded|invalid)|no such model/is.test(words);
}

function isUnpaid({ code }: FailureFacts): boolean {
  return code === "insufficient_quota" || code === "billing_hard_limit_reached";
}

function tooLong({ host, model }: Asked): PermanentError {
  const hint = "A model that can read more helps, or an automation that reads less.";
  return new PermanentError("model-too-long", `expected ${model} at ${host} to read all of it, got more than it can`, { hint });
}

function unknownModel({ host, model }: Asked): PermanentError {
  const hint = "Name one that is there under `models` in config/chief.yaml; `chief doctor` says whether it is.";
  return new PermanentError("model-unknown", `expected ${host} to have a model ${model}, got none of that name`, { hint });
}

function signedOut({ host }: Asked, status: number): PermanentError {
  const hint = "Make a new key on the service's page, and connect it again.";
  return new PermanentError(REAUTH_NEEDED, `expected a key that ${host} takes, got one that it does not (${status})`, { hint });
}

function refused({ host, model }: Asked, got: string, hint: string): PermanentError {
  return new PermanentError("model-refused", `expected ${host} to take what ${model} is asked, got ${got}`, { hint });
}

function unreachable({ host }: Asked, got: string, again: { retryAfterMs?: number }): TransientError {
  const hint = "Check the network; a server on this machine has to be started.";
  return new TransientError("model-unreachable", `expected ${host} to answer, got ${got}`, { hint, ...again });
}

/** A code is a word of the service's own; anything else is not shown. */
function inStatus(status: number | undefined, code = ""): string {
  return `the status ${status}${/^[a-z_]{1,60}$/.test(code) ? ` (${code})` : ""}`;
}
