import type { Bullet, Section } from "../../core/briefing.ts";
import type { Item } from "../../core/item.ts";
import { issuesIn, type Issue } from "../../core/kinds/issue.ts";
import { fact, prose, strong, type Prose } from "../../core/prose.ts";
import { listOf } from "../../lib/text.ts";
import { capitalised, joined, shown } from "../facts.ts";
import { actorFact, numberOf } from "../digest/words.ts";
import { duplicatesOf, type Likeness } from "../issue/duplicates.ts";
import { cuesIn } from "../issue/cues.ts";
import { isWish, missingIn } from "../issue/missing.ts";
import { relatedChanges, type RelatedChange } from "../issue/places.ts";
import { firstSentences } from "../issue/sentences.ts";
import { calledIn, countedAs } from "../people.ts";
import { membersOf } from "../select.ts";
import { eventOf } from "./event.ts";
import { finishReport, lineOf, type Draft } from "./finish.ts";
import type { Report, ReportInput } from "./report.ts";

const NONE: Draft = { headline: prose`No issue was read`, sections: [], belongs: () => false };
/** Sentences of an issue that say what it is about. */
const MOST_SENTENCES = 2;

/** One issue that was filed: what is like it, where it may come from, who knows, what is missing to reproduce it, and how bad it says it is. */
export const issueInvestigation: Report = (input) => {
  const all = issuesIn(input.items);
  const issue = meantBy(input, all);
  if (issue === undefined) return (room) => finishReport(NONE, input, room);
  const alike = duplicatesOf(issue, all);
  const related = relatedChanges(issue, input.items);
  const missing = isWish(issue) ? [] : missingIn(issue.item.title, issue.item.body);
  const sections: readonly Section[] = [
    sectionOf("changed", "What it says", saidLines(issue, input)),
    sectionOf(
      "changed",
      "Likely the same",
      alike.map((each) => likeLine(issue, each)),
    ),
    sectionOf(
      "changed",
      "Where it may come from",
      related.map((each) => changeLine(issue, each)),
    ),
    sectionOf("open", "Who may know", [...assigneeLines(issue, input), ...ownerLines(related, input)]),
    sectionOf(
      "open",
      "Missing to reproduce it",
      missing.length === 0 ? [] : [citing(issue, prose`It does not say: ${missing.join(", ")}.`)],
    ),
    sectionOf("open", "How bad it says it is", cueLines(issue)),
  ];
  const belongs: Draft["belongs"] = (group) => membersOf(group).some(({ finding }) => finding.primary === issue.item.id);
  return (room) => finishReport({ about: issue.item.id, headline: headlineOf(issue, alike, missing), sections, belongs }, input, room);
};

function sectionOf(id: Section["id"], title: string, bullets: readonly Bullet[]): Section {
  return { id, title, style: "list", bullets };
}

/** The one that set the report off, or else the one that was filed last and is open. */
function meantBy({ items }: ReportInput, issues: readonly Issue[]): Issue | undefined {
  const named = eventOf(items)?.fields["item"];
  const open = issues.filter(({ state, bot }) => state === "open" && !bot);
  const latest = open.toSorted((a, b) => b.item.ts.localeCompare(a.item.ts) || b.number - a.number)[0];
  return issues.find(({ item }) => item.id === named) ?? latest;
}

function headlineOf({ item }: Issue, alike: readonly Likeness[], missing: readonly string[]): Prose {
  const same = alike.map((each) => each.issue.item);
  const parts: Prose[] = [
    same.length === 0
      ? prose`nothing like it was read`
      : prose`${numberOf(same, "issue")} ${same.length === 1 ? "is" : "are"} likely the same`,
    ...(missing.length === 0 ? [] : [prose`details are missing`]),
  ];
  return prose`${fact(item, "title")} (#${fact(item, "fields.number")}): ${joined(parts, ", ", ", and ")}`;
}

/** Who filed it and when, with its first sentences. */
function saidLines({ item, labels }: Issue, { people }: ReportInput): Bullet[] {
  const author = item.actors.findIndex(({ role }) => role === "author");
  const who = author < 0 ? [] : prose` by ${calledIn(item, author, people)}`;
  const marks = labels.length === 0 ? [] : prose`, labelled ${fact(item, "fields.labels")}`;
  const said = firstSentences(item.body, MOST_SENTENCES).map(([start, end]): Prose => [fact(item, `body.${start}-${end}`)]);
  return [
    lineOf(prose`Filed ${fact(item, "ts", "instant")}${who} in ${fact(item, "fields.repository")}${marks}.`),
    ...(said.length === 0 ? [] : [lineOf(prose`“${joined(said, "” “")}”`)]),
  ];
}

function likeLine({ item: own }: Issue, { issue: { item, state, reason }, shared }: Likeness): Bullet {
  const end = state === "closed" && reason !== null ? prose`, ${fact(item, "fields.reason")}` : [];
  const line = lineOf(
    prose`${fact(item, "title")} (#${fact(item, "fields.number")}, ${fact(item, "fields.state")}${end}): both speak of ${wordsShown(shared)}.`,
  );
  return { ...line, cites: [...line.cites, own.id] };
}

function changeLine({ item: own }: Issue, { item, merge, file, words }: RelatedChange): Bullet {
  const when = merge === undefined ? prose`still open` : shown(merge.mergedAt, "instant");
  const why =
    file === undefined
      ? prose`both speak of ${wordsShown(words)}`
      : prose`it touches what the issue names, ${fact(item, `fields.files.${file}`)} ${isOneLine(item, file) ? "line" : "lines"}`;
  const line = lineOf(prose`${fact(item, "title")} (${joined([...numberText(item), ...nameText(item), [when].flat()], ", ")}): ${why}.`);
  return { ...line, cites: [...line.cites, own.id] };
}

function isOneLine({ fields: { files } }: Item, index: number): boolean {
  return Array.isArray(files) && String(files[index]).endsWith(" 1");
}

/** Words that stand in both, without what could be taken for an address. */
function wordsShown(words: readonly string[]): Prose {
  const plain = words.map((word) => word.replaceAll(/\.(?=\w)/g, " "));
  return joined(
    plain.map((word): Prose => [strong(word)]),
    ", ",
    " and ",
  );
}

function assigneeLines({ item }: Issue, { people }: ReportInput): Bullet[] {
  const names = item.actors.flatMap(({ role }, index) => (role === "assignee" ? [calledIn(item, index, people)] : []));
  return names.length === 0 ? [] : [citingItem(item, capitalised(prose`it is assigned to ${joined(names, ", ", " and ")}.`))];
}

/** Who made most of the changes where it may come from: a hint whom to ask, no blame. */
function ownerLines(related: readonly RelatedChange[], { people }: ReportInput): Bullet[] {
  const authored = related.filter(({ item }) => item.actors.some(({ role, name }) => role === "author" && name !== ""));
  const byAuthor = Map.groupBy(authored, ({ item }) => {
    const author = item.actors.find(({ role }) => role === "author");
    return author === undefined ? "" : countedAs(people, author);
  });
  const [most = []] = [...byAuthor.values()].toSorted((a, b) => b.length - a.length);
  const [first] = most;
  const name = first && actorFact(first.item, "author");
  if (first === undefined || name === undefined) return [];
  if (related.length === 1) return [lineOf(prose`${shown(name)} made the change above.`)];
  const all = numberOf(itemsOf(related), "change");
  const share = most.length === related.length ? prose`all of the ${all}` : prose`${numberOf(itemsOf(most), "")} of the ${all}`;
  return [lineOf(prose`${shown(name)} made ${share} above.`)];
}

function itemsOf(changes: readonly RelatedChange[]): Item[] {
  return changes.map(({ item }) => item);
}

function cueLines({ item }: Issue): Bullet[] {
  return cuesIn(item.title, item.body).map(({ about, span }) =>
    citingItem(
      item,
      prose`${strong(capitalLetter(listOf(about)))}: ${span ? fact(item, `body.${span[0]}-${span[1]}`) : fact(item, "title")}`,
    ),
  );
}

function capitalLetter(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function numberText(item: Item): Prose[] {
  return typeof item.fields["number"] === "number" ? [prose`#${fact(item, "fields.number")}`] : [];
}

function nameText(item: Item): Prose[] {
  const name = actorFact(item, "author");
  return name === undefined ? [] : [[shown(name)]];
}

function citing({ item }: Issue, text: Prose): Bullet {
  return citingItem(item, text);
}

function citingItem(item: Item, text: Prose): Bullet {
  return { ...lineOf(text), cites: [item.id] };
}
