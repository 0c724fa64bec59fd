import type { Bullet, Section } from "../../core/briefing.ts";
import type { JudgedFinding } from "../../core/finding.ts";
import type { Item } from "../../core/item.ts";
import { derived, getFact, prose, type Prose } from "../../core/prose.ts";
import { plainDateOf } from "../../core/work-calendar.ts";
import { clearedBullets } from "../briefing/bullets.ts";
import type { Room } from "../briefing/length.ts";
import { causeLine, classWords, quoted } from "../ci/causes/cause-line.ts";
import { causesIn } from "../ci/causes/causes-in.ts";
import { clearedLine } from "../ci/causes/cleared-line.ts";
import { findingsOf, withoutSilent } from "../ci/causes/findings-of.ts";
import { newsOf, type CauseNews } from "../ci/causes/news.ts";
import { ciEvidenceIn } from "../ci/causes/evidence.ts";
import { leadOf } from "../ci/causes/words.ts";
import { isExplained } from "../ci/group/group.ts";
import type { Cause } from "../ci/group/types.ts";
import { joined } from "../facts.ts";
import { membersOf } from "../select.ts";
import { isShowable } from "../severity.ts";
import { counted, more } from "../summary/counted.ts";
import { finishReport, lineOf, type Draft } from "./finish.ts";
import type { Report, ReportInput } from "./report.ts";

/** Of more, those that are not explained are counted. */
const MOST_EXPLAINED = 100;

/** Why checks fail: causes that are new or other than they were told, what is over, and in a line what goes on as before. */
export const ciFailures: Report = (input) => {
  const causes = withoutSilent(causesIn({ ...input, now: input.asOf }).causes, input.judged);
  const isFresh = ({ word, finding }: JudgedFinding): boolean => (word === "new" || word === "worse") && isShowable(finding);
  const news = newsOf({ causes }, input.history, (cause) => standing(cause, input).some(isFresh));
  const turns = turnsOf(news);
  const headline = headlineOf(news, turns, input.items);
  const belongs: Draft["belongs"] = (group) =>
    membersOf(group).some(({ finding, word }) => finding.rule.startsWith("CI-") && word !== "repeat");
  const told = joined(
    [...turns].map(([word, causes]): Prose => [...counted(leadsOf(causes, input.items), `${word} cause`)]),
    ", ",
  );
  return (room) => ({
    ...finishReport({ headline, sections: sectionsOf(news, input, room), belongs, isApart: true }, input, room),
    ...(told.length > 0 && { news: told }),
  });
};

function sectionsOf(news: CauseNews, input: ReportInput, room: Room): Section[] {
  const told = news.changed.slice(0, room.risks);
  const rest = news.changed.slice(room.risks).map(({ cause }) => cause);
  const lines = told.map(({ cause, changes }) => lineOf(causeLine(cause, changes, input), standing(cause, input)));
  const over = news.cleared.map((cause) =>
    lineOf(
      clearedLine(cause, input),
      findingsOf(cause, input, (word) => word === "resolved"),
    ),
  );
  const cleared = [...over, ...othersCleared(over, input, room)];
  // By themselves they are no reason to write to anybody; whatever else is, must not leave them out.
  const isWritten = lines.length + cleared.length > 0 || input.sources.some(({ ok }) => !ok);
  const same = isWritten ? news.same : [];
  const isToday = ({ since }: Cause): boolean => since !== null && dayOf(since, input) === dayOf(input.asOf, input);
  const today = same.filter(isToday).slice(0, Math.max(0, room.risks - told.length));
  return [
    { id: "changed", title: "New or changed", style: "numbered", bullets: lines },
    { id: "changed", title: "Also new or changed", style: "line", bullets: named(rest, input, room) },
    { id: "cleared", title: "Cleared", style: "list", bullets: cleared },
    // What is told in the course of a day may stand in one message, which then still has all of that day.
    {
      id: "open",
      title: "Earlier today",
      style: "list",
      bullets: today.map((cause) => lineOf(causeLine(cause, [], input), standing(cause, input))),
    },
    {
      ...{ id: "open", title: "As before", style: "line" },
      bullets: named(
        same.filter((cause) => !today.includes(cause)),
        input,
        room,
      ),
    },
  ];
}

function dayOf(instant: string, { calendar }: ReportInput): string {
  return plainDateOf(instant, calendar.timezone);
}

function standing(cause: Cause, input: ReportInput): JudgedFinding[] {
  return findingsOf(cause, input, (word) => word !== "resolved" && word !== "acknowledged");
}

/** What was told of checks, is over, and has no cause any more that could be seen. */
function othersCleared(told: readonly Bullet[], { selection, items }: ReportInput, room: Room): Bullet[] {
  const flags = new Set(told.flatMap((bullet) => bullet.flags));
  const others = selection.cleared.filter(({ finding }) => finding.rule.startsWith("CI-") && !flags.has(finding.key));
  return clearedBullets(others, new Map(items.map((item) => [item.id, item])), room.today);
}

/** `“…” (a break). “…” (comes and goes). 2 more.`, each with its own flags. */
function named(causes: readonly Cause[], input: ReportInput, { names }: Room): Bullet[] {
  const told = causes
    .slice(0, names)
    .map((cause) => lineOf(prose`${quoted(cause, input.items)} (${classWords(cause)}).`, standing(cause, input)));
  const rest = causes.slice(names);
  const others = rest.flatMap((cause) => standing(cause, input));
  return [...told, ...more(leadsOf(rest, input.items)).map((words) => lineOf(prose`${words}.`, others))];
}

function leadsOf(causes: readonly Cause[], items: readonly Item[]): Item[] {
  return causes.map((cause) => ciEvidenceIn(items).itemOf(leadOf(cause)));
}

type Turns = ReadonlyMap<string, readonly Cause[]>;

/** What has become of causes, in a word each, as far as it is news. */
function turnsOf({ changed, cleared }: CauseNews): Turns {
  const words = changed.map(
    ({ cause, changes: [first] }) => [first === "new" ? "new" : first === "back" ? "returned" : "changed", cause] as const,
  );
  const byWord = Map.groupBy([...words, ...cleared.map((cause) => ["cleared", cause] as const)], ([word]) => word);
  return new Map([...byWord].map(([word, pairs]) => [word, pairs.map(([, cause]) => cause)]));
}

function headlineOf({ changed, cleared, same }: CauseNews, turns: Turns, items: readonly Item[]): Prose {
  const causes = [...changed.map(({ cause }) => cause), ...same];
  const words = [...turns].map(([word, some]): Prose => prose`${counted(leadsOf(some, items), "")} ${word}`);
  const news = words.length === 0 ? prose`, all as before` : prose`: ${joined(words, ", ")}`;
  if (causes.length === 0) return prose`No check fails${cleared.length === 0 ? [] : news}`;
  const { itemOf } = ciEvidenceIn(items);
  const failed = causes.flatMap(({ failures }) => failures.map(itemOf));
  const number = derived(
    causes.length,
    "cause",
    leadsOf(causes, items).map((item) => getFact(item, "title")),
  );
  return prose`${counted(failed, "failure")} ${failed.length === 1 ? "has" : "have"} ${number}${explainedOf(causes, items)}${news}`;
}

function explainedOf(causes: readonly Cause[], items: readonly Item[]): Prose {
  const { itemOf } = ciEvidenceIn(items);
  const [explained, unexplained] = [true, false].map((wanted) =>
    causes.flatMap((cause) => (isExplained(cause) === wanted ? cause.failures.map(itemOf) : [])),
  );
  if (!explained || !unexplained || unexplained.length === 0) return [];
  return explained.length > unexplained.length && explained.length > MOST_EXPLAINED
    ? prose` (all but ${counted(unexplained, "")} explained)`
    : prose` (${counted(explained, "")} explained)`;
}
