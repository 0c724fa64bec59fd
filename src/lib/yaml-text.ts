import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Node, type Pair, type YAMLError } from "yaml";
import { problemAt, type Position, type Problem } from "./problem.ts";

/** The way from the root of a document to a value: keys, and places in lists from 0. */
export type Path = readonly (string | number)[];

/** Parsed YAML that still knows where each value was written. */
export interface YamlText {
  file: string;
  /** JSON: no anchors, no tags, no keys but text. */
  value: unknown;
  problems: readonly Problem[];
  /** Where the value starts; of the nearest parent where there is none. */
  positionOf(path: Path): Position;
  /** Where the last key of the path starts. */
  positionOfKey(path: Path): Position;
}

/** The parser's time grows with the square of some texts' length; this keeps the worst of them to seconds. */
const MAX_LENGTH = 64 * 1024;

/** Parses one YAML document; never throws. `firstLine` is the line of the file on which `text` starts. */
export function parseYaml(text: string, file: string, firstLine = 1): YamlText {
  const lines = new LineCounter();
  const isTooLong = text.length > MAX_LENGTH;
  const document = parseDocument(isTooLong ? "" : text, { lineCounter: lines, prettyErrors: false, stringKeys: true, logLevel: "error" });
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1) + firstLine - 1, column: Math.max(col, 1) };
  };
  const faults = isTooLong ? [lengthFault(text)] : [...syntaxFaults(document), ...aliasFaults(document)];
  const problems = faults.map(({ offset, message, hint }) => problemAt(file, positionAt(offset), message, hint));
  return {
    file,
    value: problems.length === 0 ? document.toJS() : undefined,
    problems,
    positionOf: (path) => positionAt(walk(document, path).node),
    positionOfKey: (path) => positionAt(walk(document, path).key),
  };
}

interface Fault {
  offset: number;
  message: string;
  hint: string;
}

function lengthFault(text: string): Fault {
  const message = `expected at most ${MAX_LENGTH / 1024} KiB of YAML, got ${Math.ceil(text.length / 1024)} KiB`;
  return { offset: 0, message, hint: "Move what is long to a file that this one refers to." };
}

/** Every repeated key, but only the first of the other faults: the rest mostly follows from it. */
function syntaxFaults(document: Document): Fault[] {
  const faults: YAMLError[] = [...document.errors, ...document.warnings];
  const first = faults.find((fault) => fault.code !== "DUPLICATE_KEY");
  return faults.filter((fault) => fault.code === "DUPLICATE_KEY" || fault === first).map(describeFault);
}

const QUOTE_IT = "Put the whole value in double quotes.";

function describeFault(fault: YAMLError): Fault {
  const offset = fault.pos[0];
  switch (fault.code) {
    case "DUPLICATE_KEY":
      return { offset, message: "expected each key once, got this one again", hint: "Remove one of the two." };
    case "TAB_AS_INDENT":
      return { offset, message: "expected spaces at the start of the line, got a tab", hint: "Indent with two spaces." };
    case "RESOURCE_EXHAUSTION":
      return { offset, message: "expected a few levels of nesting, got too many", hint: "Write the values less deeply nested." };
    case "BAD_ALIAS":
    case "BAD_SCALAR_START":
      return { offset, message: "expected a value in quotes, got one that starts with a special sign", hint: QUOTE_IT };
    case "BLOCK_AS_IMPLICIT_KEY":
    case "MULTILINE_IMPLICIT_KEY":
      return { offset, message: "expected one value here, got a second colon or an indented line after it", hint: QUOTE_IT };
    case "NON_STRING_KEY":
      return { offset, message: "expected a word for a key, got something else", hint: "Put the key in double quotes." };
    case "MULTIPLE_DOCS":
      return { offset, message: "expected one document, got a second one", hint: "Move it to a file of its own." };
    case "TAG_RESOLVE_FAILED":
      return { offset, message: "expected a plain value, got a tag with an exclamation mark", hint: "Remove the tag." };
    default:
      return {
        offset,
        message: `expected valid YAML, got: ${sentenceOf(fault)}`,
        hint: "Check the indentation, quotes and brackets around here.",
      };
  }
}

function sentenceOf(fault: YAMLError): string {
  return fault.message.split("\n", 1)[0] ?? "";
}

/** Aliases are refused: a few lines of them unfold to gigabytes, and no definition needs them. */
function aliasFaults(document: Document): Fault[] {
  const faults: Fault[] = [];
  if (document.errors.length > 0) return faults;
  visit(document, {
    Alias(_key, node) {
      // Its name is not shown: it may be a password that happens to start with an asterisk.
      const message = "expected a plain value, got an alias, which starts with an asterisk";
      faults.push({ offset: node.range?.[0] ?? 0, message, hint: "Write the value out, or put it in double quotes." });
    },
  });
  return faults;
}

/** The offsets of the value at a path and of its last key, as far as the path leads. */
function walk(document: Document, path: Path): { node: number; key: number } {
  let node: unknown = document.contents;
  let reached = { node: startOf(node) ?? 0, key: startOf(node) ?? 0 };
  for (const step of path) {
    const next: Pair | undefined = isMap(node) ? node.items.find((pair) => isScalar(pair.key) && pair.key.value === step) : undefined;
    node = next ? next.value : isSeq(node) && typeof step === "number" ? node.items[step] : undefined;
    const start = startOf(node) ?? startOf(next?.key);
    if (start === undefined) break;
    reached = { node: start, key: startOf(next?.key) ?? start };
  }
  return reached;
}

function startOf(node: unknown): number | undefined {
  return isNodeWithRange(node) ? node.range[0] : undefined;
}

function isNodeWithRange(node: unknown): node is Node & { range: [number, number, number] } {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range);
}
