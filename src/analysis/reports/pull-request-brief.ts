import type { Bullet, Section } from "../../core/briefing.ts";
import { issuesIn } from "../../core/kinds/issue.ts";
import { pullRequestsIn, type PullRequest } from "../../core/kinds/pull-request.ts";
import { derived, fact, getFact, prose, strong, type Prose } from "../../core/prose.ts";
import type { Room } from "../briefing/length.ts";
import { waitsFor } from "../digest/flight.ts";
import { linesOf } from "../digest/words.ts";
import { joined } from "../facts.ts";
import { firstSentences, sentencesIn } from "../issue/sentences.ts";
import { calledIn } from "../people.ts";
import { areasOf } from "../pull-brief/areas.ts";
import { knowersOf } from "../pull-brief/knowers.ts";
import { risksOf } from "../pull-brief/risks.ts";
import { breakingOf } from "../release/breaking.ts";
import { isTaskFor } from "../rules/pull-requests/links.ts";
import { openTasks } from "../rules/tasks/task.ts";
import { membersOf } from "../select.ts";
import { eventOf } from "./event.ts";
import { findingsAbout, finishReport, lineOf, type Draft } from "./finish.ts";
import type { Report, ReportInput } from "./report.ts";

const NONE: Draft = { headline: prose`No pull request was read`, sections: [], belongs: () => false };
const MOST_SENTENCES = 3;
const MOST_QUESTIONS = 3;
const MOST_AREAS = 5;
const MOST_TASKS = 3;

/** One pull request: what it does, how large it is, what is risky about it, who should look, and what is open. */
export const pullRequestBrief: Report = (input) => {
  const pull = meantBy(input);
  if (pull === undefined) return (room) => finishReport(NONE, input, room);
  const belongs: Draft["belongs"] = (group) => membersOf(group).some(({ finding }) => finding.primary === pull.item.id);
  return (room) =>
    finishReport({ about: pull.item.id, headline: headlineOf(pull), sections: sectionsOf(pull, input, room), belongs }, input, room);
};

/** The one that set the report off, or else the one that was opened last and is open. */
function meantBy({ items }: ReportInput): PullRequest | undefined {
  const pulls = pullRequestsIn(items);
  const named = eventOf(items)?.fields["item"];
  const open = pulls.filter(({ state, bot }) => state === "open" && !bot);
  return (
    pulls.find(({ item }) => item.id === named) ?? open.toSorted((a, b) => b.item.ts.localeCompare(a.item.ts) || b.number - a.number)[0]
  );
}

function headlineOf({ item }: PullRequest): Prose {
  return prose`${fact(item, "title")} (#${fact(item, "fields.number")}), ${linesOf(item)}, ${fact(item, "fields.state")}`;
}

function sectionsOf(pull: PullRequest, input: ReportInput, room: Room): Section[] {
  const section = (id: Section["id"], title: string, bullets: readonly Bullet[]): Section => ({ id, title, style: "list", bullets });
  return [
    section("changed", "What it does", doesLines(pull, input)),
    section("changed", "What it touches", touchLines(pull)),
    section("open", "What is risky about it", riskLines(pull, input)),
    section("open", "Who should look", lookLines(pull, input, room)),
    section("open", "Open questions", questionLines(pull)),
    section("open", "Linked", linkedLines(pull, input)),
  ];
}

/** Who opened it and when, and its first sentences. */
function doesLines({ item, state }: PullRequest, { people }: ReportInput): Bullet[] {
  const author = item.actors.findIndex(({ role }) => role === "author");
  const who = author < 0 ? [] : prose` by ${calledIn(item, author, people)}`;
  const merged = state === "merged" ? prose`, merged ${fact(item, "fields.mergedAt", "instant")}` : [];
  // What it asks stands below.
  const sentences = firstSentences(item.body, MOST_SENTENCES).filter(([start, end]) => !item.body.slice(start, end).endsWith("?"));
  const said = sentences.map(([start, end]): Prose => [fact(item, `body.${start}-${end}`)]);
  return [
    lineOf(prose`Opened ${fact(item, "ts", "instant")}${who} in ${fact(item, "fields.repository")}${merged}.`),
    said.length === 0
      ? lineOf(prose`${fact(item, "title")} comes without a sentence that says what it does.`)
      : lineOf(prose`“${joined(said, "” “")}”`),
  ];
}

/** Its files by the folder that they lie in, those with the most lines first. */
function touchLines({ item, files }: PullRequest): Bullet[] {
  const areas = areasOf(files);
  if (areas.length === 0) return [];
  const parts = areas.slice(0, MOST_AREAS).map(({ name, places }): Prose => {
    const facts = places.map((place) => getFact(item, `fields.files.${place}`));
    return prose`${strong(name)} (${derived(facts.length, "file", facts)})`;
  });
  const rest = areas.slice(MOST_AREAS).flatMap(({ places }) => places.map((place) => getFact(item, `fields.files.${place}`)));
  const more = rest.length === 0 ? [] : [prose`${derived(rest.length, "file", rest)} elsewhere`];
  return [{ ...lineOf(prose`${joined([...parts, ...more], ", ")}.`), cites: [item.id] }];
}

/** By its files, what its checks say, and the rules' own flags. */
function riskLines(pull: PullRequest, input: ReportInput): Bullet[] {
  const { item, failedChecks } = pull;
  const said: Prose[] = [
    ...risksOf(pull).map(({ words, file }): Prose =>
      file === undefined ? [{ kind: "text", text: words }] : prose`${words} (${fact(item, `fields.files.${file}`)} lines)`,
    ),
    ...(pull.mergeable === false && pull.state === "open" ? [prose`it does not merge as it is`] : []),
    ...(pull.checks === "failed"
      ? [failedChecks.length === 0 ? prose`its checks failed` : prose`its checks failed: ${fact(item, "fields.failedChecks")}`]
      : []),
  ];
  const flags = findingsAbout(item.id, input);
  const own = said.length === 0 ? [] : [{ ...lineOf(prose`Look at this: ${joined(said, "; ")}.`), cites: [item.id] }];
  const flagged = flags.map((judged) => lineOf(prose`${judged.finding.title}: ${judged.finding.why}.`, [judged]));
  return [...breakingLines(pull), ...own, ...flagged];
}

/** That it says that it breaks something, in its own words where it has some. */
function breakingLines(pull: PullRequest): Bullet[] {
  const { item, bot } = pull;
  const breaking = breakingOf({ item, also: [], pull, isRoutine: bot, files: [] });
  if (breaking === undefined) return [];
  return [
    {
      ...lineOf(breaking.step === undefined ? prose`It is marked as breaking.` : prose`It breaks something: “${breaking.step}”`),
      cites: [item.id],
    },
  ];
}

/** Who was asked, and who made the latest changes of the same files, with how many reviews wait for them. */
function lookLines(pull: PullRequest, input: ReportInput, { names }: Room): Bullet[] {
  const { item, state } = pull;
  const asked = item.actors.flatMap(({ role }, index) => (role === "requested" ? [calledIn(item, index, input.people)] : []));
  const knowers = knowersOf(pull, input)
    .slice(0, names)
    .map(({ name, changes, waiting }): Bullet => {
      const load =
        waiting.length === 0
          ? []
          : prose`; ${derived(
              waiting.length,
              "review",
              waiting.map((each) => getFact(each, "title")),
            )} ${waiting.length === 1 ? "waits" : "wait"} for them`;
      const number = derived(
        changes.length,
        "change",
        changes.map((each) => getFact(each, "title")),
      );
      const line = lineOf(prose`${name} made ${number} of the same files lately${load}.`);
      return { ...line, cites: [...new Set([...line.cites, item.id])] };
    });
  const waits = state === "open" && (pull.draft || pull.reviews.length > 0) ? waitsFor(pull) : [];
  return [
    ...(asked.length === 0 ? [] : [{ ...lineOf(prose`Asked to review: ${joined(asked, ", ", " and ")}.`), cites: [item.id] }]),
    ...knowers,
    ...(waits.length === 0 ? [] : [{ ...lineOf(prose`Stands as: ${joined(waits, ", ")}.`), cites: [item.id] }]),
  ];
}

/** What its text asks, and what it says is still to do. */
function questionLines({ item }: PullRequest): Bullet[] {
  const asked = sentencesIn(item.body).filter(([start, end]) => item.body.slice(start, end).trimEnd().endsWith("?"));
  const todos = [...item.body.matchAll(/^[ \t]*[-*] \[ \] +(\S[^\n]{2,149})/gm)].map((match): readonly [number, number] => {
    const start = match.index + match[0].length - (match[1] ?? "").length;
    return [start, start + (match[1] ?? "").trimEnd().length];
  });
  const questions = asked.slice(0, MOST_QUESTIONS).map(([start, end]) => lineOf(prose`“${fact(item, `body.${start}-${end}`)}”`));
  const open = todos.slice(0, MOST_QUESTIONS).map(([start, end]): Prose => [fact(item, `body.${start}-${end}`)]);
  return [...questions, ...(open.length === 0 ? [] : [lineOf(prose`Not ticked off yet: ${joined(open, "; ")}.`)])];
}

/** The issues that it closes, and the tasks that name it. */
function linkedLines(pull: PullRequest, input: ReportInput): Bullet[] {
  const { item, issues } = pull;
  const known = issuesIn(input.items);
  const read = known.filter(({ repository, number }) => issues.includes(`${repository}#${number}`)).map((issue) => issue.item);
  const named = read.map((issue): Prose => prose`${fact(issue, "title")} (#${fact(issue, "fields.number")})`);
  const told =
    issues.length === 0
      ? []
      : [named.length === issues.length ? prose`Closes ${joined(named, ", ")}.` : prose`Closes ${fact(item, "fields.issues")}.`];
  const tasks = openTasks(input.items, input.people).filter((task) => isTaskFor(pull, task));
  const taskLines = tasks.slice(0, MOST_TASKS).map((task) => lineOf(prose`Task: ${fact(task.item, "title")}.`));
  return [...told.map((text) => ({ ...lineOf(text), cites: [...new Set([...lineOf(text).cites, item.id])] })), ...taskLines];
}
