import type { TestContext } from "node:test";
import postalMime from "postal-mime";
import { App } from "../../src/app.ts";
import type { Briefing } from "../../src/core/briefing.ts";
import type { JudgedFinding } from "../../src/core/finding.ts";
import type { Run } from "../../src/core/run.ts";
import { loadPlaceForWork } from "../../src/shipped.ts";
import { event } from "../connectors/google-calendar/world.ts";
import { letter } from "../connectors/gmail/world.ts";
import { idOf, task, TASKS, taskSource } from "../connectors/notion/world.ts";
import { makeFolder } from "../support/chief.ts";
import { createFakeClock, type FakeClock } from "../support/clock.ts";
import { startGmail, type GmailFault, type GmailServer } from "../support/gmail-server.ts";
import { startGoogleCalendar, type GoogleCalendarServer, type GoogleFault } from "../support/google-calendar-server.ts";
import { startMailServer, type MailServer } from "../support/mail-server.ts";
import {
  startNotion,
  type NotionFault,
  type NotionPage,
  type NotionServer,
  type NotionSource,
  type NotionUser,
} from "../support/notion-server.ts";
import { silentLogger } from "../support/silent-logger.ts";
import { startSlack, type SlackServer } from "../support/slack-server.ts";
import { SECRETS } from "./four-services.ts";

/** The sources of the one sentence, by the names of their connectors. */
export const SOURCES = ["gmail", "notion", "google-calendar"] as const;
export type Source = (typeof SOURCES)[number];

/** What each can do instead of answering; Notion has besides what is not shared with the connection. */
export const FAULTS = ["refused", "ended", "busy", "half"] as const;
export type Fault = (typeof FAULTS)[number] | "not shared";

const AUTOMATION = `---
name: My day
on: { schedule: "0 9 * * 1-5" }
reads:
  - gmail: { connection: mail }
  - notion: { dataSource: ${TASKS} }
  - google-calendar: { connection: dates }
writes:
  - slack: { to: me }
  - email: { to: [me] }
retries: 1
---

Go through @Gmail @Notion @Google Calendar and give me a summary of my day and flag anything that is at risk
`;

const SAM: NotionUser = { object: "user", id: idOf(1, "e"), name: "Sam Tan", type: "person", person: { email: "sam@home.example" } };
const PRIYA: NotionUser = { object: "user", id: idOf(2, "e"), name: "Priya Rao", type: "person", person: { email: "priya@acme.example" } };

/** The three that are read and the two that are written to, each on a local port. */
export interface DayServices {
  gmail: GmailServer;
  calendar: GoogleCalendarServer;
  notion: NotionServer;
  slack: SlackServer;
  mail: MailServer;
  /** One of the sources fails every call from now on; without one all of them answer. */
  fail(source?: Source, fault?: Fault): void;
  /** Every call so far that changes something at a source. */
  writes(): string[];
  close(): Promise<void>;
}

export async function startDayServices(): Promise<DayServices> {
  const [gmail, calendar, notion, slack, mail] = await Promise.all([
    startGmail(),
    startGoogleCalendar(),
    startNotion(),
    startSlack(),
    startMailServer(),
  ]);
  await fill({ gmail, calendar, notion });
  const fail: DayServices["fail"] = (source, fault) => {
    const of = (each: Source): Fault | undefined => (each === source ? fault : undefined);
    gmail.plant(({ path }) => gmailFault(of("gmail"), path) ?? granting(path, "gmail.readonly"));
    calendar.faultOf = ({ path, query }) => calendarFault(of("google-calendar"), path) ?? soundCalendar(path, query);
    notion.faultOf = () => notionFault(of("notion"));
    notion.hidden = new Set(of("notion") === "not shared" ? [TASKS] : []);
  };
  fail();
  return {
    ...{ gmail, calendar, notion, slack, mail, fail },
    writes: () => [
      ...gmail.calls.flatMap(({ verb, path }) => (verb === "GET" || path === "token" ? [] : `gmail ${verb} ${path}`)),
      ...calendar.calls.flatMap(({ method, path }) => (method === "GET" ? [] : `calendar ${method} ${path}`)),
      ...notion.calls.flatMap(({ method, path }) => (method === "GET" || /^search$|\/query$/.test(path) ? [] : `notion ${method} ${path}`)),
    ],
    close: async () => {
      await Promise.all([gmail, calendar, notion, slack, mail].map((server) => server.close()));
    },
  };
}

/** What Sam has to know on Wednesday: something in each source, and one thing of which two of them say different days. */
async function fill({ gmail, calendar, notion }: Pick<DayServices, "gmail" | "calendar" | "notion">): Promise<void> {
  const sam = "Sam Tan <sam@home.example>";
  const priya = "Priya Rao <priya@acme.example>";
  const asked = {
    From: priya,
    To: sam,
    Subject: "Figures of October",
    Date: "Thu, 12 Nov 2026 10:00:00 +0100",
    "Message-ID": "<a@acme.example>",
  };
  await gmail.deliver(letter(asked, "Sam, can you send me the figures of October?\r\n"));
  const said = { From: sam, To: priya, Subject: "Press kit", Date: "Tue, 17 Nov 2026 10:00:00 +0100", "Message-ID": "<b@home.example>" };
  await gmail.deliver(letter(said, "I'll send you the press kit by 30 November.\r\n"), ["SENT"]);
  // What comes back every week is told at once, whatever the day.
  const weekly = { recurrence: ["RRULE:FREQ=WEEKLY;BYDAY=MO"] };
  calendar.primary.put(event("Budget", "2026-11-02T15:00", weekly));
  calendar.primary.put(event("Interview", "2026-11-02T15:00", weekly));
  calendar.primary.put(event("Standup", "2026-11-18T09:30"));
  notion.users = [SAM, PRIYA];
  notion.owner = SAM;
  notion.sources = [withPriority(taskSource())];
  notion.pages = [
    task(
      1,
      { name: "Move the archive", status: "Stuck", due: "2026-11-11", assignee: SAM },
      { last_edited_time: "2026-11-04T09:00:00.000Z" },
    ),
    withPriority(task(3, { name: "Translate the handbook", status: "Doing", due: "2026-11-24", assignee: PRIYA })),
    withPriority(task(4, { name: "Send the press kit", status: "Doing", due: "2026-12-04", assignee: SAM })),
  ];
}

function withPriority<Page extends NotionPage | NotionSource>(page: Page): Page {
  const Priority = { id: "priority", type: "select", select: { name: "Highest" } };
  return { ...page, properties: { ...page.properties, Priority } };
}

/** What reached Sam of one run, as Slack and a mailbox show it, each in one line. */
export interface Told {
  run: Run;
  briefing: Briefing;
  judged: readonly JudgedFinding[];
  slack: string;
  subject: string;
  mail: string;
}

/** Chief as it runs for days, but for the clock. */
export interface Day {
  clock: FakeClock;
  app: App;
  /** Nine o'clock of a day in Berlin, by the schedule: until what was said there has arrived. */
  morning(date: string): Promise<Told>;
}

export async function openDay(test: TestContext, services: DayServices): Promise<Day> {
  const { gmail, calendar, notion, slack, mail } = services;
  const connections = {
    mail: gmail.connection,
    dates: { ...gmail.connection, api: calendar.api, oauth: { ...gmail.connection.oauth, tokenUrl: calendar.tokenUrl } },
    wiki: { ...notion.connection, token: "${env:NOTION_TOKEN}" }, // oxlint-disable-line no-template-curly-in-string -- as people write it
    acme: { kind: "slack", token: "${env:SLACK_BOT_TOKEN}", api: slack.api }, // oxlint-disable-line no-template-curly-in-string -- as people write it
    post: mail.connection(),
  };
  const folder = makeFolder(test, {
    "config/chief.yaml": `timezone: Europe/Berlin\nconnections: ${JSON.stringify(connections)}\n`,
    "config/people.yaml": `me: { name: Sam Tan, emails: [sam@home.example], accounts: { slack: ${slack.user} } }
priya: { name: Priya Rao, emails: [priya@acme.example], absences: [2026-11-21/2026-11-29] }
`,
    "automations/my-day.md": AUTOMATION,
  });
  const env = { ...SECRETS, NOTION_TOKEN: notion.token, SLACK_BOT_TOKEN: slack.token };
  const clock = createFakeClock("2026-11-17T20:00:00.000Z");
  const { workspace } = await loadPlaceForWork(folder, env);
  const screen = { print() {}, columns: () => 80, color: false };

  const app = await App.open({ workspace, env, clock, lasting: true, screen, logger: silentLogger, progress() {} });
  await app.start();
  test.after(() => app.stop());
  return {
    ...{ clock, app },
    async morning(date) {
      const known = { letters: mail.received.length, calls: slack.calls.length };
      // A machine that wakes: the minute before nine lies ahead of it.
      clock.jump(`${date}T07:59:30.000Z`);
      await clock.advance(60_000);
      const run = await untilDone(app, clock, services, date);
      if (run.briefing === undefined) throw new Error(`expected a briefing, got ${JSON.stringify(run)}`);
      const briefing = await app.store.documents.get<Briefing>(run.briefing);
      const posted = slack.calls.slice(known.calls).filter(({ method }) => method === "chat.postMessage");
      const [received, ...more] = mail.received.slice(known.letters);
      if (received === undefined || more.length > 0) throw new Error(`expected one mail, got ${mail.received.length - known.letters}`);
      const { subject = "", text = "" } = await postalMime.parse(received.raw);
      return {
        ...{ run, briefing, subject, mail: inOneLine(text), judged: await app.store.findings.ofRun(run.id) },
        slack: inOneLine(posted.map(({ args }) => wordsOf(JSON.parse(args["blocks"] ?? "[]"))).join(" ")),
      };
    },
  };
}

/** Above what anybody waits for between two tries or two messages, below the time that a step or a message is given. */
const LONGEST_PAUSE_MS = 2_000;

/** Time passes only while nothing else happens, so that whoever waits for a pause goes on. */
async function untilDone(app: App, clock: FakeClock, { gmail, calendar, notion, slack, mail }: DayServices, date: string): Promise<Run> {
  const happened = (): number => [gmail, calendar, notion, slack].reduce((sum, { calls }) => sum + calls.length, mail.received.length);
  for (let before = -1; ;) {
    for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => void setImmediate(resolve));
    const [run] = await app.store.runs.list({ limit: 1 });
    const isOver = run !== undefined && run.input.nominalAt.startsWith(date) && run.endedAt !== undefined;
    const left = isOver ? await app.store.outbox.list({ states: ["pending", "sending"] }) : [];
    if (isOver && left.length === 0) return run;
    const now = happened();
    if (now === before && clock.nextMs <= LONGEST_PAUSE_MS) await clock.advance(clock.nextMs);
    before = now;
  }
}

/** All that is written in blocks of a message. */
function wordsOf(block: unknown): string {
  if (Array.isArray(block)) return block.map(wordsOf).join(" ");
  if (typeof block !== "object" || block === null) return "";
  return Object.entries(block)
    .map(([key, value]) => (key === "text" && typeof value === "string" ? value : wordsOf(value)))
    .join(" ");
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

function granting(path: string, scope: string): { answer: unknown } | undefined {
  if (path !== "token") return undefined;
  const granted = `https://www.googleapis.com/auth/${scope}`;
  return { answer: { access_token: "ya29.a-token-of-the-tests", expires_in: 3_599, token_type: "Bearer", scope: granted } };
}

function soundCalendar(path: string, query: Readonly<Record<string, string>>): GoogleFault | undefined {
  const said =
    query["fields"] === "summary" ? { summary: "sam@home.example" } : granting(path.slice(1), "calendar.events.readonly")?.answer;
  return said === undefined ? undefined : { text: JSON.stringify(said), type: "application/json" };
}

const RETRY_AFTER_S = 3_600;

function gmailFault(fault: Fault | undefined, path: string): GmailFault | undefined {
  if (fault === undefined) return undefined;
  if (fault === "ended") return path === "token" ? { status: 400, reason: "invalid_grant" } : undefined;
  if (path === "token") return undefined;
  if (fault === "half") return { text: '{"emailAddress":"sam@', type: "application/json" };
  if (fault === "refused") return { status: 403, reason: "insufficientPermissions" };
  return { status: 429, reason: "rateLimitExceeded", retryAfterS: RETRY_AFTER_S };
}

function calendarFault(fault: Fault | undefined, path: string): GoogleFault | undefined {
  if (fault === undefined) return undefined;
  if (fault === "ended") return path === "/token" ? { oauth: "invalid_grant" } : undefined;
  if (path === "/token") return undefined;
  if (fault === "half") return { text: '{"items":[{"id":"a"', type: "application/json" };
  if (fault === "refused") return { status: 403, reason: "insufficientPermissions" };
  return { status: 403, reason: "rateLimitExceeded", retryAfterS: RETRY_AFTER_S };
}

function notionFault(fault: Fault | undefined): NotionFault | undefined {
  if (fault === undefined || fault === "not shared") return undefined;
  if (fault === "ended") return { status: 401, code: "unauthorized" };
  if (fault === "half") return { status: 200, text: '{"object":"list","results":[{"id":' };
  if (fault === "refused") return { status: 403, code: "restricted_resource" };
  return { status: 429, code: "rate_limited", headers: { "retry-after": String(RETRY_AFTER_S) } };
}
