import { TEST_DIALECTS, type TestDialect } from "./dialects.ts";
import type { LogLine } from "./log.ts";
import { withMessage } from "./primary-error.ts";

/** What a log says of one failing test. */
export interface TestBlock {
  readonly dialect: string;
  readonly test: string;
  readonly lines: readonly LogLine[];
  /** The line in which its runner says what went wrong, and of which kind that is, where it names both. */
  readonly message: LogLine | null;
  readonly type: string;
}

const LONGEST_LINE = 500;
const MOST_LINES = 150;
/** Levels of subtests. */
const DEEPEST = 10;

/** The failing tests that a log tells of, in its order, each once; none where it is not of a test runner that is known. */
export function findTestBlocks(lines: readonly LogLine[]): readonly TestBlock[] {
  const texts = lines.map(({ text }) => text.slice(0, LONGEST_LINE));
  for (const dialect of TEST_DIALECTS) {
    const blocks = leavesOf(blocksOf(lines, texts, dialect).filter((block) => hasFailed(block)));
    if (blocks.length > 0) return blocks;
  }
  return [];
}

function blocksOf(lines: readonly LogLine[], texts: readonly string[], dialect: TestDialect): TestBlock[] {
  const blocks = new Map<string, TestBlock>();
  let isOpen = dialect.after === undefined;
  let file = "";
  for (const [index, text] of texts.entries()) {
    file = dialect.file?.exec(text)?.groups?.["file"] ?? file;
    if (dialect.after?.test(text)) isOpen = true;
    else if (dialect.until?.test(text)) isOpen = false;
    const groups = isOpen ? dialect.heading.exec(text)?.groups : undefined;
    if (!groups) continue;
    const test = [groups["file"] ?? file, groups["test"]?.trim() ?? ""].filter((part) => part !== "").join(" > ");
    // Runners tell of a test again in their summary, and when they try it again.
    if (test !== "" && !blocks.has(test)) blocks.set(test, toBlock(test, blockFrom(lines, index, dialect), dialect));
  }
  return [...blocks.values()];
}

function toBlock(test: string, lines: readonly LogLine[], { name, message, type }: TestDialect): TestBlock {
  const kind = lines.map(({ text }) => type?.exec(text)?.groups?.["type"]).find((each) => each !== undefined) ?? "";
  return { dialect: name, test, lines, message: message ? messageIn(lines, message, name) : null, type: kind };
}

function messageIn(lines: readonly LogLine[], message: RegExp, name: string): LogLine | null {
  const index = lines.findIndex(({ text }) => message.test(text));
  const line = lines[index];
  if (!line) return null;
  const [first = "", ...after] = lines
    .slice(index + 1)
    .map(({ text }) => text.trim())
    .filter((text) => text !== "");
  return { ...line, text: message.exec(line.text)?.groups?.["text"] ?? withMessage(first, after), by: `dialects.${name}` };
}

function blockFrom(lines: readonly LogLine[], start: number, { heading, end }: TestDialect): LogLine[] {
  const block = lines.slice(start, start + 1);
  for (const line of lines.slice(start + 1, start + MOST_LINES)) {
    const text = line.text.slice(0, LONGEST_LINE);
    const isEnd = end.test(text);
    // A line that ends it by telling how it went is part of it.
    if (isEnd && /FAILED/.test(text)) block.push(line);
    if (isEnd || heading.test(text)) break;
    block.push(line);
  }
  while (block.at(-1)?.text === "") block.pop();
  return block;
}

/** A test that only holds others that failed says nothing itself. */
function leavesOf(blocks: readonly TestBlock[]): TestBlock[] {
  const holders = holdersOf(new Set(blocks.map(({ test }) => test)), ["/"]);
  return blocks.filter(({ test, lines, dialect }) => !holders.has(test) && !(dialect === "tap" && isHolder(lines)));
}

/** Those of some tests that only hold others of them, whose names go on behind one of the signs. */
export function holdersOf(tests: ReadonlySet<string>, signs: readonly string[]): ReadonlySet<string> {
  const holders = new Set<string>();
  for (const test of tests) {
    for (const sign of signs) {
      let at = test.length;
      for (let depth = 0; depth < DEEPEST; depth += 1) {
        at = test.lastIndexOf(sign, at - 1);
        if (at <= 0) break;
        const holder = test.slice(0, at);
        if (tests.has(holder)) holders.add(holder);
      }
    }
  }
  return holders;
}

function isHolder(lines: readonly LogLine[]): boolean {
  return lines.some(({ text }) => /^\s*failureType: '?(?:subtestsFailed|parentAlreadyFinished)/.test(text));
}

/** This runner names each test before it is known how it goes. */
function hasFailed({ dialect, lines }: TestBlock): boolean {
  return dialect !== "googletest" || lines.some(({ text }) => text.startsWith("[  FAILED  ]"));
}
