import type { Issue } from "../../core/kinds/issue.ts";
import { wordsOf } from "../digest/likeness.ts";
import { signalsOf } from "./signals.ts";

/** An issue that seems to tell the same, and what both speak of: the words that tell most. */
export interface Likeness {
  issue: Issue;
  /** From 0 to 1. */
  score: number;
  shared: readonly string[];
}

/** From here on two issues are likely one; found with half of the pairs in test/corpus/issues.json, the others only measure it. */
const LIKELY = 0.37;
const MOST_SHOWN = 3;
const MOST_SHARED = 5;
/** One word in common is chance. */
const FEWEST_SHARED = 2;
/** A title is chosen with care; a body holds what everybody writes. */
const TITLE_WEIGHT = 2;
/** Characters of a body that say what is wrong; what follows is mostly pasted. */
const BODY_LENGTH = 1_500;
/** What two share as it is written, such as an error or a file, is no chance. */
const SIGNAL_WEIGHT = 1.5;
/** Words of every report. */
const PLAIN = new Set(
  (
    "actual actually behavior behaviour bug description environment error expected expect happen instead issue problem please repro reproduce reproduction screenshot " +
    "step thank thanks version work working would could should get got getting click open try tried trying since using user we our my me you your i'm it's i've see seem " +
    "sometimes always still just even too very really much any some other one two page app application after when while during latest current response none yes"
  ).split(" "),
);
/** What people say of the same thing, each by the first of its line. */
const SAME_WORDS = new Map(
  [
    "crash die dies died abort aborts segfault exit quit killed",
    "hang freeze frozen froze stuck hung spin spinner spinning forever unresponsive",
    "slow sluggish lag laggy age ages slowly latency performance",
    "login signin logon log-in sign-in authenticate authentication auth",
    "logout signout log-out logged-out signed-out",
    "fail broken break failing fails failed unable cannot can't doesn't won't",
    "delete remove erase deletion removal gone vanish disappear lost lose missing",
    "duplicate twice double doubled repeated",
    "wrong incorrect invalid bad off",
    "empty blank white nothing",
    "mail email e-mail letter",
    "picture image photo avatar icon",
    "setting preference option config configuration",
    "notify notification alert reminder",
    "timezone zone utc dst daylight",
    "mobile phone iphone android",
    "upload attach attachment",
    "download export save saving",
    "window dialog popup modal",
  ].flatMap((line) => line.split(" ").map((word, _index, [first = word]) => [stemOf(word), stemOf(first)] as const)),
);

/** What an issue speaks of: how much each says, and as it is written there. */
type Terms = ReadonlyMap<string, { weight: number; word: string }>;

interface Known {
  issue: Issue;
  terms: Terms;
}

/** The issues that are most like one, the likest first: words of title and body by how rare they are, and what is named as it is written. */
export function duplicatesOf(issue: Issue, all: readonly Issue[]): Likeness[] {
  const others = all.filter((each) => each.repository === issue.repository && each.number !== issue.number);
  const known = others.map((each): Known => ({ issue: each, terms: termsOf(each) }));
  const own = termsOf(issue);
  const spread = new Map<string, number>();
  for (const { terms } of [{ terms: own }, ...known]) for (const term of terms.keys()) spread.set(term, (spread.get(term) ?? 0) + 1);
  const rarity = (term: string): number => Math.log(1 + (known.length + 1) / (spread.get(term) ?? 1));
  return known
    .map((each) => ({ issue: each.issue, ...compare(own, each.terms, rarity) }))
    .filter(({ score }) => score >= LIKELY)
    .toSorted((a, b) => b.score - a.score || a.issue.number - b.issue.number)
    .slice(0, MOST_SHOWN);
}

function compare(own: Terms, other: Terms, rarity: (term: string) => number): Pick<Likeness, "score" | "shared"> {
  const weightIn = (terms: Terms, term: string): number => (terms.get(term)?.weight ?? 0) * rarity(term);
  const lengthOf = (terms: Terms): number => Math.hypot(...[...terms.keys()].map((term) => weightIn(terms, term)));
  const both = [...own.keys()].filter((term) => other.has(term));
  const product = both.reduce((sum, term) => sum + weightIn(own, term) * weightIn(other, term), 0);
  const length = lengthOf(own) * lengthOf(other);
  const ranked = both.toSorted((a, b) => weightIn(own, b) * weightIn(other, b) - weightIn(own, a) * weightIn(other, a));
  return {
    score: both.length < FEWEST_SHARED || length === 0 ? 0 : product / length,
    shared: ranked.slice(0, MOST_SHARED).flatMap((term) => own.get(term)?.word ?? []),
  };
}

/** Read once for each, since every issue is compared with every other. */
const read = new WeakMap<Issue, Terms>();

function termsOf(issue: Issue): Terms {
  const terms = read.get(issue) ?? readTerms(issue);
  read.set(issue, terms);
  return terms;
}

function readTerms({ item: { title, body } }: Issue): Terms {
  const terms = new Map<string, { weight: number; word: string }>();
  const add = (words: Iterable<readonly [term: string, word: string]>, weight: number): void => {
    for (const [term, word] of words) if (!terms.has(term)) terms.set(term, { weight, word });
  };
  const { paths, errors, symbols } = signalsOf(`${title}\n${body}`);
  const names = [...errors, ...symbols, ...paths.map((path) => path.split("/").at(-1) ?? path)];
  add(
    names.map((name) => [name, name] as const),
    SIGNAL_WEIGHT,
  );
  add(stemsIn(title), TITLE_WEIGHT);
  add(stemsIn(proseOf(body)), 1);
  return terms;
}

/** A body without headings, quotes and what was pasted. */
function proseOf(body: string): string {
  const words = body.replaceAll(/```[^]*?(?:```|$)/g, " ").replaceAll(/^(?:#{1,6}|>|\s*at ).*$/gm, " ");
  return words.replaceAll(/https?:\/\/\S+/g, " ").slice(0, BODY_LENGTH);
}

/** The words of a text by what is the same in all of their forms. */
function stemsIn(text: string): (readonly [term: string, word: string])[] {
  const together = text
    .replaceAll(/\b(log|sign)(?:s|ged|ned|ging|ning)?[ -](in|out)\b/gi, "$1$2")
    .replaceAll(/\be-mail/gi, "email")
    .replaceAll(/\btime ?zone/gi, "timezone");
  return [...wordsOf(together)].flatMap((word) => (PLAIN.has(word) ? [] : [[SAME_WORDS.get(stemOf(word)) ?? stemOf(word), word] as const]));
}

/** A word without what changes with its place in a sentence; two words that become one are mostly one. */
function stemOf(word: string): string {
  const bare = word.replace(/(?:ing|edly|ed|es|s|ly|ation|ion|er|ment)$/, "");
  const kept = bare.length >= 3 ? bare : word;
  return kept.replace(/([bdglmnprt])\1$/, "$1").replace(/[ey]$/, "");
}
