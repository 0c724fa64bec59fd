import type { Bullet, Section } from "../../core/briefing.ts";
import { fact, prose, type Prose } from "../../core/prose.ts";
import { actorFact, numberOf } from "../digest/words.ts";
import { storyIn, type Story } from "../incident/incident.ts";
import { followUpLine, lengthLine, linkLines, quoteLine, saidOf, timelineColumns, timelineOf } from "../incident/lines.ts";
import { causeWritten, type Said, type Subject } from "../incident/said.ts";
import { openTasks } from "../rules/tasks/task.ts";
import { joined, shown } from "../facts.ts";
import { finishReport, lineOf } from "./finish.ts";
import type { Report, ReportInput } from "./report.ts";

const MOST_IMPACTS = 3;
const MOST_OTHERS = 5;
const STATED = prose`Stated: `;
const SUSPECTED = prose`Suspected, not confirmed: `;
const STATE_WORDS = { open: "not over", mitigated: "mitigated", resolved: "over" } as const;

/** One incident: whom it hit, what happened when, its cause as far as somebody has said it, and what follows. Nobody is blamed by name. */
export const incidentSummary: Report = (input) => {
  const story = storyIn(input.items, input.asOf);
  if (story === undefined) {
    return (room) => finishReport({ headline: prose`No incident is known of these days`, sections: [], belongs: () => false }, input, room);
  }
  const draft = { about: story.trouble.item.id, headline: headlineOf(story), sections: sectionsOf(story, input), belongs: () => false };
  return (room) => finishReport(draft, input, room);
};

function headlineOf({ trouble: { item, state } }: Story): Prose {
  const severity = typeof item.fields["severity"] === "string" ? prose`${fact(item, "fields.severity")}, ` : [];
  return prose`${fact(item, "title")} (${severity}${STATE_WORDS[state]})`;
}

function sectionsOf(story: Story, input: ReportInput): Section[] {
  const list = { style: "list" } as const;
  const zone = input.calendar.timezone;
  const followUps = [...saidOf(story, "follow-up").map(followUpLine), ...taskLines(story, input)];
  return [
    { ...list, id: "changed", title: "Impact", bullets: impactLines(story, input.asOf) },
    { ...list, id: "changed", title: "Cause", bullets: causeLines(story) },
    { ...list, id: "changed", title: "Timeline", columns: timelineColumns(zone), bullets: timelineOf(story, zone) },
    { ...list, id: "open", title: "What was done about it", bullets: saidOf(story, "mitigation").map((said) => quoteLine(said)) },
    { ...list, id: "today", title: "Next update", bullets: updateLines(story) },
    { ...list, id: "open", title: "Follow-ups", columns: ["What", "Owner"], bullets: followUps },
    { ...list, id: "counts", title: "Other incidents", bullets: otherLines(story) },
  ];
}

function impactLines(story: Story, asOf: string): Bullet[] {
  const { item, detected } = story.trouble;
  const written = typeof item.fields["impact"] === "string" ? [lineOf(prose`${fact(item, "fields.impact")}.`)] : [];
  const said = saidOf(story, "impact")
    .slice(0, MOST_IMPACTS)
    .map((each) => quoteLine(each));
  const unknown = written.length + said.length === 0 ? [lineOf(prose`Nobody has written down whom “${fact(item, "title")}” hit.`)] : [];
  const noticed = detected === undefined ? [] : [lineOf(prose`Noticed ${fact(item, detected, "instant")}.`)];
  return [...written, ...said, ...unknown, lengthLine(story, asOf), ...noticed];
}

/** Stated only where somebody has said it outright and nobody has taken it back since; what is only likely is called so. */
function causeLines(story: Story): Bullet[] {
  const excluded = saidOf(story, "excluded");
  const isTakenBack = ({ item }: Said): boolean => excluded.some((each) => each.item.ts > item.ts);
  const stated = saidOf(story, "stated");
  const standing = stated.filter((each) => !isTakenBack(each));
  const suspected = [...saidOf(story, "suspected"), ...stated.filter(isTakenBack)];
  const written = writtenCause(story);
  const isStated = standing.length > 0 || written?.subject === "stated";
  const lines = [
    ...(written && (written.subject === "stated" || !isStated) ? [written.line] : []),
    ...standing.map((each) => quoteLine(each, STATED)),
    ...(isStated ? [] : suspected.map((each) => quoteLine(each, SUSPECTED))),
    ...excluded.map((each) => quoteLine(each, prose`Excluded: `)),
    ...linkLines(story),
  ];
  return isStated || written || suspected.length > 0
    ? lines
    : [lineOf(prose`Nobody has stated a cause of “${fact(story.trouble.item, "title")}” yet.`), ...lines];
}

/** What its record itself names as the cause. */
function writtenCause({ trouble: { item } }: Story): { subject: Subject; line: Bullet } | undefined {
  const cause = item.fields["cause"];
  const subject = typeof cause === "string" ? causeWritten(cause) : undefined;
  if (subject === undefined) return undefined;
  const line = lineOf(prose`${subject === "stated" ? STATED : SUSPECTED}“${fact(item, "fields.cause")}” (its record).`);
  return { subject, line };
}

/** The last one that was announced, while there is something to tell. */
function updateLines(story: Story): Bullet[] {
  const last = saidOf(story, "update").at(-1);
  if (story.trouble.state === "resolved") return [];
  return last ? [quoteLine(last)] : [lineOf(prose`Nobody has said when the next word on “${fact(story.trouble.item, "title")}” comes.`)];
}

/** Tasks that name it. */
function taskLines({ trouble }: Story, { items, people }: ReportInput): Bullet[] {
  const title = trouble.item.title.toLowerCase();
  const isOfIt = (text: unknown): boolean => typeof text === "string" && text.toLowerCase().includes(title);
  return openTasks(items, people).flatMap(({ item }) => {
    if (!isOfIt(item.title) && !isOfIt(item.fields["project"])) return [];
    const owner = actorFact(item, "owner");
    const who: Prose = owner === undefined ? prose`unassigned` : [shown(owner)];
    const what: Prose = [fact(item, "title")];
    return [{ ...lineOf(prose`${what}. Owner: ${who}.`), cells: [what, who] }];
  });
}

function otherLines({ others }: Story): Bullet[] {
  if (others.length === 0) return [];
  const open = others.filter(({ state }) => state === "open").map(({ item }) => item);
  const still = open.length === 0 ? [] : prose`, ${numberOf(open, "")} of them not over`;
  const count = numberOf(
    others.map(({ item }) => item),
    "other incident",
  );
  const titles = others.slice(0, MOST_OTHERS).map(({ item }): Prose => [fact(item, "title")]);
  const named = prose`${titles.length < others.length ? ", the latest" : ""}: ${joined(titles, "; ")}`;
  return [lineOf(prose`${count} of these days${still}${named}.`)];
}
