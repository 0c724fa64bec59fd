import type { Event } from "./event.ts";

/** What sources of events begin with that look at GitHub. */
const GITHUB = "github/";

/**
 * Who wrote the pull request that an event at GitHub is about, as an account such as `github:octocat`; null where that is not known,
 * undefined where the event is about none. What others call themselves so, such as a webhook, is not believed.
 */
export function pullRequestAuthorIn({ source, fields }: Event): string | null | undefined {
  const { pullRequest, author } = fields;
  if (!source.startsWith(GITHUB) || typeof pullRequest !== "number") return undefined;
  return typeof author === "string" ? author : null;
}
