import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type YAMLMap } from "yaml";
import type { Cell } from "../../core/row.ts";
import { shorten } from "../text.ts";
import type { Table, TableRow } from "./table.ts";

/** Of `launch: { name, date, cadence, owner }`: what the head of other files calls these. */
const LAUNCH_KEYS: Readonly<Record<string, string>> = { name: "launch", title: "launch" };

const TOO_DEEP = { error: "expected a few levels of nesting, got too many", hint: "Write the values less deeply nested." };

/** The rows of a YAML file: a list of maps, or the first such list in a map, whose other values are the file's head. */
export function parseYaml(text: string): Table {
  const lines = new LineCounter();
  // Text stays as it was written: a version 2.10 is not 2.1, and a date is no instant.
  const document = parseDocument(text, { schema: "failsafe", lineCounter: lines, logLevel: "silent" });
  const [error] = document.errors;
  if (error) {
    const { line } = lines.linePos(error.pos[0]);
    // Its words are those of the engine, whose stack it filled.
    if (error.code === "RESOURCE_EXHAUSTION") return withFault(line, TOO_DEEP.error, TOO_DEEP.hint);
    return withFault(line, `expected YAML, got ${shorten(error.message.split("\n")[0] ?? "", 120)}`, "Mend that line.");
  }
  const top: Node | null = document.contents;
  const lists = isSeq(top) ? [top] : isMap(top) ? top.items.map(({ value }) => value).filter((value) => isSeq(value)) : [];
  const list = lists.find(({ items }) => items.some((item) => isMap(item))) ?? lists[0];
  if (top !== null && !list && !isHead(top)) {
    return withFault(1, "expected a list of maps, got none", "Write each row as an entry of one list: `- name: …`.");
  }
  const more = lists.filter((each) => each !== list && each.items.some((item) => isMap(item))).length;
  const nodes = (list?.items ?? []).filter((node): node is YAMLMap => isMap(node));
  const others = (list?.items.length ?? 0) - nodes.length;
  return {
    head: isMap(top) ? headOf(top) : new Map(),
    rows: nodes.map((node) => toRow(node, lines)),
    remarks: [
      ...(others > 0 ? [`1: expected each entry of the list to be a map of keys and values, got ${others} that are none`] : []),
      ...(more > 0 ? [`1: expected one list of rows, got ${more} more, which ${more === 1 ? "was" : "were"} left out`] : []),
    ],
  };
}

/** A file may say where it leads before it has a row. */
function isHead(top: Node): boolean {
  return isMap(top) && top.items.every(({ key, value }) => !isMap(value) || (isScalar(key) && key.value === "launch"));
}

function withFault(line: number, error: string, hint: string): Table {
  return { head: new Map(), rows: [], remarks: [], fault: { line, error, hint } };
}

function toRow(node: YAMLMap, lines: LineCounter): TableRow {
  const cells = pairsOf(node).flatMap(([key, value]): [string, Cell][] => {
    const cell = cellOf(value);
    return cell === undefined ? [] : [[key, cell]];
  });
  return { line: lines.linePos(node.range?.[0] ?? 0).line, cells: new Map(cells) };
}

function headOf(top: YAMLMap): ReadonlyMap<string, string> {
  const entries = pairsOf(top).flatMap(([key, value]): [string, string][] => {
    if (isMap(value)) return key === "launch" ? [...headOf(value)].map(([inner, text]) => [LAUNCH_KEYS[inner] ?? inner, text]) : [];
    const cell = cellOf(value);
    return typeof cell === "string" ? [[key.toLowerCase(), cell]] : [];
  });
  return new Map(entries);
}

function pairsOf(node: YAMLMap): [string, unknown][] {
  return node.items.flatMap(({ key, value }) => (isScalar(key) ? [[String(key.value), value]] : []));
}

/** Nested maps are no cells; of an alias nothing is made, since it may stand for a thousand others. */
function cellOf(node: unknown): Cell | undefined {
  if (isScalar(node)) return isNothing(node) ? undefined : String(node.value);
  if (!isSeq(node)) return undefined;
  return node.items.flatMap((each) => (isScalar(each) && !isNothing(each) ? [String(each.value)] : []));
}

function isNothing(node: Node & { value: unknown }): boolean {
  return node.value === "" || node.value === null || node.value === "~" || node.value === "null";
}
