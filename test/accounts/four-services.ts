import { startGitHub, type GitHubFault, type GitHubServer } from "../support/github-server.ts";
import { graphPull } from "../support/github-graph.ts";
import { startGmail, type GmailFault, type GmailServer } from "../support/gmail-server.ts";
import { startGoogleCalendar, type GoogleCalendarServer, type GoogleFault } from "../support/google-calendar-server.ts";
import { freePort, startSlack, type SlackCall, type SlackFault, type SlackServer } from "../support/slack-server.ts";
import { event } from "../connectors/google-calendar/world.ts";
import { letter } from "../connectors/gmail/world.ts";

/** The services, by the names of their connectors. */
export const SERVICES = ["gmail", "google-calendar", "github", "slack"] as const;
export type ServiceName = (typeof SERVICES)[number];

/** What each service can do instead of answering. */
export const FAULTS = ["ended", "busy", "busy for an hour", "slow", "page", "forbidding page", "half", "empty", "wrong"] as const;
export type FaultName = (typeof FAULTS)[number];

/** The one pull request that is spoken of in Slack and in a letter. */
export const PULL = "https://github.com/dana/shop/pull/11";

/** All four on local ports, each with something that concerns Sam, whose account at GitHub is dana. */
export interface FourServices {
  gmail: GmailServer;
  calendar: GoogleCalendarServer;
  github: GitHubServer;
  slack: SlackServer;
  /** Connections as they stand in chief.yaml; those named lead to a port where nobody listens. */
  connections(gone?: ServiceName): Promise<string>;
  /** One of them fails every call from now on, or so many of them; without a fault all of them answer. */
  fail(service?: ServiceName, fault?: FaultName, times?: number): void;
  /** Every call that is none of reading, by its service. */
  writes(): string[];
  /** Resolves once a service leaves a caller without an answer. */
  hanging(service: ServiceName): Promise<void>;
  /** How many calls a service has had. */
  callsOf(service: ServiceName): number;
  close(): Promise<void>;
}

/** Who writes to Sam, at Slack. */
export const PRIYA = "U0PRIYA00";

/** What is in the services' environment. */
export const SECRETS = { GOOGLE_CLIENT_SECRET: "a-secret-of-the-tests", GOOGLE_REFRESH_TOKEN: "1//a-refresh-token-of-the-tests" };

const READS_OF_SLACK: ReadonlySet<string> = new Set([
  "auth.test",
  "users.conversations",
  "users.info",
  "conversations.info",
  "conversations.history",
  "conversations.replies",
]);

export async function startFourServices(): Promise<FourServices> {
  const [gmail, calendar, github, slack] = await Promise.all([startGmail(), startGoogleCalendar(), startGitHub(), startSlack()]);
  await fill({ gmail, calendar, github });
  const sound = soundSlack(slack);
  const fail: FourServices["fail"] = (service, fault, times = Infinity) => {
    let left = times;
    const failing = <Fault>(each: ServiceName, faultOf: (fault: FaultName) => Fault | undefined): Fault | undefined => {
      const found = each === service && fault !== undefined && left > 0 ? faultOf(fault) : undefined;
      if (found !== undefined) left -= 1;
      return found;
    };
    gmail.plant(({ path }) => failing("gmail", (name) => gmailFault(name, path)) ?? granting(path, SCOPES.gmail));
    calendar.faultOf = ({ path, query }) => failing("google-calendar", (name) => calendarFault(name, path)) ?? soundCalendar(path, query);
    github.faultOf = () => failing("github", githubFault);
    const retryAfterS = fault === "busy" ? SHORT_S : LONG_S;
    slack.plan = { ...slack.plan, retryAfterS, faultOf: (call) => failing("slack", slackFault) ?? sound(call) };
  };
  fail();
  const servers = { gmail, "google-calendar": calendar, github, slack };
  return {
    ...{ gmail, calendar, github, slack, fail },
    connections: (gone) => connectionsTo({ gmail, calendar, github, slack }, gone),
    writes: () => [
      ...gmail.calls.flatMap(({ verb, path }) => (verb === "GET" || path === "token" ? [] : `gmail ${verb} ${path}`)),
      ...calendar.calls.flatMap(({ method, path }) => (method === "GET" ? [] : `calendar ${method} ${path}`)),
      ...github.calls.flatMap(({ method, path, query }) =>
        method === "GET" || (path === "/graphql" && query.startsWith("query")) ? [] : `github ${method} ${path}`,
      ),
      ...slack.calls.flatMap(({ method }) => (READS_OF_SLACK.has(method) ? [] : `slack ${method}`)),
    ],
    hanging: (service) => servers[service].hanging(),
    callsOf: (service) => servers[service].calls.length,
    close: async () => {
      await Promise.all([gmail, calendar, github, slack].map((server) => server.close()));
    },
  };
}

async function fill({ gmail, calendar, github }: Pick<FourServices, "gmail" | "calendar" | "github">): Promise<void> {
  const from = { From: "Priya Rao <priya@acme.example>", To: "Sam Tan <sam@home.example>", Subject: "The checkout" };
  await gmail.deliver(letter(from, `Sam, can you please approve ${PULL} by Friday?\r\n`));
  calendar.primary.put(event("Budget", "2026-11-20T10:00"));
  calendar.primary.put(event("Interview", "2026-11-20T10:00"));
  const requestedReviewer = { type: "User", login: "dana" };
  github.graph.pulls.push(
    graphPull(11, {
      title: "Guests pay in one step",
      reviewRequests: { nodes: [{ requestedReviewer }] },
      timelineItems: { nodes: [{ type: "ReviewRequestedEvent", createdAt: "2026-11-16T09:00:00Z", requestedReviewer }] },
    }),
  );
}

/** What the emulator lacks, and a message of Monday: it dates its own by this machine's clock. */
function soundSlack({ channel, user }: SlackServer): (call: SlackCall) => SlackFault | undefined {
  const messages = [
    {
      type: "message",
      user: PRIYA,
      ts: `${Date.parse("2026-11-16T09:00:00Z") / 1_000}.000100`,
      text: `<@${user}> can you look at <${PULL}> today?`,
    },
  ];
  const priya = { id: PRIYA, name: "priya", real_name: "Priya Rao", profile: { real_name: "Priya Rao" } };
  const answers: Readonly<Record<string, SlackFault>> = {
    "users.conversations": { answer: { ok: true, channels: [{ id: channel, name: "risk" }] } },
    "conversations.history": { answer: { ok: true, messages } },
  };
  return ({ method, args }) => (args["user"] === priya.id ? { answer: { ok: true, user: priya } } : answers[method]);
}

async function connectionsTo(
  { gmail, calendar, github, slack }: Pick<FourServices, "gmail" | "calendar" | "github" | "slack">,
  gone?: ServiceName,
): Promise<string> {
  const nowhere = `http://127.0.0.1:${await freePort()}/`;
  const at = (service: ServiceName, address: string): string => (service === gone ? nowhere : address);
  const { oauth } = gmail.connection;
  const google = (service: ServiceName, api: string, tokenUrl: string): object => ({
    ...{ ...gmail.connection, api: at(service, api) },
    oauth: { ...oauth, tokenUrl: at(service, tokenUrl) },
  });
  const connections = {
    mail: google("gmail", gmail.connection.api ?? "", oauth.tokenUrl),
    dates: google("google-calendar", calendar.api, calendar.tokenUrl),
    hub: { kind: "github", token: "${env:GITHUB_TOKEN}", api: at("github", github.api) }, // oxlint-disable-line no-template-curly-in-string -- as people write it
    acme: { kind: "slack", token: "${env:SLACK_BOT_TOKEN}", api: at("slack", slack.api) }, // oxlint-disable-line no-template-curly-in-string -- as people write it
  };
  return JSON.stringify(connections);
}

const SCOPES = {
  gmail: "https://www.googleapis.com/auth/gmail.readonly",
  calendar: "https://www.googleapis.com/auth/calendar.events.readonly",
};

/** A token with what was granted. */
function granting(path: string, scope: string): { answer: unknown } | undefined {
  if (path !== "token") return undefined;
  return { answer: { access_token: "ya29.a-token", expires_in: 3_599, token_type: "Bearer", scope } };
}

/** Whose calendar it is, is asked without a word on series. */
function soundCalendar(path: string, query: Readonly<Record<string, string>>): GoogleFault | undefined {
  const said = query["fields"] === "summary" ? { summary: "sam@home.example" } : granting(path.slice(1), SCOPES.calendar)?.answer;
  return said === undefined ? undefined : { text: JSON.stringify(said), type: "application/json" };
}

/** What is waited for within a read, and what is not. */
const SHORT_S = 5;
const LONG_S = 3_600;
const PAGE = "<html><body>Please sign in to this network</body></html>";

function secondsOf(fault: "busy" | "busy for an hour"): number {
  return fault === "busy" ? SHORT_S : LONG_S;
}

function gmailFault(fault: FaultName, path: string): GmailFault | undefined {
  if (fault === "ended") return path === "token" ? { status: 400, reason: "invalid_grant" } : undefined;
  // The sign-in itself works.
  if (path === "token") return undefined;
  if (fault === "slow") return "hangs";
  if (fault === "page") return { text: PAGE };
  if (fault === "forbidding page") return { text: PAGE, status: 403 };
  if (fault === "half") return { text: '{"emailAddress":"sam@', type: "application/json" };
  if (fault === "empty") return { answer: {} };
  if (fault === "wrong") return { answer: { emailAddress: 5, historyId: [], messages: 7, history: "none", id: {} } };
  return { status: 429, reason: "rateLimitExceeded", retryAfterS: secondsOf(fault) };
}

function calendarFault(fault: FaultName, path: string): GoogleFault | undefined {
  if (fault === "ended") return path === "/token" ? { oauth: "invalid_grant" } : undefined;
  if (path === "/token") return undefined;
  if (fault === "slow") return "hangs";
  if (fault === "page") return { text: PAGE, type: "text/html" };
  if (fault === "forbidding page") return { text: PAGE, type: "text/html", status: 403 };
  const json = (text: string): GoogleFault => ({ text, type: "application/json" });
  if (fault === "half") return json('{"items":[{"id":"a"');
  if (fault === "empty") return json("{}");
  if (fault === "wrong") return json('{"kind":"calendar#events","items":{"id":7},"nextSyncToken":5}');
  return { status: 403, reason: "rateLimitExceeded", retryAfterS: secondsOf(fault) };
}

function githubFault(fault: FaultName): GitHubFault {
  if (fault === "ended") return { status: 401, body: { message: "Bad credentials" } };
  if (fault === "slow") return "hangs";
  if (fault === "page") return { status: 200, headers: { "content-type": "text/html" }, body: PAGE };
  if (fault === "forbidding page") return { status: 403, headers: { "content-type": "text/html" }, body: PAGE };
  if (fault === "half") return { status: 200, body: '{"data":{"l0":' };
  if (fault === "empty") return { status: 200, body: {} };
  if (fault === "wrong") return { status: 200, body: { data: { l0: 5, l1: "none", nodes: 7 }, login: [], workflow_runs: {} } };
  return {
    status: 403,
    headers: { "retry-after": String(secondsOf(fault)) },
    body: { message: "You have exceeded a secondary rate limit." },
  };
}

function slackFault(fault: FaultName): SlackFault {
  if (fault === "ended") return { error: "token_revoked" };
  if (fault === "slow") return "hangs-before";
  if (fault === "page") return { text: PAGE };
  if (fault === "forbidding page") return { text: PAGE, status: 403 };
  if (fault === "half") return { text: '{"ok":true,"messages":[{"ts":' };
  if (fault === "empty") return { answer: {} };
  if (fault === "wrong") return { answer: { ok: true, channels: 5, messages: { ts: 7 }, user_id: [], team: 3 } };
  return "busy";
}
