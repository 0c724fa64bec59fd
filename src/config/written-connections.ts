import { isDeepStrictEqual } from "node:util";
import { isMap, isNode, isScalar, parse, parseDocument, stringify, type Pair, type YAMLMap } from "yaml";
import { ConfigError } from "../core/errors.ts";

/** A connection as it is written in chief.yaml. */
export type WrittenConnection = Readonly<Record<string, unknown>>;

type Written = Readonly<Record<string, unknown>>;

/** The section of the connections in a text. */
interface Section {
  /** Where its first line ends: below it stand the connections. */
  headEnd: number;
  /** Behind the colon. */
  keyEnd: number;
  pair: Pair;
  values: Written;
  /** Its entries, where each stands on lines of its own. */
  block: YAMLMap | undefined;
}

const SECTION = "connections";

/**
 * The text of chief.yaml with a connection added, or put in the place of the one of that name; all else stays as it is, byte by byte.
 * Throws ConfigError `config-unwritable` for a text that can't be changed so.
 */
export function withConnection(text: string, name: string, entry: WrittenConnection): string {
  return checked(text, { ...valuesIn(text), [name]: entry }, (section) => {
    if (!section) return `${closed(text)}${text.trim() === "" ? "" : "\n"}${linesOf({ [SECTION]: { [name]: entry } }, 0)}`;
    const { block } = section;
    if (!block) return replaceAll(text, section, { ...section.values, [name]: entry });
    const lines = linesOf({ [name]: entry }, columnOf(text, block));
    const present = block.items.find((pair) => nameOf(pair) === name);
    const { from, to } = spanOf(text, present ?? block.items.at(-1));
    return present ? `${text.slice(0, from)}${lines}${text.slice(to)}` : `${closed(text.slice(0, to))}${lines}${text.slice(to)}`;
  });
}

/** The text without the connection; the same text where there is none of that name. Throws the same. */
export function withoutConnection(text: string, name: string): string {
  const { [name]: gone, ...rest } = valuesIn(text);
  if (gone === undefined) return text;
  return checked(text, rest, (section) => {
    if (!section) return text;
    if (!section.block || Object.keys(rest).length === 0) return replaceAll(text, section, rest);
    const { from, to } = spanOf(
      text,
      section.block.items.find((pair) => nameOf(pair) === name),
    );
    return `${text.slice(0, from)}${text.slice(to)}`;
  });
}

/** The connection of that name as it stands in the text; undefined where there is none. Throws the same. */
export function findWritten(text: string, name: string): WrittenConnection | undefined {
  const values = valuesIn(text);
  return Object.hasOwn(values, name) ? toMap(values[name]) : undefined;
}

/** A connection as it will stand in chief.yaml. */
export function showConnection(name: string, entry: WrittenConnection): string {
  return linesOf({ [SECTION]: { [name]: entry } }, 0).trimEnd();
}

/** Nobody's file is changed to something else than was meant, however it was written. */
function checked(text: string, wanted: Written, change: (section: Section | undefined) => string): string {
  const changed = change(findSection(text));
  if (isDeepStrictEqual(parse(changed, { stringKeys: true }), { ...keysOf(text), [SECTION]: wanted })) return changed;
  throw unwritable();
}

function unwritable(): ConfigError {
  return new ConfigError("config-unwritable", "expected config/chief.yaml to have connections that can be added to, got another form", {
    hint: "Write it there yourself; config/chief.example.yaml shows how.",
  });
}

function keysOf(text: string): Written {
  return toMap(parse(text, { stringKeys: true }));
}

function valuesIn(text: string): Written {
  return toMap(keysOf(text)[SECTION]);
}

function toMap(value: unknown): Written {
  if (value === null || value === undefined) return {};
  if (typeof value !== "object" || Array.isArray(value)) throw unwritable();
  return { ...value };
}

function findSection(text: string): Section | undefined {
  const { contents } = parseDocument(text, { stringKeys: true, logLevel: "error" });
  const pair = isMap(contents) ? contents.items.find((each) => nameOf(each) === SECTION) : undefined;
  if (!pair || !isNode(pair.key)) return undefined;
  const keyEnd = text.indexOf(":", pair.key.range?.[1]) + 1;
  const map = isMap(pair.value) ? pair.value : undefined;
  return {
    headEnd: lineEnd(text, map?.flow ? endOf(pair) : keyEnd),
    keyEnd,
    pair,
    values: valuesIn(text),
    block: map && !map.flow && map.items.length > 0 ? map : undefined,
  };
}

/** All connections anew below the key, or an empty mapping behind it. */
function replaceAll(text: string, { keyEnd, headEnd, pair, block }: Section, values: Written): string {
  const valueEnd = block ? keyEnd : Math.max(endOf(pair), keyEnd);
  const head = `${text.slice(0, keyEnd)}${Object.keys(values).length === 0 ? " {}" : ""}${text.slice(valueEnd, headEnd)}`;
  const after = block ? lineEnd(text, endOf(pair)) : headEnd;
  return `${closed(head)}${Object.keys(values).length === 0 ? "" : linesOf(values, 2)}${text.slice(after)}`;
}

function nameOf({ key }: Pair): unknown {
  return isScalar(key) ? key.value : undefined;
}

/** The lines of an entry, from the start of its first to the end of its last. */
function spanOf(text: string, pair: Pair | undefined): { from: number; to: number } {
  const start = isNode(pair?.key) ? (pair.key.range?.[0] ?? 0) : 0;
  return { from: text.lastIndexOf("\n", start) + 1, to: lineEnd(text, pair ? endOf(pair) : start) };
}

/** Where the text of a value ends, without the comments and empty lines that follow it. */
function endOf({ key, value }: Pair): number {
  const last = isMap(value) && !value.flow ? value.items.at(-1) : undefined;
  if (last) return endOf(last);
  const node = isNode(value) && value.range ? value : key;
  return isNode(node) ? (node.range?.[1] ?? 0) : 0;
}

function linesOf(value: Written, indent: number): string {
  return stringify(value, { lineWidth: 0 }).replace(/^(?=.)/gm, " ".repeat(indent));
}

function columnOf(text: string, { items }: YAMLMap): number {
  const [first] = items;
  const start = isNode(first?.key) ? (first.key.range?.[0] ?? 0) : 0;
  return start - (text.lastIndexOf("\n", start) + 1);
}

/** Behind the newline that ends the line, or at the end of the text. */
function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  return newline === -1 ? text.length : newline + 1;
}

function closed(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
