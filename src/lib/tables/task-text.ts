import { parseDate } from "../rows/dates.ts";
import { shorten } from "../text.ts";

/** What a task says of itself. Dates are plain. */
export interface TaskText {
  /** The words that are left once everything below is taken out. */
  title: string;
  owner: string | null;
  due: string | null;
  blockedBy: string | null;
  blockedSince: string | null;
  startedAt: string | null;
  priority: string | null;
  recurring: boolean;
  /** What could not be understood, as sentence parts. */
  remarks: readonly string[];
}

/** Of a longer text the rest is not looked at, in characters: a line may be as long as a file. */
const LONGEST = 10_000;
const LONGEST_TITLE = 1000;

const TOO_LONG = `expected a task to have at most ${LONGEST.toLocaleString("en-US")} characters, got more, of which the rest was not read`;

const KEYS = "due|owner|since|started|priority|blocked[- ]by";
const PRIORITIES: Readonly<Record<string, string>> = { "🔺": "highest", "⏫": "high", "🔼": "medium", "🔽": "low", "⏬": "lowest" };
const NAME = String.raw`\p{Lu}[\p{L}'’.-]*(?: \p{Lu}[\p{L}'’.-]*)+|[^\s,;()]+`;

const DATAVIEW = new RegExp(String.raw`[[(](${KEYS}):: ?([^\])]*)[\])]`, "giu");
const EMOJI_DUE = /(?:📅|📆|🗓)\ufe0f? ?(\S+)/u;
/** When it may start, is planned, was created, done or dropped: told by other tools, of no use here. */
const OTHER_EMOJI_DATES = /(?:⏳|⌛|🛫|➕|✅|❌)\ufe0f? ?\d{4}-\d\d-\d\d/gu;
const EMOJI_PRIORITY = /🔺|⏫|🔼|🔽|⏬/u;
const RECURRENCE = /🔁\ufe0f?[\p{L}\d ,]*/u;
const BLOCKED_SINCE = /\(?\bblocked by (\S.{0,200}?) since:? (\d{4}-\d\d-\d\d)\)?/iu;
const BLOCKED_BY = new RegExp(
  String.raw`\(?\bblocked[- ]by: ?(\S.{0,200}?)(?: since:? (\d{4}-\d\d-\d\d))?\)?(?=[,;]? \(?(?:(?:${KEYS}):|due \d{4}-)| @| 🔁|[;)]|$)`,
  "iu",
);
const KEY_VALUE = /\(?\b(due|since|started|priority): ?([^\s,;)]+)\)?/giu;
/** As people write it in a sentence; of other words than a whole date nothing is to be made. */
const DUE_WORDS = /\(?\bdue (?:on |by )?(\d{4}-\d\d-\d\d)(?!\w)\)?/iu;
const OWNER = new RegExp(String.raw`\(?\b[Oo]wner: ?(${NAME})\)?`, "u");
const MENTION = String.raw`(?<![\p{L}\p{N}@./_-])@([\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?)`;
const FIRST_MENTION = new RegExp(`^${MENTION}[:,]? `, "u");
const LAST_MENTION = new RegExp(`${MENTION}$`, "u");
const ANY_MENTION = new RegExp(MENTION, "u");

/** Reads owner, dates and the like out of a task's text. Words such as "tomorrow" are no dates: they mean something else each day. */
export function parseTaskText(text: string): TaskText {
  const whole = text.slice(0, LONGEST).replaceAll(/\s+/gu, " ").trim();
  const values = new Map<string, string>();
  let rest = whole;
  /** Takes the match of a pattern out of the text; a value that is there already stays. */
  const take = (pattern: RegExp, ...names: readonly string[]): void => {
    rest = rest.replace(pattern, (_all, ...groups: unknown[]) => {
      names.forEach((name, index) => keep(values, name, groups[index]));
      return " ";
    });
    rest = tidy(rest);
  };
  rest = tidy(rest.replace(DATAVIEW, (_all, key: string, value: string) => keep(values, nameOf(key), value)));
  take(EMOJI_DUE, "due");
  take(OTHER_EMOJI_DATES);
  keep(values, "priority", PRIORITIES[EMOJI_PRIORITY.exec(rest)?.[0] ?? ""]);
  take(EMOJI_PRIORITY);
  take(BLOCKED_SINCE, "blocked-by", "since");
  take(BLOCKED_BY, "blocked-by", "since");
  rest = tidy(rest.replace(KEY_VALUE, (_all, key: string, value: string) => keep(values, nameOf(key), value)));
  take(DUE_WORDS, "due");
  take(OWNER, "owner");
  const recurring = RECURRENCE.test(rest);
  take(RECURRENCE);
  // The first place that names an owner wins; a name anywhere else is one of the words, and stays.
  for (const mention of [FIRST_MENTION, LAST_MENTION]) if (!values.has("owner")) take(mention, "owner");
  keep(values, "owner", ANY_MENTION.exec(rest)?.[1]);
  const fields = fieldsOf(values);
  const remarks = text.length > LONGEST ? [...fields.remarks, TOO_LONG] : fields.remarks;
  return { ...fields, title: shorten(rest === "" ? whole : rest, LONGEST_TITLE), recurring, remarks };
}

function fieldsOf(values: ReadonlyMap<string, string>): Omit<TaskText, "title" | "recurring"> {
  const remarks: string[] = [];
  const dateOf = (name: string): string | null => {
    const value = values.get(name);
    const date = value === undefined ? undefined : parseDate(value);
    if (value !== undefined && date === undefined) {
      remarks.push(`expected ${name} to be a date such as 2026-11-20, got ${shorten(value, 40)}`);
    }
    return date ?? null;
  };
  return {
    owner: values.get("owner")?.replace(/^@/, "") ?? null,
    due: dateOf("due"),
    blockedBy: values.get("blocked-by") ?? null,
    blockedSince: dateOf("since"),
    startedAt: dateOf("started"),
    priority: values.get("priority")?.toLowerCase() ?? null,
    remarks,
  };
}

function keep(values: Map<string, string>, name: string, value: unknown): string {
  if (typeof value === "string" && value.trim() !== "" && !values.has(name)) values.set(name, value.trim());
  return " ";
}

function nameOf(key: string): string {
  return key.toLowerCase().replace(" ", "-");
}

/** Single spaces, no empty brackets, and no separators left over at the ends. */
function tidy(text: string): string {
  return text
    .replaceAll(/\(\s*\)/g, " ")
    .replaceAll(/\s+/gu, " ")
    .replaceAll(/^[\s,;]+|(?<![\s,;])[\s,;]+$/gu, "");
}
