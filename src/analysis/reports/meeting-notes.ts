import type { Bullet, Section } from "../../core/briefing.ts";
import type { Fact, Item } from "../../core/item.ts";
import { transcriptsIn, type Transcript } from "../../core/kinds/transcript.ts";
import { derived, fact, getFact, prose, type Prose, type Span as Piece } from "../../core/prose.ts";
import type { Room } from "../briefing/length.ts";
import { capitalised, joined } from "../facts.ts";
import type { Span } from "../language/sentences.ts";
import type { Act, Action, Decision, MeetingActs, Question } from "../meeting/acts.ts";
import { readMeeting } from "../meeting/read-meeting.ts";
import { calledIn } from "../people.ts";
import { findingsAbout, finishReport, lineOf, type Draft } from "./finish.ts";
import type { Report, ReportInput } from "./report.ts";

/** Meetings told in one report; the newest come first. */
const MOST_MEETINGS = 3;
/** Names of those who were there. */
const MOST_NAMES = 8;
/** Lines of one section for each that a briefing of a day has. */
const LONGER = 4;
const TOP = 3;
const COLUMNS = ["Task", "Owner", "Due", "Said"];

/** One meeting, and what its transcript says. */
interface Notes {
  transcript: Transcript;
  acts: MeetingActs;
  input: ReportInput;
}

/** What was decided, what is open, and who does what by when, each line in the words that were said. */
export const meetingNotes: Report = (input) => {
  const meetings = meetingsIn(input).map((transcript) => notesOf(transcript, input));
  const draft = (room: Room): Draft => ({
    about: meetings.map(({ transcript }) => transcript.item.id).join(" "),
    headline: headlineOf(meetings),
    sections: meetings.flatMap((notes) => sectionsOf(notes, room, nameAmong(notes, meetings))),
    belongs: ({ lead }) => meetings.some(({ transcript }) => findingsAbout(transcript.item.id, input).includes(lead)),
  });
  return (room) => finishReport(draft(room), input, room);
};

/** Those whose files set the report off, or else the newest. */
function meetingsIn({ items }: ReportInput): Transcript[] {
  const all = transcriptsIn(items).toSorted(
    (a, b) => b.item.updatedAt.localeCompare(a.item.updatedAt) || b.item.id.localeCompare(a.item.id),
  );
  const named = new Set(
    items.flatMap(({ kind, fields }) => (kind === "event" && typeof fields["path"] === "string" ? [fields["path"]] : [])),
  );
  const meant = all.filter(({ path }) => named.has(path));
  return (meant.length > 0 ? meant : all).slice(0, MOST_MEETINGS);
}

function notesOf(transcript: Transcript, input: ReportInput): Notes {
  const { item, date, dated } = transcript;
  const { body, actors } = item;
  return { transcript, input, acts: readMeeting({ body, actors, timezone: input.calendar.timezone, ...(dated && { date }) }) };
}

function headlineOf(meetings: readonly Notes[]): Prose {
  const [first, ...others] = meetings;
  if (!first) return prose`No meeting has a new transcript`;
  const { item } = first.transcript;
  const { actions } = first.acts;
  const decisions = sureOf(first.acts.decisions);
  const more =
    others.length === 0
      ? []
      : prose`, and ${derived(
          others.length,
          "other meeting",
          others.map(({ transcript }) => getFact(transcript.item, "title")),
        )}`;
  return prose`${fact(item, "title")}: ${countOf(item, decisions, "decision")}, ${countOf(item, actions, "action")}${more}`;
}

/** What the parts of one of several meetings are headed by; with its day where another one is called the same. */
function nameAmong({ transcript: { item, date } }: Notes, all: readonly Notes[]): string | undefined {
  if (all.length === 1) return undefined;
  const isAlone = all.filter(({ transcript }) => transcript.item.title === item.title).length === 1;
  return isAlone ? item.title : `${item.title} (${date})`;
}

function sectionsOf(notes: Notes, room: Room, name: string | undefined): Section[] {
  const { item } = notes.transcript;
  const { decisions, questions, actions, risks, parked, undecided } = notes.acts;
  const most = room.today * LONGER;
  const list = (id: Section["id"], part: string, bullets: readonly Bullet[]): Section => {
    const title = name === undefined ? part : `${name}: ${part.charAt(0).toLowerCase()}${part.slice(1)}`;
    return { id, title, style: "list", bullets };
  };
  const told = <Told extends Act>(acts: readonly Told[], line: (act: Told) => Bullet): Bullet[] => {
    const rest = acts.slice(most);
    return [...acts.slice(0, most).map(line), ...(rest.length === 0 ? [] : [lineOf(prose`${countOf(item, rest, "")} more.`)])];
  };
  const remark = (act: Act): Bullet => lineOf(prose`${quoted(item, act)}.`);
  return [
    list("summary", "In short", shortLines(notes)),
    list(
      "changed",
      "Decisions",
      told(sureOf(decisions), (each) => decisionLine(item, each)),
    ),
    list(
      "changed",
      "Perhaps decided, though nobody said so in as many words",
      told(
        decisions.filter(({ sure }) => !sure),
        (each) => decisionLine(item, each),
      ),
    ),
    list(
      "open",
      "Open questions",
      told(questions, (each) => questionLine(item, each)),
    ),
    {
      ...list(
        "today",
        "Actions",
        told(actions, (each) => actionLine(notes, each)),
      ),
      columns: COLUMNS,
    },
    list("open", "Named as risks", told(risks, remark)),
    list("open", "Not decided", told(undecided, remark)),
    list("open", "Put off", told(parked, remark)),
  ];
}

/** Who met when, what came of it, and what did not. */
function shortLines({ transcript: { item, dated }, acts, input }: Notes): Bullet[] {
  const { decisions, actions, questions, risks, undecided } = acts;
  const day = dated ? prose`Held ${fact(item, "fields.date", "date")}` : prose`Held on a day that its transcript does not name`;
  const who = item.actors.slice(0, MOST_NAMES).map((_, index) => calledIn(item, index, input.people));
  const unowned = actions.filter(({ owner }) => owner === undefined);
  const decided = sureOf(decisions)
    .slice(0, TOP)
    .map(({ what }) => prose`“${words(item, what)}”`);
  const free = unowned.length === 0 ? [] : prose`, ${countOf(item, unowned, "")} of them without an owner`;
  const open = [...questions, ...undecided];
  return [
    lineOf(prose`${day}${who.length === 0 ? [] : prose`, with ${joined(who, ", ", " and ")}`}.`),
    lineOf(
      decided.length === 0
        ? prose`${fact(item, "title")} decided nothing that was said in so many words.`
        : prose`Decided: ${joined(decided, "; ")}.`,
    ),
    lineOf(
      prose`${capitalised(countOf(item, actions, "action"))}${free}; ${countOf(item, open, "question")} open, ${countOf(item, risks, "risk")} named.`,
    ),
  ];
}

function sureOf(decisions: readonly Decision[]): Decision[] {
  return decisions.filter(({ sure }) => sure);
}

function decisionLine(item: Item, decision: Decision): Bullet {
  const before = decision.supersedes === undefined ? [] : prose`, in place of “${words(item, decision.supersedes)}”`;
  return lineOf(prose`${quoted(item, decision)}${before}.`);
}

function questionLine(item: Item, question: Question): Bullet {
  return lineOf(prose`${quoted(item, question)}${question.to === undefined ? "" : `, to ${question.to}`}.`);
}

function actionLine({ transcript: { item }, input }: Notes, action: Action): Bullet {
  const { quote, task, dueWords } = action;
  const owner = ownerOf(item, action.owner, input);
  const due = dueWords === undefined ? prose`no day said` : [words(item, dueWords)];
  const said = quoted(item, action);
  // What the quote says itself is not said twice.
  const more = dueWords !== undefined && isWithin(dueWords, quote) ? [] : prose`; ${due}`;
  const first = isWithin(task, quote) ? [] : prose`${words(item, task)}: `;
  return { ...lineOf(prose`${capitalised(owner)}: ${first}${said}${more}.`), cells: [[words(item, task)], owner, due, said] };
}

function isWithin([start, end]: Span, [from, to]: Span): boolean {
  return start >= from && end <= to;
}

/** By name as the transcript has it; the reader is "you". */
function ownerOf(item: Item, owner: string | undefined, { people }: ReportInput): Prose {
  if (owner === undefined) return prose`nobody yet`;
  const index = item.actors.findIndex(({ name }) => name === owner);
  return index < 0 ? prose`${owner}` : calledIn(item, index, people);
}

/** The very words, who said them and when: `“I'll send it” (Ana, 00:12:03)`. */
function quoted(item: Item, { quote, by, clock }: Act): Prose {
  const when = clock === undefined ? [] : [words(item, clock)];
  const who = by === undefined ? [] : [prose`${by}`];
  const source = [...who, ...(when.length === 0 ? [] : [when])];
  return prose`“${words(item, quote)}”${source.length === 0 ? [] : prose` (${joined(source, ", ")})`}`;
}

function words(item: Item, [start, end]: Span): Piece {
  return fact(item, `body.${start}-${end}`);
}

function countOf(item: Item, acts: readonly Act[], unit: string): Prose {
  const facts: Fact[] = acts.map(({ quote: [start, end] }) => getFact(item, `body.${start}-${end}`));
  return acts.length === 0 ? prose`no ${unit}s` : [derived(acts.length, unit, facts)];
}
