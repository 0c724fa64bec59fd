import { isMap, isScalar, isSeq, parseDocument, type Node, type Scalar, type YAMLMap } from "yaml";
import { columnKey } from "../../../lib/rows/reader.ts";
import { replaced, spanOfLine, type Edit } from "./edit.ts";

/** What any reader of YAML takes for these very words. */
const PLAIN = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)(?:\p{L}[\p{L}\p{N} ()./-]*|\d{4}-\d\d-\d\d)$/iu;

/** Puts a value behind one key of an entry of a YAML list; comments and the style of all else stay. */
export const editYaml: Edit = (text, { index }, column, value) => {
  const document = parseDocument(text, { schema: "failsafe", logLevel: "silent" });
  const row = document.errors.length > 0 ? undefined : rowsIn(document.contents)[index];
  const pair = row?.items.find(({ key }) => isScalar(key) && columnKey(String(key.value)) === columnKey(column));
  if (!row) return undefined;
  if (!pair) return value === "" ? undefined : withPair(text, row, `${column}: ${scalarText(value)}`);
  const scalar = pair.value;
  if (!isScalar(scalar) || !scalar.range || isBlock(scalar)) return undefined;
  const [start, end] = scalar.range;
  const isApart = start !== end || /\s/.test(text[start - 1] ?? "");
  return replaced(text, { start, end }, `${isApart || value === "" ? "" : " "}${scalarText(value, scalar)}`);
};

/** The entries of the first list that has maps. */
function rowsIn(top: Node | null): YAMLMap[] {
  const lists = isSeq(top) ? [top] : isMap(top) ? top.items.map(({ value }) => value).filter((value) => isSeq(value)) : [];
  const list = lists.find(({ items }) => items.some((item) => isMap(item)));
  return list?.items.filter((item): item is YAMLMap => isMap(item)) ?? [];
}

function isBlock({ type }: Scalar): boolean {
  return type === "BLOCK_FOLDED" || type === "BLOCK_LITERAL";
}

function scalarText(value: string, { type }: Pick<Scalar, "type"> = {}): string {
  if (value === "") return type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE" ? '""' : "";
  if (type === "QUOTE_SINGLE") return `'${value.replaceAll("'", "''")}'`;
  return type === "QUOTE_DOUBLE" || !PLAIN.test(value) ? JSON.stringify(value) : value;
}

/** An entry with a key more, below its last one, or within its braces. */
function withPair(text: string, row: YAMLMap, pair: string): string | undefined {
  const [start, end] = row.range ?? [];
  if (start === undefined || end === undefined) return undefined;
  if (row.flow === true) {
    const brace = text.lastIndexOf("}", end - 1);
    const at = text.slice(0, brace).trimEnd().length;
    return replaced(text, { start: at, end: at }, `, ${pair}`);
  }
  const bodyEnd = text.slice(0, end).trimEnd().length;
  const line = text.slice(0, bodyEnd).split(/\r\n|\n|\r/).length;
  const lineEnd = spanOfLine(text, line).end;
  const indent = " ".repeat(start - Math.max(text.lastIndexOf("\n", start - 1), text.lastIndexOf("\r", start - 1)) - 1);
  const newLine = /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
  return replaced(text, { start: lineEnd, end: lineEnd }, `${newLine}${indent}${pair}`);
}
