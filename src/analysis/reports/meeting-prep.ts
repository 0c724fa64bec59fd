import type { Bullet } from "../../core/briefing.ts";
import type { Actor, Item } from "../../core/item.ts";
import { instancesIn, type Instance } from "../../core/kinds/instance.ts";
import { mailIn, type Mail } from "../../core/kinds/mail.ts";
import { derived, fact, getFact, prose, type Prose } from "../../core/prose.ts";
import { plainDateOf } from "../../core/work-calendar.ts";
import { takesTime } from "../briefing/agenda.ts";
import { riskBullet } from "../briefing/bullets.ts";
import { joined } from "../facts.ts";
import { displayName, isExternal, isMe } from "../people.ts";
import { ASKED, type Reading } from "../language/reading.ts";
import { openTasks, STATUS_WORDS, type OpenTask } from "../rules/tasks/task.ts";
import { commitmentLine, commitmentsIn } from "./commitments.ts";
import { findingsAbout, finishReport, lineOf, type Draft } from "./finish.ts";
import { isFromMe, lettersOf, nameOf, quoteOf, read } from "../letters.ts";
import { membersOf, type Group } from "../select.ts";
import type { Report, ReportInput } from "./report.ts";

/** Conversations older than this are not what a meeting is about. */
const LETTER_DAYS = 30;
const MOST_THREADS = 4;
const MOST_TASKS = 4;
/** Of so few others each one's own tasks belong to the meeting. */
const MOST_OF_SMALL_ROUND = 2;
/** Names told one by one. */
const MOST_PEOPLE = 8;
/** Characters of an invitation's text: enough to know what it is about. */
const AGENDA_LENGTH = 200;
const MINUTE_MS = 60_000;
/** Farther ahead, the hour says more than the minutes until then. */
const SOON_MS = 2 * 60 * MINUTE_MS;
/** Words that say nothing of what a meeting is about. */
const COMMON_WORDS: ReadonlySet<string> = new Set(
  "about after before call catch chat check demo kickoff meeting monthly planning prep quick review session standup sync team that this update weekly with".split(
    " ",
  ),
);
const SHORTEST_WORD = 4;
const NO_MEETING: Draft = { headline: prose`No meeting lies ahead`, sections: [], belongs: () => false };

/** One meeting: who, where, what it is about, what is open with those who come, and what changed. */
export const meetingPrep: Report = (input) => {
  const meeting = findMeeting(input);
  if (meeting === undefined) return (room) => finishReport(NO_MEETING, input, room);
  const others = meeting.item.actors.filter((actor) => actor.role !== "resource" && !isMe(input.people, actor));
  const threads = threadsWith(others, input);
  const promises = commitmentsIn(input).filter((each) => each.kind === "promise" && isOneOf(others, each.mail));
  const { timezone } = input.calendar;
  const tasks = tasksAbout(meeting, others, input);
  const about = aboutMeeting(meeting, others, tasks, input);
  const belongs = (group: Group): boolean =>
    membersOf(group).some(({ finding }) => [finding.primary, ...finding.evidence.map(({ item }) => item)].some((item) => about.has(item)));
  return (room) =>
    finishReport(
      {
        about: meeting.item.id,
        headline: headlineOf(meeting, input),
        belongs,
        sections: [
          { id: "risks", title: "Before it starts", style: "numbered", bullets: risksOf(meeting, input, timezone) },
          {
            id: "today",
            title: "Meeting",
            style: "list",
            bullets: [...whoLines(meeting, input), ...whereLines(meeting), ...changeLines(meeting, input)],
          },
          {
            id: "open",
            title: "Promised",
            style: "list",
            bullets: promises.slice(0, room.today).map((each) => commitmentLine(each, input)),
          },
          {
            id: "changed",
            title: "Last mails",
            style: "list",
            bullets: threads,
          },
          {
            id: "open",
            title: "Tasks",
            style: "list",
            bullets: tasks.slice(0, MOST_TASKS).map((task) => taskLine(task, input)),
          },
        ],
      },
      input,
      room,
    );
};

/** The items that a flag must rest on to belong to a meeting: its own, letters to and from those who come, and its tasks. */
function aboutMeeting({ item }: Instance, others: readonly Actor[], tasks: readonly OpenTask[], { items }: ReportInput): Set<string> {
  const letters = mailIn(items).filter((mail) => isOneOf(others, mail));
  return new Set([item.id, ...letters.map((mail) => mail.item.id), ...tasks.map((task) => task.item.id)]);
}

/** The one that set the report off, or else the next that others come to. */
function findMeeting({ items, people, asOf }: ReportInput): Instance | undefined {
  const instances = instancesIn(items);
  const named = items.find((item) => item.kind === "event" && typeof item.fields["item"] === "string")?.fields["item"];
  const ahead = instances
    .filter((each) => each.start >= asOf && takesTime(each, people) && each.item.actors.length > 1)
    .toSorted((a, b) => a.start.localeCompare(b.start));
  return instances.find(({ item }) => item.id === named) ?? ahead[0];
}

function headlineOf({ item, start, end }: Instance, { asOf, calendar }: ReportInput): Prose {
  const untilMs = Date.parse(start) - Date.parse(asOf);
  const minutes = derived(Math.floor(untilMs / MINUTE_MS), "minute", [getFact(item, "fields.start")]);
  const isSameDay = plainDateOf(start, calendar.timezone) === plainDateOf(asOf, calendar.timezone);
  const when = prose`${fact(item, "fields.start", isSameDay ? "time" : "instant")} to ${fact(item, "fields.end", "time")}`;
  if (end <= asOf) return prose`${fact(item, "title")} was from ${when}`;
  return prose`${fact(item, "title")}, ${when}${untilMs >= MINUTE_MS && untilMs <= SOON_MS ? prose`, in ${minutes}` : []}`;
}

function risksOf(meeting: Instance, input: ReportInput, timezone: string): Bullet[] {
  const [lead, ...also] = findingsAbout(meeting.item.id, input);
  return lead ? [riskBullet({ lead, also }, input.asOf, timezone)] : [];
}

const RESPONSES: Readonly<Record<NonNullable<Actor["response"]>, string>> = {
  accepted: "accepted",
  declined: "declined",
  tentative: "perhaps",
  needs_action: "no answer yet",
};

/** Everybody by name, once, with the answer to the invitation, and whether they are from elsewhere. */
function whoLines({ item }: Instance, { people }: ReportInput): Bullet[] {
  const seen = new Set<string>();
  const others = item.actors.flatMap((actor, index) => {
    const key = (actor.email ?? actor.name).toLowerCase();
    if (actor.role === "resource" || isMe(people, actor) || seen.has(key)) return [];
    seen.add(key);
    const response = item.actors.find((each) => each.email === actor.email && each.response !== undefined)?.response;
    const marks = [
      ...(actor.role === "organizer" ? ["organises"] : []),
      ...(isExternal(people, actor) ? ["external"] : []),
      ...(actor.role === "optional" ? ["optional"] : []),
      ...(response === undefined || actor.role === "organizer" ? [] : [RESPONSES[response]]),
    ];
    const name = fact(item, `actors.${index}.${actor.name === "" ? "email" : "name"}`);
    return [marks.length === 0 ? [name] : prose`${name} (${marks.join(", ")})`];
  });
  if (others.length === 0) return [];
  const rest = others
    .slice(MOST_PEOPLE)
    .flat()
    .flatMap((span) => (span.kind === "fact" ? [span.fact] : []));
  const more = rest.length === 0 ? [] : [prose`${derived(rest.length, "", rest)} more`];
  return [lineOf(prose`With ${joined([...others.slice(0, MOST_PEOPLE), ...more], ", ")}.`)];
}

/** Where it is, what it is about, and what to read for it. */
function whereLines(meeting: Instance): Bullet[] {
  const { item, documents } = meeting;
  const places = placesOf(meeting);
  return [
    ...(places.length === 0 ? [] : [{ ...lineOf(prose`Where: ${joined(places, "; ")}.`), cites: [item.id] }]),
    lineOf(aboutOf(item)),
    ...(documents.length === 0 ? [] : [lineOf(prose`To read: ${fact(item, "fields.documents")}.`)]),
  ];
}

/** An address from a source is never a link in the text; the evidence leads there where the calendar knows it as the meeting's own. */
function placesOf({ item, location, conference }: Instance): Prose[] {
  const isElsewhere = conference !== null && conference !== location;
  return [
    ...(location === null ? [] : [[fact(item, "fields.location")]]),
    ...(isElsewhere ? [item.url === conference ? prose`online` : [fact(item, "fields.conference")]] : []),
  ];
}

function aboutOf(item: Item): Prose {
  const text = item.body.trim();
  if (text === "") return prose`${fact(item, "title")} has no agenda.`;
  const start = item.body.indexOf(text);
  const words = fact(item, `body.${start}-${start + Math.min(text.length, AGENDA_LENGTH)}`);
  return prose`About: ${words}${text.length <= AGENDA_LENGTH && /[.!?]$/.test(text) ? "" : "."}`;
}

const FIELD_WORDS: Readonly<Record<string, string>> = { start: "start", end: "end", location: "place", status: "state" };

/** That time or place are other than they were at the last look; what they are now stands above. */
function changeLines({ item }: Instance, { changes, since }: ReportInput): Bullet[] {
  const own = changes.filter((change) => change.item === item.id && (since === undefined || change.at > since));
  const words = [...new Set(own.flatMap(({ field }) => FIELD_WORDS[field] ?? []))];
  return words.length === 0 ? [] : [lineOf(prose`${fact(item, "title")} has changed lately: its ${words.join(" and ")}.`)];
}

/** The last letter of each conversation with somebody who comes: those that ask the reader for something, then the latest. */
function threadsWith(others: readonly Actor[], input: ReportInput): Bullet[] {
  const threads = Map.groupBy(lettersOf(input, LETTER_DAYS), (mail) => mail.thread);
  const last = [...threads.values()].flatMap((thread) => (thread.some((mail) => isOneOf(others, mail)) ? (thread.at(-1) ?? []) : []));
  const told = last.toSorted((a, b) => b.item.ts.localeCompare(a.item.ts)).map((mail) => ({ mail, asked: askedIn(mail, input) }));
  const ranked = [...told.filter(({ asked }) => asked !== undefined), ...told.filter(({ asked }) => asked === undefined)];
  return ranked.slice(0, MOST_THREADS).map(({ mail, asked }) => threadLine(mail, asked, input));
}

/** What the reader is asked for. */
function askedIn(mail: Mail, input: ReportInput): Reading["span"] | undefined {
  return isFromMe(mail, input.people) ? undefined : read(mail, input).find(({ request }) => request >= ASKED)?.span;
}

/** Whether one of them wrote a letter, or is whom it was written to. */
function isOneOf(others: readonly Actor[], { item }: Mail): boolean {
  const addresses = new Set(others.flatMap(({ email }) => email?.toLowerCase() ?? []));
  return item.actors.some(({ role, email }) => (role === "from" || role === "to") && addresses.has(email?.toLowerCase() ?? ""));
}

/** Who wrote last, and what they ask. */
function threadLine(mail: Mail, asked: Reading["span"] | undefined, input: ReportInput): Bullet {
  const { item } = mail;
  const question = asked === undefined ? [] : prose` asks ${quoteOf(mail, asked)}`;
  const who = isFromMe(mail, input.people) ? prose`You to ${nameOf(mail, "to")}` : nameOf(mail, "from");
  return lineOf(prose`${fact(item, "title")}: ${who}${question}, ${fact(item, "ts", "instant")}.`, findingsAbout(item.id, input));
}

/** Open tasks that name somebody who comes, their company, or what the meeting is about; in a small round their own, too. */
function tasksAbout({ item }: Instance, others: readonly Actor[], { items, people }: ReportInput): OpenTask[] {
  const names = others.flatMap((actor) => [...actor.name.split(" ").slice(0, 1), ...(isExternal(people, actor) ? [companyOf(actor)] : [])]);
  const subject = wordsOf(item.title).filter((word) => word.length >= SHORTEST_WORD && !COMMON_WORDS.has(word));
  const telling = new Set([...names.map((name) => name.toLowerCase()).filter(Boolean), ...subject]);
  const owners = new Set(others.length > MOST_OF_SMALL_ROUND ? [] : others.map((actor) => displayName(people, actor)));
  const about = openTasks(items, people).filter(
    (task) => owners.has(task.owner) || wordsOf(task.item.title).some((word) => telling.has(word)),
  );
  return about.toSorted((a, b) => (a.due ?? "9999").localeCompare(b.due ?? "9999") || a.item.id.localeCompare(b.item.id));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The first part of an address's domain. */
function companyOf({ email }: Actor): string {
  return email?.split("@").at(-1)?.split(".")[0] ?? "";
}

function taskLine({ item, due, status, owner }: OpenTask, input: ReportInput): Bullet {
  const date = due === undefined ? [] : prose`due ${fact(item, "fields.due", "date")}, `;
  const who = owner === "you" ? ", yours" : "";
  return lineOf(prose`${fact(item, "title")}: ${date}${STATUS_WORDS[status]}${who}.`, findingsAbout(item.id, input));
}
