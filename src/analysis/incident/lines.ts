import type { Bullet } from "../../core/briefing.ts";
import { findFact, type Item } from "../../core/item.ts";
import { derived, fact, getFact, prose, type Prose } from "../../core/prose.ts";
import { actorFact } from "../digest/words.ts";
import { joined, shown } from "../facts.ts";
import { quoteOf } from "../letters.ts";
import { lineOf } from "../reports/finish.ts";
import type { Story } from "./incident.ts";
import type { Said, Subject } from "./said.ts";

const MINUTE_MS = 60_000;
const MOST_MINUTES = 180;

/** What people said of one subject, the oldest first. */
export function saidOf({ said }: Story, subject: Subject): Said[] {
  return said.filter((each) => each.subject === subject).toSorted((a, b) => a.item.ts.localeCompare(b.item.ts));
}

/** A sentence word for word, with where and when it was written, but not by whom: what broke matters, not who was there. */
export function quoteLine({ item, span }: Said, before: Prose = []): Bullet {
  return lineOf(prose`${before}${quoteOf({ item }, span)} (${placeOf(item)}, ${fact(item, "ts", "instant")}).`);
}

/** Where something was written. */
function placeOf(item: Item): Prose {
  return item.kind === "message" ? [fact(item, "fields.channelName")] : prose`its record`;
}

/** How long it lasted, or has lasted. */
export function lengthLine({ trouble: { item, until, mitigated, resolved } }: Story, asOf: string): Bullet {
  const end = mitigated ?? resolved;
  const minutes = Math.floor((Date.parse(until ?? asOf) - Date.parse(item.ts)) / MINUTE_MS);
  const facts = [getFact(item, "ts"), ...(end === undefined ? [] : [getFact(item, end)])];
  const length = minutes < MOST_MINUTES ? derived(minutes, "minute", facts) : derived(Math.floor(minutes / 60), "hour", facts);
  return lineOf(end === undefined ? prose`Under way for ${length}.` : prose`It lasted ${length}.`);
}

/** What happened, in the order of time: each entry with its own evidence. */
export function timelineOf(story: Story, timezone: string): Bullet[] {
  const { trouble, messages, rollouts, reverts } = story;
  const { item, detected, mitigated, resolved } = trouble;
  const first = messages.find(({ bot }) => !bot);
  const told = ["stated", "suspected", "excluded", "impact", "mitigation"] as const;
  const sentences = told.flatMap((subject) => saidOf(story, subject)).filter((said) => said.item.id !== item.id);
  const isTold = first !== undefined && sentences.some((said) => said.item.id === first.item.id);
  const entries: Entry[] = [
    { item, path: "ts", what: prose`It began: ${fact(item, "title")}` },
    ...(detected === undefined ? [] : [{ item, path: detected, what: prose`It was noticed` }]),
    ...(first === undefined || isTold || first.item.id === item.id
      ? []
      : [
          {
            item: first.item,
            path: "ts",
            what: prose`First words in ${fact(first.item, "fields.channelName")}: “${fact(first.item, "title")}”`,
          },
        ]),
    ...sentences.map(({ item: said, span }) => ({ item: said, path: "ts", what: quoteOf({ item: said }, span) })),
    ...rollouts.map((rollout) => ({
      item: rollout.item,
      path: "ts",
      what: prose`Rolled out: ${fact(rollout.item, "title")}, ${fact(rollout.item, "fields.stage")}`,
    })),
    ...reverts.map(({ item: merged, mergedAt }) => ({
      item: merged,
      path: mergedAt.path,
      what: prose`Taken back: ${fact(merged, "title")}`,
    })),
    ...(mitigated === undefined ? [] : [{ item, path: mitigated, what: prose`It was mitigated` }]),
    ...(resolved === undefined ? [] : [{ item, path: resolved, what: prose`It was over` }]),
  ];
  return entries.toSorted((a, b) => instantOf(a).localeCompare(instantOf(b))).map((entry) => entryLine(entry, timezone));
}

/** Columns of the timeline: both clocks where they differ. */
export function timelineColumns(timezone: string): readonly string[] {
  return isUtc(timezone) ? ["When", "What"] : ["When", "UTC", "What"];
}

function isUtc(timezone: string): boolean {
  return /^(?:Etc\/)?(?:UTC|UCT|Universal|Zulu)$/i.test(timezone);
}

interface Entry {
  item: Item;
  /** Of its instant. */
  path: string;
  what: Prose;
}

function instantOf({ item, path }: Entry): string {
  return String(findFact(item, path) ?? "");
}

function entryLine({ item, path, what }: Entry, timezone: string): Bullet {
  const [local, utc]: [Prose, Prose] = [[fact(item, path, "instant")], [fact(item, path, "utc")]];
  const last = what.at(-1);
  const end = last?.kind === "text" && last.text.endsWith("”") ? "" : ".";
  if (isUtc(timezone)) return { ...lineOf(prose`${local}: ${what}${end}`), cells: [local, what] };
  return { ...lineOf(prose`${local} (${utc}): ${what}${end}`), cells: [local, utc, what] };
}

/** What was rolled out before it and taken back during it: shown side by side, and concluded from by nobody. */
export function linkLines({ rollouts, reverts, trouble }: Story): Bullet[] {
  const before = rollouts.filter(({ item }) => item.ts <= trouble.item.ts);
  const rolled = before.length === 0 ? [] : [lineOf(prose`Rolled out shortly before it: ${titlesOf(before)}.`)];
  return reverts.length === 0 ? rolled : [...rolled, lineOf(prose`Taken back while it lasted: ${titlesOf(reverts)}.`)];
}

function titlesOf(some: readonly { item: Item }[]): Prose {
  return joined(
    some.map(({ item }) => [fact(item, "title")]),
    "; ",
  );
}

/** Who has taken on what: whoever said that they will, or nobody yet. */
export function followUpLine(said: Said): Bullet {
  const { item, span } = said;
  const words = item.body.slice(...span);
  const owner = /\bi(?:['’]ll| will)\b/i.test(words) ? actorFact(item, "from") : undefined;
  const who: Prose = owner === undefined ? prose`unassigned` : [shown(owner)];
  const what = quoteOf({ item }, span);
  return { ...lineOf(prose`${what} Owner: ${who}.`), cells: [what, who] };
}
