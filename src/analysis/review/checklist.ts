import { REQUIREMENT_SEVERITIES, type RequirementFields } from "../../core/kinds/requirement.ts";
import { findNearest } from "../../lib/text.ts";
import { readAsked, type Misunderstood } from "./asked.ts";

/** One line of a checklist with what belongs to it. */
export interface ChecklistLine extends Omit<RequirementFields, "path"> {
  /** Counted from 1. */
  line: number;
  /** What it asks for, as `readAsked` understands it. */
  asked: string;
}

/** What a checklist says, and what of it is not understood. */
export interface Checklist {
  lines: readonly ChecklistLine[];
  problems: readonly (Misunderstood & { line: number })[];
}

const ITEM = /^[-*+] +(.*)$/;
const LINE = /^([\p{L}\p{N}][\p{L}\p{N}_'’&/ -]*?)(?: *\(([^)]*)\))? *: *(\S.*)$/iu;
const ADVICE = /^\s+(?:[-*+] +)?do: *(\S.*)$/i;
const HINT = 'As in: - payment (high): near "payment": at most 30 days';

/**
 * Reads a checklist in Markdown: each list item is one requirement, `- name (severity): what it asks`, and an indented line below it that
 * begins with `do:` says what to do. Headings, paragraphs and comments are for people.
 */
export function readChecklist(text: string): Checklist {
  const lines: ChecklistLine[] = [];
  const problems: Checklist["problems"][number][] = [];
  for (const { text: written, line } of visibleLines(text)) {
    const advice = ADVICE.exec(written)?.[1];
    const last = lines.at(-1);
    const item = ITEM.exec(written)?.[1];
    if (advice !== undefined && last) lines[lines.length - 1] = { ...last, advice: advice.trim().replace(/\.$/, "") };
    if (item === undefined) continue;
    const read = readLine(item.trim(), line, lines);
    if ("error" in read) problems.push({ ...read, line });
    else lines.push(read);
  }
  return { lines, problems };
}

function readLine(item: string, line: number, earlier: readonly ChecklistLine[]): ChecklistLine | Misunderstood {
  const [, name, grade = "medium", asked = ""] = LINE.exec(item) ?? [];
  if (name === undefined) return { error: `expected a name, a colon and what is asked, got ${JSON.stringify(item)}`, hint: HINT };
  const severity = REQUIREMENT_SEVERITIES.find((each) => each === grade.trim().toLowerCase());
  if (severity === undefined) {
    const nearest = findNearest(grade.trim().toLowerCase(), REQUIREMENT_SEVERITIES);
    const hint = nearest ? `Did you mean ${nearest}?` : `Write one of ${REQUIREMENT_SEVERITIES.join(", ")}, or leave it out.`;
    return { error: `expected the severity of ${name} to be ${REQUIREMENT_SEVERITIES.join(", ")}, got ${JSON.stringify(grade)}`, hint };
  }
  const same = earlier.find((each) => each.name === name);
  if (same) return { error: `expected each name once, got ${name} as on line ${same.line}`, hint: "Give it another name." };
  const read = readAsked(asked);
  return "error" in read ? read : { name, severity, asked, advice: null, line };
}

/** The lines behind the front matter that are neither code nor comments. */
function visibleLines(text: string): { text: string; line: number }[] {
  const all = text.split(/\r\n|\n|\r/);
  const end = all[0]?.trimEnd() === "---" ? all.findIndex((line, index) => index > 0 && line.trimEnd() === "---") : -1;
  let hidden: "```" | "-->" | undefined;
  return all.flatMap((line, index) => {
    if (index <= end) return [];
    const wasHidden = hidden !== undefined;
    if (hidden !== undefined) hidden = line.includes(hidden) ? undefined : hidden;
    else if (line.trimStart().startsWith("```")) hidden = "```";
    else if (line.includes("<!--") && !line.includes("-->")) hidden = "-->";
    return wasHidden || hidden !== undefined || line.includes("<!--") ? [] : [{ text: line, line: index + 1 }];
  });
}
