import { Parser } from "htmlparser2";
import { attributesIn, elementIn, isConverted } from "./conversion.ts";
import {
  closeCase,
  failedSuite,
  openCase,
  openSuite,
  parseCount,
  parseSeconds,
  saysBad,
  type Attributes,
  type OpenCase,
} from "./elements.ts";
import { countEnds, countLines } from "./line-counter.ts";
import type { Problem, Suite } from "./report.ts";
import { count, type Tally } from "./tally.ts";

/** A report while it is read. */
export interface Reading {
  tally: Tally;
  /** Name of its first element; null before there is one. */
  root: string | null;
  /** Whether its first element was ended as it should. */
  isWhole: boolean;
  suites: Suite[];
  test: OpenCase | undefined;
  /** Id of the test that a format defines apart from its results, and the classes of these by such ids. */
  definition: string;
  classes: Map<string, string>;
  taking: Taking | undefined;
  depth: number;
  attributes: number;
  /** The line, from 1, in which the last element begins. */
  line: number;
  outermost: Outermost;
  remarks: Set<string>;
}

/** What the outermost suites say of themselves. */
interface Outermost {
  names: string[];
  number: number;
  timestamp: string | null;
  /** From the element around all suites, where it says so itself. */
  total: { tests: number | null; bad: number | null; seconds: number | null };
  sum: { tests: number | null; bad: number | null; seconds: number | null };
}

/** An element whose text is kept. */
interface Taking {
  problem: Problem;
  name: string;
  depth: number;
}

/** A document that is not read on, since it goes beyond all measure. */
export class BeyondMeasure extends Error {}

export const LONGEST_TEXT = 4_000;
const LONGEST_MESSAGE = 2_000;
const MOST_PROBLEMS = 5;
const VISIBLE = /[^\s\ufeff]/;
const TEXT_OUTSIDE = "there is text outside of its elements";
const DEEPEST = 500;
const MOST_ATTRIBUTES = 500;
const MOST_CLASSES = 200_000;
const ROOTS = new Set(["testsuites", "testsuite", "testrun"]);
const TAKEN = new Set(["failure", "error", "flakyFailure", "flakyError", "rerunFailure", "rerunError", "system-out", "system-err"]);

/** Whether a document that begins with this element is a test report. */
export function isReportRoot(name: string): boolean {
  return ROOTS.has(name) || isConverted(name);
}

/** A reading at its start. */
export function startReading(tally: Tally): Reading {
  const nothing = { tests: null, bad: null, seconds: null };
  const outermost = { names: [], number: 0, timestamp: null, total: { ...nothing }, sum: { ...nothing } };
  const { suites, remarks }: Pick<Reading, "suites" | "remarks"> = { suites: [], remarks: new Set() };
  const start = { root: null, isWhole: false, test: undefined, definition: "", taking: undefined, depth: 0, attributes: 0, line: 1 };
  return { ...start, tally, suites, classes: new Map(), outermost, remarks };
}

/** A parser that fills the reading. It fills in no entities but XML's own five, and opens nothing. Its `write` may throw BeyondMeasure. */
export function createParser(reading: Reading): Pick<Parser, "write" | "end"> {
  let isDocumentType = false;
  let isCharacterData = false;
  let openedAt = -1;
  const lines = countLines();
  const parser = new Parser(
    {
      onopentagname: () => enter(reading, lines.at(parser.startIndex)),
      onattribute: () => watchAttributes(reading),
      onopentag: (name, attributes) => {
        openedAt = parser.endIndex;
        open(reading, localName(name), attributes);
      },
      // The parser calls the end of an element like `<a/>` implied too.
      onclosetag: (name, isImplied) => close(reading, localName(name), isImplied && parser.endIndex !== openedAt),
      ontext: (text) => {
        // An entity for the end of a line ends none of the report.
        const isEntity = !isCharacterData && text.length === 1 && parser.endIndex > parser.startIndex;
        if (reading.taking) take(reading.taking.problem, text, lines.at(parser.endIndex + 1), isEntity);
        else if (reading.depth === 0 && !isDocumentType && VISIBLE.test(text)) reading.remarks.add(TEXT_OUTSIDE);
      },
      oncdatastart: () => void (isCharacterData = true),
      oncdataend: () => void (isCharacterData = false),
      onprocessinginstruction: (name, text) => {
        isDocumentType ||= name.toLowerCase() === "!doctype";
        // A document type ends, for this parser, with the first declaration in it.
        if (/<?!entity\b/i.test(text)) reading.remarks.add("it defines entities of its own, which were not filled in");
      },
    },
    { xmlMode: true },
  );
  return {
    write(piece) {
      lines.push(piece);
      parser.write(piece);
    },
    end: () => parser.end(),
  };
}

function enter(reading: Reading, line: number): void {
  reading.depth += 1;
  reading.attributes = 0;
  reading.line = line;
  if (reading.depth > DEEPEST) throw new BeyondMeasure(`expected elements to be nested at most ${DEEPEST} deep, got more`);
}

function watchAttributes(reading: Reading): void {
  reading.attributes += 1;
  if (reading.attributes <= MOST_ATTRIBUTES) return;
  throw new BeyondMeasure(`expected an element to have at most ${MOST_ATTRIBUTES} attributes, got more`);
}

function open(reading: Reading, element: string, written: Attributes): void {
  if (reading.root === null) reading.root = element;
  else if (reading.depth === 1) reading.remarks.add("it holds several documents, one behind the other");
  if (!isReportRoot(reading.root)) return;
  const [name, attributes] = [elementIn(reading.root, element), attributesIn(reading.root, written)];
  if (name === "testsuites" || name === "testrun") declareTotal(reading, attributes);
  if (name === "testsuite") beginSuite(reading, attributes);
  if (name === "testcase") beginCase(reading, attributes);
  if (reading.test && name === "skipped") reading.test.isSkipped = true;
  if (name === "definition") reading.definition = attributes["id"] ?? "";
  if (name === "method") define(reading, attributes["classname"] ?? "");
  if (TAKEN.has(name) && !reading.taking && isTold(reading, name, attributes)) beginTaking(reading, name, attributes);
}

/** In copies that share no memory with the file's text. */
function define({ classes, definition }: Reading, className: string): void {
  const { id, name } = structuredClone({ id: definition, name: className });
  if (classes.size < MOST_CLASSES) classes.set(id, name.slice(0, LONGEST_MESSAGE));
}

/** In formats that are converted, what was passed over tells why in the same way, and suites tell that a test of theirs failed. */
function isTold({ root, test }: Reading, name: string, attributes: Attributes): boolean {
  if (!isConverted(root ?? "") || name.startsWith("system-")) return true;
  return saysBad(name === "error" ? attributes : (test?.attributes ?? {}));
}

function close(reading: Reading, element: string, isImplied: boolean): void {
  const name = elementIn(reading.root ?? "", element);
  reading.depth -= 1;
  if (isImplied && reading.root !== null && isReportRoot(reading.root)) reading.remarks.add("its tags don't match");
  if (reading.depth === 0) reading.isWhole = !isImplied;
  if (reading.taking && reading.depth < reading.taking.depth) endTaking(reading, reading.taking);
  if (name === "testcase") endCase(reading);
  if (name === "testsuite") {
    endCase(reading);
    reading.suites.pop();
  }
}

function beginSuite(reading: Reading, attributes: Attributes): void {
  const suite = openSuite(attributes, reading.suites.at(-1));
  const { outermost, suites } = reading;
  suites.push(suite);
  if (suites.length > 1) return;
  outermost.number += 1;
  if (outermost.number === 1) outermost.names.push(suite.name);
  outermost.timestamp ??= suite.timestamp;
  outermost.sum.tests = add(outermost.sum.tests, parseCount(attributes["tests"]));
  outermost.sum.bad = add(outermost.sum.bad, badOf(attributes));
  outermost.sum.seconds = add(outermost.sum.seconds, parseSeconds(attributes["time"]));
}

function declareTotal({ outermost }: Reading, attributes: Attributes): void {
  if (attributes["name"]?.trim()) outermost.names.unshift(attributes["name"].trim().slice(0, LONGEST_MESSAGE));
  outermost.timestamp ??= attributes["timestamp"]?.slice(0, 100) ?? null;
  outermost.total = {
    tests: parseCount(attributes["tests"]),
    bad: badOf(attributes),
    seconds: parseSeconds(attributes["time"]),
  };
}

function badOf(attributes: Attributes): number | null {
  return add(parseCount(attributes["failures"]), parseCount(attributes["errors"]));
}

function add(a: number | null, b: number | null): number | null {
  return a === null ? b : a + (b ?? 0);
}

function beginCase(reading: Reading, attributes: Attributes): void {
  endCase(reading);
  const id = isConverted(reading.root ?? "") ? attributes["id"] : undefined;
  // Where only an id tells two tests apart, their class is told elsewhere.
  const suite = id === undefined ? reading.suites.at(-1) : openSuite({ ...attributes, name: id }, undefined);
  reading.test = openCase(suite ?? openSuite({}, undefined), attributes, reading.line);
}

function endCase(reading: Reading): void {
  if (reading.test) count(reading.tally, closeCase(reading.test));
  reading.test = undefined;
}

function beginTaking(reading: Reading, name: string, attributes: Attributes): void {
  const problem = {
    message: (attributes["message"] ?? "").slice(0, LONGEST_MESSAGE),
    type: (attributes["type"] ?? "").slice(0, 300),
    text: "",
    element: name,
    line: reading.line,
    textLines: [],
  };
  reading.taking = { name, problem, depth: reading.depth };
}

/** Keeps no more than is told, however much there is; `line` is the one in which the text ends. */
function take(problem: Problem, text: string, line: number, isEntity: boolean): void {
  const room = LONGEST_TEXT - problem.text.length;
  if (room <= 0) return;
  // \r\n may come in two parts.
  const from = problem.text.endsWith("\r") && text.startsWith("\n") ? 1 : 0;
  const start = isEntity ? line : line - countEnds(text.slice(from));
  const kept = text.slice(0, room);
  problem.text += kept;
  if (problem.textLines.length === 0) problem.textLines.push(start);
  const ends = countEnds(kept.slice(from));
  for (let at = 1; at <= ends; at += 1) problem.textLines.push(isEntity ? line : start + at);
}

function endTaking(reading: Reading, { name, problem }: Taking): void {
  reading.taking = undefined;
  const { test } = reading;
  const suite = reading.suites.at(-1);
  if (test) addTo(test, name, problem);
  else if (suite && (name === "failure" || name === "error")) {
    count(reading.tally, failedSuite(suite, name === "failure" ? "failed" : "error", problem));
  }
}

function addTo(test: OpenCase, name: string, problem: Problem): void {
  if (name.startsWith("system-")) addOutput(test, problem.text);
  else if (name === "failure") keep(test.failures, problem);
  else if (name === "error") keep(test.errors, problem);
  else {
    test.reruns += 1;
    if (name.startsWith("flaky")) keep(test.flaky, problem);
  }
}

function addOutput(test: OpenCase, text: string): void {
  test.output = `${test.output}${test.output === "" ? "" : "\n"}${text}`.slice(0, LONGEST_TEXT);
}

function keep(problems: Problem[], problem: Problem): void {
  if (problems.length < MOST_PROBLEMS) problems.push(problem);
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
