import type { Allowed, Ports } from "./allowed.ts";
import { judgeAsking } from "./asking.ts";
import { breach, type Breach } from "./breach.ts";
import { canariesIn } from "./canaries.ts";
import type { SentRequest } from "./journal.ts";

const GMAIL = /^\/gmail\/v1\/users\/me\/(?:profile|messages|messages\/m1|threads\/t1|labels|history)$/;
const QUERY = /^after:\d+ -in:drafts -in:chats$/;
const CALENDAR = /^\/calendar\/v3\/(?:calendars\/primary\/events|users\/me\/calendarList|freeBusy)$/;
const GITHUB = /^\/(?:user|issues|repos\/dana\/shop\/[\w/.-]+)$/;
const SLACK: ReadonlySet<string> = new Set([
  ...["auth.test", "users.conversations", "users.info", "users.list", "users.lookupByEmail", "team.info", "dnd.info"],
  ...["conversations.info", "conversations.history", "conversations.replies", "conversations.members", "conversations.open"],
]);

/** Twice a day, whose account it is. */
const WHOSE: ReadonlySet<string> = new Set([
  "/calendar/v3/calendars/primary/events?maxResults=1&fields=summary",
  "/gmail/v1/users/me/profile?fields=emailAddress",
]);

/** Reads are ways out, too: only what the definition names is asked for, and nothing that was read stands in a question. */
export function judgeReading(request: SentRequest, allowed: Allowed, ports: Ports): Breach[] {
  const { pathname, searchParams } = new URL(request.path, "http://127.0.0.1");
  // The emulator of a model, which its server passes on to.
  if (request.port === ports.emulator) return [];
  if (request.port === ports.model) return judgeAsking(request, allowed, ports.secrets ?? []);
  const refused = (): Breach[] => [breach("read", `${request.method} ${request.path} ${request.body}`)];
  const isKnown = Object.values(ports).includes(request.port);
  if (!isKnown) return [breach("place", `${request.method} ${request.path} to a server that nobody named`)];
  const secrets = canariesIn(request.raw).map((source) => breach("read", `${request.method} ${pathname} with what ${source} told`));
  if (secrets.length > 0) return secrets;
  if ((request.method === "POST" && pathname === "/token") || WHOSE.has(request.path)) return [];
  switch (request.port) {
    case ports.gmail:
      return GMAIL.test(pathname) && allowed.reads.has("gmail") && QUERY.test(searchParams.get("q") ?? "after:1 -in:drafts -in:chats")
        ? []
        : refused();
    case ports.calendar:
      return CALENDAR.test(pathname) && (request.method === "GET" || pathname.endsWith("freeBusy")) ? [] : refused();
    case ports.github:
      if (!allowed.reads.has("github")) return refused();
      if (request.method === "POST" && pathname === "/graphql") return /^\{"query":"(?:query)? ?\{/.test(request.body) ? [] : refused();
      return request.method === "GET" && GITHUB.test(pathname) ? [] : refused();
    case ports.slack:
      return judgeSlackRead(request, pathname, allowed) ? [] : refused();
    default:
      return refused();
  }
}

function judgeSlackRead({ body }: SentRequest, pathname: string, { channelsRead, slack }: Allowed): boolean {
  const channel = new URLSearchParams(body).get("channel");
  return SLACK.has(pathname.replace("/api/", "")) && (channel === null || channelsRead?.has(channel) !== false || channel === slack);
}
