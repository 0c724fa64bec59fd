import { ChiefError } from "../../core/errors.ts";
import { readGitHubFailure } from "../../lib/github-failure.ts";
import { refused, signedOut, unreachable } from "../failure.ts";

/** The client's error in our words, without anything that was sent. `what` is what was shown: a token, or an app's key. */
export function toFailure(what: string, error: unknown, now: number): unknown {
  if (error instanceof ChiefError) return error;
  const { status, isTooFast, retryAfterMs } = readGitHubFailure(error, now);
  if (status === undefined) return unreachable("expected GitHub to answer, got no answer", "Check the network, and try again.");
  if (isTooFast) {
    const seconds = Math.ceil((retryAfterMs ?? 60_000) / 1_000);
    return unreachable(`expected GitHub to answer, got the wish to be asked again in ${seconds} seconds`, "Try again after that.");
  }
  if (status >= 500) return unreachable(`expected GitHub to answer, got the status ${status}`, "Look at https://www.githubstatus.com.");
  if (status === 404) {
    return refused(
      `expected GitHub to know the account of the ${what}, got the status 404`,
      "Check api in config/chief.yaml, which ends in /api/v3 at a GitHub of your own, and the id of the app's installation.",
    );
  }
  const hint = "Make a new one, whole and not expired, and connect again.";
  if (status === 401) return signedOut(`expected a ${what} that GitHub takes, got one that it does not know, or no longer`, hint);
  return refused(`expected a ${what} that GitHub takes, got the status ${status}`, hint);
}

/** GitHub, or whoever stands at its address, has said something else than it does. */
export function strange(): unknown {
  return unreachable("expected GitHub to say whose account it is, got another answer", "Check api in config/chief.yaml, and the network.");
}
