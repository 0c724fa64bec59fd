import type { Item } from "../../core/item.ts";
import { findSentences, type Span } from "../language/sentences.ts";
import { withoutReported } from "../language/reported.ts";
import { leadOf, topicOf } from "./words.ts";

/** One turn of a meeting, as a line of a transcript's body has it. */
export interface Spoken {
  /** Counted from 0. */
  index: number;
  /** `00:12:03`; absent where no time is written. */
  at?: string;
  /** Where that stands. */
  clock?: Span;
  /** Who speaks, by name; absent where the transcript does not know, or only by a number. */
  speaker?: string;
  /** As the transcript calls whoever speaks: tells speakers apart. */
  label: string;
  sentences: readonly Said[];
}

/** One sentence of a turn. */
export interface Said {
  /** In UTF-16 code units of the transcript's body. */
  span: Span;
  /** As written. */
  text: string;
  /** The same at its length, in small letters, with straight quotes; what it reports of others and what is only a sound is blank. */
  words: string;
}

/** A meeting as it was spoken, and who is known to have been there. */
export interface Meeting {
  turns: readonly Spoken[];
  roster: Roster;
}

/** Whom a word means; undefined where it means nobody, or several. */
export interface Roster {
  names: readonly string[];
  find(word: string): string | undefined;
}

const CLOCK = /^(\d{2,}:\d\d:\d\d) /;
/** What machines call voices that they do not know. */
const NUMBERED = /^(?:speaker|unknown(?: speaker)?|participant|guest|voice|person|spk|caller|user)[ _-]*\d*$/i;
const NAME = String.raw`(\p{Lu}[\p{Ll}\p{M}'’-]+(?: \p{Lu}[\p{Ll}\p{M}'’-]+)?)`;
const INTRODUCED: readonly RegExp[] = [
  new RegExp(`\\b(?:[Tt]his is|[Mm]y name is|(?<=^|[.,!?] )(?:I'm|I am)) ${NAME}(?=$|[,.!?]| (?:here|speaking|from))`, "u"),
  new RegExp(`(?:^|[.,!?] )${NAME} here\\b`, "u"),
];
const SPOKEN_OF: readonly RegExp[] = [
  new RegExp(
    `(?:(?:[Tt]hat['’]s|[Tt]hat is| one| job|[Aa]ction(?: item| point)?) for) (?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Christmas|Easter))${NAME}(?=[,:.])`,
    "gu",
  ),
  new RegExp(`\\b((?:Mr|Mrs|Ms|Dr|Prof)\\.? ${NAME})`.replace("(\\p", "(?:\\p"), "gu"),
  new RegExp(
    `\\b(?:[Aa]sk|asked|[Tt]ell|told|[Rr]emind|thank|phone|ring|speak to|speak with|spoke to|spoke with|talk to|talked to|check with) ${NAME}`,
    "gu",
  ),
  new RegExp(
    `${NAME} (?:said|says|told|thinks|mentioned|asked|wants|isn['’]t here|(?:is|['’]s) (?:off|away|sick|ill|not here|on (?:leave|holiday|vacation|site)))\\b`,
    "gu",
  ),
];
/** Called to do something; a name where it is spoken of as well. */
const CALLED = new RegExp(`(?:^|[.!?] )(?:(?:And|So|Okay), )?${NAME}, (?:would|could|can|will) you\\b`, "gmu");
const LONGEST_SENTENCE = 800;

/** Takes the body of a transcript apart. Speakers and attendees are its actors. */
export function readMeetingText({ body, actors }: Pick<Item, "body" | "actors">): Meeting {
  const labels = new Set(actors.flatMap(({ name, role }) => (role === "speaker" ? [name] : [])));
  const lines = linesOf(body, labels);
  const introduced = introductionsIn(lines);
  // One number among names is one person; where all are numbers they are too often mixed up.
  const isNamed = lines.some(({ label }) => label !== "" && !NUMBERED.test(label));
  const ownOf = (label: string): string | undefined => (isNamed && /\d$/.test(label) ? label : undefined);
  const nameOf = (label: string): string | undefined =>
    NUMBERED.test(label) ? (introduced.get(label) ?? ownOf(label)) : label || undefined;
  // "Ben Hall (chair)" among those present is Ben Hall who speaks.
  const isWhole = (name: string): boolean => !labels.has(name.replace(/ \(.*\)$/, "")) || labels.has(name);
  const there = [...actors.map(({ name }) => name).filter((name) => !NUMBERED.test(name) && isWhole(name)), ...introduced.values()];
  const known = [...there, ...absentIn(lines, rosterOf(there))];
  const turns = lines.map(({ label, at, clock, start, words }, index): Spoken => {
    const speaker = nameOf(label);
    return {
      index,
      label,
      sentences: sentencesOf(words, start),
      ...(at !== undefined && { at }),
      ...(clock && { clock }),
      ...(speaker !== undefined && { speaker }),
    };
  });
  return { turns, roster: rosterOf(known) };
}

interface Line {
  label: string;
  at?: string;
  clock?: Span;
  /** Where its words begin. */
  start: number;
  words: string;
}

function linesOf(body: string, labels: ReadonlySet<string>): Line[] {
  let start = 0;
  return body.split("\n").map((line) => {
    const [clock = "", at] = CLOCK.exec(line) ?? [];
    const rest = line.slice(clock.length);
    const colon = rest.indexOf(": ");
    const label = colon > 0 && labels.has(rest.slice(0, colon)) ? rest.slice(0, colon) : "";
    const from = clock.length + (label === "" ? 0 : colon + ": ".length);
    const stamp: Span = [start, start + (at?.length ?? 0)];
    const found = { label, start: start + from, words: line.slice(from), ...(at !== undefined && { at, clock: stamp }) };
    start += line.length + 1;
    return found;
  });
}

/** Voices that say who they are. */
function introductionsIn(lines: readonly Line[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { label, words } of lines) {
    if (!NUMBERED.test(label) || found.has(label)) continue;
    const name = INTRODUCED.flatMap((cue) => cue.exec(words)?.[1] ?? [])[0];
    if (name !== undefined) found.set(label, name);
  }
  return found;
}

/** Who is only spoken of: somebody whom people tell, ask and thank, or who says, thinks and is away. */
function absentIn(lines: readonly Line[], { find }: Roster): string[] {
  const named = lines.flatMap(({ words }) =>
    SPOKEN_OF.flatMap((cue) => [...words.matchAll(cue)].flatMap(([, name]) => (name === undefined ? [] : bareName(name)))),
  );
  const all = lines.map(({ words }) => words).join("\n");
  const isSpokenOf = (name: string): boolean => new RegExp(`\\b${name} (?:is|has|was|will|does|did)\\b`, "u").test(all);
  const called = [...all.matchAll(CALLED)].flatMap(([, name]) => (name !== undefined && isSpokenOf(name) ? [name] : []));
  const isNew = (name: string): boolean => name.split(" ").every((word) => find(word) === undefined) && topicOf(name).size > 0;
  return [...new Set([...named, ...called])].filter((name) => isNew(name) && leadOf(`${name.toLowerCase()}, `) === 0);
}

/** "And Frank isn't here" is of Frank. */
function bareName(name: string): string {
  const [first = "", ...rest] = name.split(" ");
  return rest.length > 0 && topicOf(first).size === 0 ? rest.join(" ") : name;
}

function sentencesOf(words: string, offset: number): Said[] {
  const spans = findSentences({ text: words, quoteSpans: [] }).flatMap((span) =>
    /^(?:\p{Ll}|I\b)/u.test(words) ? inSmallLetters(words, span) : [span],
  );
  return spans.map(([start, end], index) => {
    const text = words.slice(start, Math.min(end, start + LONGEST_SENTENCE));
    const before = index === 0 ? "" : words.slice(...(spans[index - 1] ?? [0, 0]));
    return { span: [offset + start, offset + start + text.length], text, words: withoutFillers(lowered(withoutReported(text, before))) };
  });
}

/** Whoever writes all in small letters begins a sentence so. */
function inSmallLetters(words: string, [start, end]: Span): Span[] {
  const cuts = [...words.slice(start, end).matchAll(/(?<=\p{L}{2}[.!?]+)(?<!\b(?:vs|etc|mr|ms|dr|st|no)\.) +(?=\p{Ll})/gu)].map(
    ({ index, 0: gap }) => [start + index, start + index + gap.length],
  );
  return [start, ...cuts.map(([, next = start]) => next)].map((from, index): Span => [from, cuts[index]?.[0] ?? end]);
}

/** Sounds that say nothing, with the commas around them. */
const FILLER =
  /(?:(?<=^|[\s,.])(?:u+m+|u+h+|e+r+m*|you know|i mean|sort of|kind of),(?= )|(?:^|,) (?:u+m+|u+h+|e+r+m*|you know|i mean)\b,?|(?<=^|\s)(?:u+m+|u+h+|e+r+m*)(?=\s))/g;

/** Each at its place. */
function withoutFillers(words: string): string {
  return words.replaceAll(FILLER, (filler) => " ".repeat(filler.length));
}

/** In small letters, each at its place. */
function lowered(text: string): string {
  const straight = text.replaceAll(/[’‘`]/g, "'");
  const lower = straight.toLowerCase();
  return lower.length === text.length ? lower : straight;
}

function rosterOf(known: readonly string[]): Roster {
  const names = [...new Set(known)];
  const forms = Map.groupBy(
    names.flatMap((name) => formsOf(name).map((form) => ({ form, name }))),
    ({ form }) => form,
  );
  return {
    names,
    find(word) {
      const holders = new Set((forms.get(word.toLowerCase()) ?? []).map(({ name }) => name));
      return holders.size === 1 ? [...holders][0] : undefined;
    },
  };
}

function formsOf(name: string): string[] {
  const words = name
    .toLowerCase()
    .replace(/\(.*\)/, "")
    .trim()
    .split(/\s+/);
  return [...new Set([name.toLowerCase(), words.join(" "), ...words.slice(0, 1), ...(words.length > 1 ? words.slice(-1) : [])])];
}
