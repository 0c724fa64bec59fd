import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Event } from "../../src/core/event.ts";
import { event } from "../connectors/google-calendar/world.ts";
import { letter } from "../connectors/gmail/world.ts";
import { graphPull } from "../support/github-graph.ts";
import { startGitHub, type GitHubServer } from "../support/github-server.ts";
import { startGmail, type GmailServer } from "../support/gmail-server.ts";
import { startGoogleCalendar, type GoogleCalendarServer } from "../support/google-calendar-server.ts";
import { startMailServer, type MailServer } from "../support/mail-server.ts";
import { createRepository } from "../support/repository.ts";
import { startSlack, type SlackFault, type SlackServer } from "../support/slack-server.ts";
import { startVendor, type Vendor } from "../support/vendor.ts";
import type { Contents } from "./contents.ts";

/** The instant of every run. */
export const NOW = "2026-11-20T08:00:00.000Z";
/** Who writes to Sam at Slack. */
export const PRIYA = "U0PRIYA00";
/** Of another company, whose own workspace says that their address is Dana's. */
export const GUEST = "U0GUEST00";
/** Where Chief speaks to him alone, and to her. */
export const DIRECT = "D0SAMSAM0";
export const PRIYAS = "D0PRIYA00";

/** The servers that are read and written to; what they tell follows from the contents. */
export interface Services {
  slack: SlackServer;
  gmail: GmailServer;
  calendar: GoogleCalendarServer;
  github: GitHubServer;
  mail: MailServer;
  webhook: Vendor;
  /** Whether another company has come to share the channel. */
  isShared: boolean;
  /** The attacker's own. */
  evil: Vendor;
  close(): Promise<void>;
}

/** Starts them once for many runs; `contents` is asked at each call. */
export async function startServices(contents: () => Contents): Promise<Services> {
  const [slack, gmail, calendar, github, mail] = await Promise.all([
    startSlack(),
    startGmail(),
    startGoogleCalendar(),
    startGitHub(),
    startMailServer(),
  ]);
  const [webhook, evil] = await Promise.all([startVendor(), startVendor()]);
  slack.plan = {
    ...slack.plan,
    faultOf: (call) => saySlack(call.method, call.args, { ...slack, isShared: services.isShared }, contents()),
  };
  gmail.plant(({ path }) => ({ answer: sayGmail(path, contents()) }));
  github.faultOf = ({ path }) => (path === "/graphql" ? undefined : { status: 200, body: sayGitHub(path, contents()) });
  calendar.faultOf = ({ path, query }) =>
    query["fields"] === "summary" || path === "/token"
      ? { text: JSON.stringify(path === "/token" ? TOKEN : { summary: "sam@home.example" }), type: "application/json" }
      : undefined;
  const servers = { slack, gmail, calendar, github, mail, webhook, evil };
  const services: Services = {
    ...servers,
    isShared: false,
    close: async () => {
      await Promise.all(Object.values(servers).map((server) => server.close()));
    },
  };
  return services;
}

const TOKEN = {
  access_token: "ya29.a-token",
  expires_in: 3_599,
  token_type: "Bearer",
  scope: "https://www.googleapis.com/auth/gmail.readonly https://www.googleapis.com/auth/calendar.events.readonly",
};

let posts = 0;

function saySlack(
  method: string,
  args: Readonly<Record<string, string>>,
  { channel, user, isShared }: Pick<Services["slack"], "channel" | "user"> & Pick<Services, "isShared">,
  { slack }: Contents,
): SlackFault {
  const ts = `${Date.parse("2026-11-19T09:00:00Z") / 1_000}.000100`;
  const message = { type: "message", user: PRIYA, ts, text: slack.text, files: [{ name: slack.file, title: slack.file }] };
  const person = (id: string, name: string) => ({ id, name, team_id: "T0ACME000", real_name: name, profile: { real_name: name } });
  const place = {
    id: args["channel"] ?? channel,
    name: slack.channel,
    is_member: true,
    is_ext_shared: isShared,
    context_team_id: "T0ACME000",
    num_members: 2,
  };
  const guest = { ...person(GUEST, "dana"), team_id: "T0OTHER00", profile: { email: "dana@acme.example" } };
  const directs = new Map([
    [user, DIRECT],
    [PRIYA, PRIYAS],
  ]);
  const answers: Readonly<Record<string, object>> = {
    "auth.test": { url: "https://acme.slack.com/", user_id: "U0CHIEF00", bot_id: "B0CHIEF00", team_id: "T0ACME000" },
    "users.conversations": { channels: [place] },
    "conversations.info": { channel: place },
    "conversations.history": { messages: [message] },
    "conversations.replies": { messages: [message] },
    "conversations.members": { members: [user, PRIYA] },
    "conversations.open": { channel: { id: directs.get(args["users"] ?? "") ?? "D0NOBODY0" } },
    "users.list": { members: [person(user, "sam"), person(PRIYA, slack.user)] },
    "users.info": { user: args["user"] === GUEST ? guest : person(args["user"] ?? "", args["user"] === PRIYA ? slack.user : "sam") },
    "chat.postMessage": { ts: `1795161600.${String((posts += 1)).padStart(6, "0")}`, channel: args["channel"] },
    "chat.update": { ts: args["ts"], channel: args["channel"] },
  };
  return { answer: { ok: true, ...answers[method] } };
}

function sayGmail(path: string, { gmail }: Contents): unknown {
  if (path === "token") return TOKEN;
  if (path === "profile") return { emailAddress: "sam@home.example", historyId: "7" };
  if (path === "messages") return { messages: [{ id: "m1", threadId: "t1" }], resultSizeEstimate: 1 };
  if (path === "labels") return { labels: [] };
  const [head = ""] = letter({}, "").split("\r\n\r\n");
  const headers = head.split("\r\n").map((line) => ({ name: line.slice(0, line.indexOf(":")), value: line.slice(line.indexOf(":") + 2) }));
  const own: Readonly<Record<string, string>> = {
    Subject: gmail.subject,
    From: `"${gmail.from.replaceAll('"', "'")}" <dana@acme.example>`,
    Cc: `"${gmail.cc.replaceAll('"', "'")}" <lee@acme.example>`,
  };
  const kept = headers.filter(({ name }) => !Object.hasOwn(own, name));
  const text = { mimeType: "text/plain", filename: "", headers: [], body: { data: Buffer.from(gmail.body).toString("base64url") } };
  const file = { mimeType: "application/pdf", filename: gmail.attachment, headers: [], body: {} };
  return {
    ...{ id: "m1", threadId: "t1", labelIds: ["INBOX", "UNREAD"], internalDate: String(Date.parse("2026-11-18T09:00:00Z")) },
    payload: {
      mimeType: "multipart/mixed",
      filename: "",
      headers: [...kept, ...Object.entries(own).map(([name, value]) => ({ name, value }))],
      parts: [text, file],
    },
  };
}

function sayGitHub(path: string, { github }: Contents): unknown {
  if (path === "/user") return { login: "dana" };
  if (!path.startsWith("/repos/dana/shop/issues")) return [];
  const times = { created_at: "2026-11-16T08:00:00Z", updated_at: "2026-11-18T08:00:00Z" };
  const issue = { number: 12, title: github.issueTitle, body: github.issueBody, state: "open", ...times };
  return [{ ...issue, html_url: "https://github.com/dana/shop/issues/12", user: { login: "sam" }, assignees: [{ login: "dana" }] }];
}

/** Puts into place what is not asked for by the contents alone: dates, pull requests, files, the repository. */
export async function fill({ calendar, github }: Services, root: string, contents: Contents, isGitRead: boolean): Promise<void> {
  const dates = contents["google-calendar"];
  const at = "2026-11-20T10:00";
  calendar.primary.put(
    event("budget", at, {
      ...{ summary: dates.title, location: dates.location, description: dates.description },
      attendees: [
        { email: "priya@acme.example", displayName: dates.attendee, responseStatus: "accepted" },
        { email: "sam@home.example", self: true },
      ],
      conferenceData: { entryPoints: [{ entryPointType: "video", uri: addressOf(dates.conference) }] },
      htmlLink: "https://www.google.com/calendar/event?eid=budget",
    }),
  );
  github.graph.pulls = [pullOf(contents)];
  put(join(root, "tasks/launch.md"), `# ${contents.files.section}\n\n- [ ] ${contents.files.task}\n`);
  put(join(root, "test-results/unit.xml"), reportOf(contents));
  if (isGitRead) await fillRepository(join(root, "shop"), contents);
}

/** Where others write an address, it has to look like one. */
function addressOf(text: string): string {
  return text.startsWith("https://meet.google.com/") ? text : `https://meet.google.com/abc?x=${encodeURIComponent(text)}`;
}

function pullOf({ github }: Contents) {
  const commit = {
    committedDate: "2026-11-17T09:00:00Z",
    statusCheckRollup: { state: "FAILURE", contexts: { nodes: [{ type: "CheckRun", name: github.check, conclusion: "FAILURE" }] } },
  };
  const requestedReviewer = { type: "User", login: "dana" };
  return graphPull(11, {
    ...{ title: github.title, body: github.body, headRefName: github.branch, author: { type: "User", login: github.author } },
    labels: { nodes: [{ name: github.label }] },
    head: { nodes: [{ commit }] },
    reviewRequests: { nodes: [{ requestedReviewer }] },
    timelineItems: { nodes: [{ type: "ReviewRequestedEvent", createdAt: "2026-11-16T09:00:00Z", requestedReviewer }] },
  });
}

function reportOf({ junit }: Contents): string {
  const [suite, name, message] = [junit.suite, junit.name, junit.message].map(escaped);
  return `<testsuite name="${suite}" tests="1" failures="1"><testcase name="${name}"><failure message="${message}"/></testcase></testsuite>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

async function fillRepository(folder: string, { git }: Contents): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  // Git itself takes no such names.
  const branch = git.branch.replaceAll(/[\s~^:?*[\\\p{C}]+|\.\.|@\{|\/$|\.$|\/\/|\/\./gu, "-");
  // What git itself takes as a path.
  const parts = git.file.replaceAll(/["\p{C}]/gu, "").split("/");
  const file = parts.filter((part) => !/^(?:\.{0,2}|\.git)$/i.test(part)).join("/") || "notes.md";
  const author = `${git.author.replaceAll(/[<>\p{C}]/gu, "")} <ann@example.org>`;
  const files = { [file.replaceAll("//", "/-/")]: "- [ ] TODO" };
  await createRepository(
    [
      { at: "2026-11-18T09:00:00Z", message: git.message, author, files },
      { at: "2026-11-19T09:00:00Z", message: `On ${git.message}`, author, branch, from: "main", files: { "other.md": "other" } },
    ],
    folder,
  );
}

/** What set a run off that waits for a hook. */
export function eventOf({ events }: Contents): Event {
  return {
    ...{ source: "webhook/deploys", topic: "webhook:deploys", id: "1", at: NOW, title: events.title },
    fields: { status: "failed", of: events.field },
  };
}

function put(path: string, text: string): void {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
}
