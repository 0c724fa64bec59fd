import type { ToldStatus } from "../../core/ask.ts";
import type { Briefing, Bullet, Section } from "../../core/briefing.ts";
import { keysOf, pageOf, type Line, type Page } from "../page.ts";
import { EMPTY, type Reader, type Segment } from "../prose.ts";
import { answersOf, instantOf, type Answers } from "./answers.ts";
import type { SlackAnswer } from "./message.ts";
import { linksOf, type Links } from "./mrkdwn.ts";

/** One line of a part, and the key of the flag that can be answered there. */
export interface Entry {
  /** What stands before the line: its number or a dot. */
  mark: string;
  line: Line;
  key?: string;
}

/** A part of the briefing under its title. */
export interface Part {
  title: string;
  style: Section["style"];
  entries: readonly Entry[];
  /** How many things it tells of; absent where it tells of none. */
  count?: number;
}

/** All that the messages are made of. */
export interface Outline {
  page: Page;
  /** The instant that it speaks of. */
  time: Segment;
  parts: readonly Part[];
  gaps?: Part;
  links: Links;
  answers: Answers;
  /** Whether what is answered there reaches Chief. */
  isHeard: boolean;
}

/** What is known of those who read it there. */
export interface Audience {
  /** What was answered so far. */
  answers?: readonly SlackAnswer[];
  /** What was answered by buttons, by the id of its ask: said in their place. */
  pressed?: ReadonlyMap<string, ToldStatus>;
  /** Whether what they answer reaches Chief; true when absent. */
  isHeard?: boolean;
  /** What the thread tells already: of the details, only what is new or has changed since is told below it. */
  earlier?: Briefing;
  /** What was answered to the question that it asks; absent while it is open. */
  outcome?: string;
  /** Set where the whole goes along as a page. */
  page?: "attached";
}

/** Lays out a briefing with what was answered to it. */
export function outlineOf(briefing: Briefing, { answers = [], isHeard = true }: Audience): Outline {
  const page = pageOf(briefing);
  const reader: Reader = { timezone: briefing.timezone, asOf: briefing.asOf };
  const gaps = findGaps(page);
  return {
    page,
    time: instantOf(briefing.asOf, reader),
    parts: partsOf(briefing, page),
    ...(gaps && { gaps }),
    links: linksOf(page.evidence),
    answers: answersOf(answers, reader),
    isHeard,
  };
}

/** The sections of a briefing with what can be answered in them. */
function partsOf(briefing: Briefing, page: Page): Part[] {
  return briefing.sections.map(({ id, style, bullets }, index) => {
    const { title, lines = [] } = page.blocks[index] ?? {};
    const entries = bullets.map((bullet, at) =>
      entryOf(lines[at] ?? [], style === "numbered" ? `${at + 1}. ` : "\u2022 ", keysOf(id, bullet)),
    );
    const part = { title: title || EMPTY, style, entries };
    return id === "counts" ? part : { ...part, count: bullets.reduce((sum, bullet) => sum + countIn(bullet), 0) };
  });
}

/** What could not be checked, under its title. */
function findGaps(page: Page): Part | undefined {
  const block = page.blocks.find(({ id }) => id === "gaps");
  return block && { title: block.title, style: block.style, entries: block.lines.map((line) => entryOf(line, "\u2022 ", [])) };
}

/** A line that only counts flags has several keys, and no menu can answer all of them. */
function entryOf(line: Line, mark: string, keys: readonly string[]): Entry {
  const [key] = keys;
  return key === undefined || keys.length > 1 ? { mark, line } : { mark, line, key };
}

/** A line that names something tells of one thing, a line that names nothing of as many as it has flags. */
function countIn({ text, flags }: Bullet): number {
  return text.some((span) => span.kind === "fact") ? 1 : Math.max(1, flags.length);
}
