import type { Briefing, PlanUpdate } from "../../core/briefing.ts";
import type { Preview } from "../../core/ports/outside.ts";
import { listOf } from "../../lib/text.ts";
import { guardText } from "../../render/guard.ts";
import { formatDay } from "../../render/prose.ts";
import { fieldWord, placeOf, type PlanOptions } from "./options.ts";

const LONGEST = 300;
const PLAIN_DATE = /^\d{4}-\d\d-\d\d$/;

type Reader = Pick<Briefing, "timezone" | "asOf">;

/** What would change, and why: the same words for whoever is asked about it, and a comment at GitHub. */
export function previewPlan(briefing: Briefing, update: PlanUpdate | undefined, options: PlanOptions): Preview {
  if (!update) return { text: "No plan is changed.", exact: { changes: [] } };
  const task = taskWords(update);
  const because = becauseWords(update, briefing);
  if (options.github) {
    const markdown = commentOf(update, briefing);
    return { text: `A comment on ${task} at GitHub in ${options.github.repository}:\n\n${markdown}`, exact: { task, markdown } };
  }
  const fields = (options.notion ?? options.file)?.fields ?? {};
  const changes = update.changes.flatMap(({ field, from, to }) => {
    const column = fields[field];
    return column === undefined
      ? []
      : [{ field: fieldWord(field), column: guardText(column, LONGEST), from: valueWords(from, briefing), to: valueWords(to, briefing) }];
  });
  const told = listOf(changes.map(({ field, from, to }) => `${field} from ${from} to ${to}`));
  const lines = changes.flatMap(({ column, from, to }) => [`- ${column}: ${from}`, `+ ${column}: ${to}`]);
  const place = guardText(placeOf(options), LONGEST);
  return {
    text: [`${task}, in ${place}: ${told === "" ? "nothing" : told}, because ${because}.`, ...(options.file ? ["", ...lines] : [])].join(
      "\n",
    ),
    exact: { place, task, changes, because },
  };
}

/** A comment as Markdown, without its mark. */
export function commentOf(update: PlanUpdate, briefing: Reader): string {
  const lines = update.changes.map(({ field, from, to }) => {
    const before = from === null ? "" : ` (before: ${escape(valueWords(from, briefing))})`;
    return `- ${fieldWord(field)}: ${escape(valueWords(to, briefing))}${before}`;
  });
  const { name, at, quote } = update;
  const who = `${escape(guardText(name, LONGEST))} said on ${formatDay(at, briefing, true)}:`;
  return [who, "", ...lines, "", `> ${escape(guardText(quote, LONGEST))}`, "", "Written by Chief, which asked how this stands."].join("\n");
}

function taskWords({ item: { key, title } }: PlanUpdate): string {
  const named = guardText(title, LONGEST);
  return key === title ? named : `${named} (${guardText(key, LONGEST)})`;
}

function becauseWords({ name, at, quote }: PlanUpdate, briefing: Reader): string {
  return `${guardText(name, LONGEST)} wrote on ${formatDay(at, briefing, true)}: “${guardText(quote, LONGEST)}”`;
}

/** `at_risk` as people say it, a date as they read it. */
function valueWords(value: string | null, briefing: Reader): string {
  if (value === null) return "none";
  const isDate = PLAIN_DATE.test(value) && !Number.isNaN(Date.parse(value));
  if (isDate) return formatDay(`${value}T12:00:00.000Z`, { ...briefing, timezone: "UTC" }, true);
  return guardText(value.replaceAll("_", " "), LONGEST);
}

/** Every sign that could mean something in a comment: https://github.github.com/gfm/ */
function escape(text: string): string {
  // A mention calls somebody, and a number with a hash links one issue to another.
  const quiet = text.replaceAll(/[@#](?=[\p{L}\p{N}])|\bGH-(?=\d)/giu, "$& ");
  return quiet.replaceAll(/[\\`*[\]<>~|&_]/g, String.raw`\$&`).replace(/^([-+=]|\d+[.)])/, String.raw`\$1`);
}
