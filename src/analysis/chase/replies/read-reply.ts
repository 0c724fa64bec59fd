import { isAmerican } from "../../language/deadline.ts";
import { writerAt, type Writer } from "./days.ts";
import { mentionsIn, type AskedItem, type Mention } from "./items.ts";
import { ownLines, type ReplyLine } from "./own-words.ts";
import { withNumbers } from "./numbers.ts";
import { namingsIn, type Naming, type Person } from "./roster.ts";
import { plainWord, respell, respellAt, spell, type Respelling, type Spelled, type Stand } from "./spelling.ts";
import { inOneTongue } from "./tongues.ts";
import { shapes } from "./words/shapes.ts";

/** What somebody answered. */
export interface Reply {
  text: string;
  /** When they wrote it, a UTC instant. */
  at: string;
  /** Where they are: an IANA zone. */
  zone: string;
  /** People whom the text names by a link, by their keys. */
  mentions?: readonly Naming[];
}

/** A reply in the words that it is understood in: `@0` for the first naming, `§0` for the first mention, `¶0` for one that is quoted. */
export interface Reading {
  reply: Reply;
  spelled: Spelled;
  mentions: readonly Mention[];
  namings: readonly Naming[];
  writer: Writer;
  /** Whether the word at an offset of the text was typed with a capital. */
  wasTypedLarge: (start: number) => boolean;
}

/** Lines shorter than this were not broken for want of room. */
const SHORT_LINE = 45;

/** Finds who and what a reply names, leaves out what is not its writer's, and brings the rest into one spelling. */
export function readReply(reply: Reply, asked: readonly AskedItem[], people: readonly Person[]): Reading {
  const { text, at, zone } = reply;
  const lines = ownLines(text);
  const own = lines.filter(({ isQuoted }) => !isQuoted);
  const inTitles = mentionsIn(text, asked);
  const namings = namingsIn(text, people, reply.mentions).filter((each) => !inTitles.some((other) => overlap(each, other)));
  const foreign = [...quotedStands(text, lines, inTitles), ...saidByOthers(own)];
  const named = [...standsFor("@", namings), ...standsFor("§", inTitles)].filter((each) => !foreign.some((other) => overlap(each, other)));
  const inWords = withPronouns(inOneTongue(spell(text, [...foreign, ...brokenLines(own), ...named])));
  const counted = withNumbers(respell(inWords, actsOf(asked)), inTitles, asked);
  const { mentions } = counted;
  const spelled = asked.length > 1 ? respell(counted.spelled, shapes) : counted.spelled;
  const wasTypedLarge = (start: number): boolean => /^\p{Lu}/u.test(text.slice(spelled.starts[start] ?? 0));
  return { reply, spelled, mentions, namings, writer: writerAt(at, zone, !isAmerican(zone, 0)), wasTypedLarge };
}

const PAST: Readonly<Record<string, string>> = {
  send: "sent",
  write: "written|wrote",
  build: "built",
  pay: "paid",
  hold: "held",
  make: "made",
  buy: "bought",
  choose: "chosen|chose",
  find: "found",
  shoot: "shot",
  sell: "sold",
  teach: "taught",
  meet: "met",
  get: "got it",
};
/** Titles may begin with these without saying what is to be done. */
const NO_ACT = /^(?:start|begin|draft|stop|block|delay|drop|cut|mark|plan|set|run|read|wait|hold|late|need|risk|test|load|move|move|slip)/;

/** What the titles call for, once it has happened: "hired" where somebody was to be hired. */
function actsOf(asked: readonly AskedItem[]): Respelling[] {
  return asked.flatMap(({ title }): Respelling[] => {
    const nouns = [...plainWord(title).matchAll(/\b([a-z]{5})[a-z]*(?:tion|sion|ment|ung|cion|cao|ering|eng)\b/g)].map(
      ([, stem]): Respelling => [
        new RegExp(
          String.raw`(?<=[§¶]\d{1,2}(?: [a-z']+){0,2} )${stem}[a-z]*(?:ed|i?te?s?|ees?|ad[oa]s?|id[oa]s?|iert|tzt|llt|erd)\b(?=\W|$)`,
          "g",
        ),
        "done",
      ],
    );
    const act = /^[a-z]{3,}(?= )/.exec(plainWord(title))?.[0];
    if (act === undefined || NO_ACT.test(act)) return nouns;
    const past = PAST[act] ?? (act.endsWith("e") ? `${act}d` : act.endsWith("y") ? `${act.slice(0, -1)}ied` : `${act}(?:${act.at(-1)})?ed`);
    return [[new RegExp(String.raw`\b(?:${past})\b`, "g"), "done"]];
  });
}

/** "With Lena's team, ask her": somebody who is spoken of is whoever was named last. */
function withPronouns(spelled: Spelled): Spelled {
  const pattern =
    /(?<=\b(?:until|till|before) )(?:he|she)\b|(?<=\b(?:needs?|wait(?:ing)? (?:for|on)|missing|awaiting) )(?:his|her)(?= )|(?<=\b(?:ask|ping|dm|message|contact|to) )(?:her|him)\b|\b(?:he|she)(?= (?:has|took|owns|handles|runs|has (?:run|owned|handled|led|had)|is (?:doing|handling|on|running|covering)) (?:it|that|this)\b)/g;
  const stands = [...spelled.text.matchAll(pattern)].flatMap((match): Stand[] => {
    const named = /@\d+(?=[^@]*$)/.exec(spelled.text.slice(0, match.index))?.[0];
    return named === undefined ? [] : [{ start: match.index, end: match.index + match[0].length, readAs: named }];
  });
  return respellAt(spelled, stands);
}

function overlap(a: { start: number; end: number }, b: { start: number; end: number }): boolean {
  return a.start < b.end && a.end > b.start;
}

function standsFor(sign: string, places: readonly { start: number; end: number }[]): Stand[] {
  return places.map(({ start, end }, index) => ({ start, end, readAs: `${sign}${index}` }));
}

/** What is not the writer's is left out; a quoted line that names one item is a heading for what follows. */
function quotedStands(text: string, lines: readonly ReplyLine[], mentions: readonly Mention[]): Stand[] {
  const stands: Stand[] = [];
  let from = 0;
  for (const line of [...lines.filter(({ isQuoted }) => !isQuoted), { start: text.length, end: text.length }]) {
    const quoted = lines.findLast((each) => each.isQuoted && each.start >= from && each.end <= line.start);
    const within = quoted ? [...mentions.entries()].filter(([, each]) => overlap(each, quoted)) : [];
    const [first] = within;
    const isHeading = first !== undefined && line.start < text.length && within.every(([, { index }]) => index === first[1].index);
    if (quoted) stands.push({ start: from, end: line.start, readAs: isHeading ? `\n¶${first[0]}: ` : "\n" });
    from = line.end;
  }
  return stands;
}

/** A long line that goes on in small letters was broken for want of room. */
function brokenLines(own: readonly ReplyLine[]): Stand[] {
  return own.slice(1).flatMap((line, place) => {
    const before = own[place];
    const goesOn = before && before.text.length >= SHORT_LINE && before.end + 1 === line.start && /^\p{Ll}/u.test(line.text);
    return goesOn ? [{ start: before.end, end: line.start, readAs: " " }] : [];
  });
}

/** What programs say to programs, which nobody types who reports. */
const PLAYED = /(?<=^\s*|[>\]]\s*)\[?(?:system|assistant|admin|developer|user)\]?\s*:[^.]*|<\/?[a-z!][^<>@]*>|\{[^{}]*:[^{}]*\}/gi;
/** Praise that is louder than the rest. */
const LOUD = /\b(?:GREAT|LOVELY|PERFECT|WONDERFUL|AMAZING|FANTASTIC|AWESOME|SUPER|BRILLIANT|THRILLED)\b/g;

/** What stands between quotation marks is not the writer's word, where it is not all that they wrote. */
function saidByOthers(own: readonly ReplyLine[]): Stand[] {
  return own.flatMap((line) => {
    const at = (match: RegExpMatchArray, readAs: string): Stand => {
      const start = line.start + (match.index ?? 0);
      return { start, end: start + match[0].length, readAs };
    };
    const quoted = [...line.text.matchAll(/["“„«][^"”“«»]{2,}["”»]|(?<![\p{L}\p{N}])'[^'\n]{3,}'(?![\p{L}\p{N}])/gu)].filter(
      ([words]) => words.length + 2 < line.text.trim().length,
    );
    const loud = /\p{Ll}{2}/u.test(line.text) ? [...line.text.matchAll(LOUD)].map((match) => at(match, " ironymark ")) : [];
    return [...[...line.text.matchAll(PLAYED), ...quoted].map((match) => at(match, " (quote) ")), ...loud];
  });
}
