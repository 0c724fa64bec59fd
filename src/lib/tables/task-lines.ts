import type { Cell } from "../../core/row.ts";
import type { TaskLine } from "./document.ts";
import { parseTaskText } from "./task-text.ts";
import type { TableRow } from "./table.ts";

const MARKS: Readonly<Record<string, string>> = { " ": "todo", x: "done", X: "done", "/": "in progress", "-": "cancelled" };
/** What tasks of a plan say besides what every task says; a value ends where the next one begins. */
const NEXT = String.raw`(?=[,;]? \(?(?:id|key|depends|after|est|estimate|eta|status|due|since|started|owner|blocked[- ]by):| @| 📅|\)|$)`;
const VALUES: Readonly<Record<string, RegExp>> = {
  depends: new RegExp(String.raw`\(?\b(?:depends(?: on)?|after): ?(\S.{0,300}?)\)?${NEXT}`, "iu"),
  estimate: /\(?\b(?:est|estimate): ?([\d.,]+ ?[hdwm]?)\b\)?/iu,
  eta: /\(?\beta: ?([^\s,;)]+)\)?/iu,
  key: /\(?\b(?:id|key): ?([^\s,;)]+)\)?/iu,
};
/** `T-12: Load test` has its key before its words. */
const LEADING_KEY = /^([A-Z][A-Z0-9]*-\d+|#\d+)[:.]? +(?=\S)/;

/** A line with a checkbox as the row of a table; undefined where its mark is none of ours. */
export function toRow({ line, mark, text }: TaskLine): TableRow | undefined {
  const status = MARKS[mark];
  if (status === undefined) return undefined;
  const cells = new Map<string, Cell>([["status", status]]);
  let rest = text;
  for (const [name, pattern] of Object.entries(VALUES)) {
    rest = rest.replace(pattern, (_all, value: string) => keep(cells, name, value));
  }
  rest = rest.replace(LEADING_KEY, (_all, value: string) => keep(cells, "key", value)).trim();
  const { title, owner, due, blockedBy, blockedSince, startedAt, priority } = parseTaskText(rest);
  const told = { title, owner, due, "blocked by": blockedBy, "blocked since": blockedSince, started: startedAt, priority };
  for (const [name, value] of Object.entries(told)) if (value !== null) cells.set(name, value);
  return { line, cells };
}

function keep(cells: Map<string, Cell>, name: string, value: string): string {
  cells.set(name, value.trim());
  return " ";
}
