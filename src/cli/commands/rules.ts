import { rules } from "../../analysis/rules/registry.ts";
import type { Rule } from "../../analysis/rule.ts";
import { findNearest } from "../../lib/text.ts";
import { withReading } from "../open.ts";
import { usageError } from "../options.ts";
import { printJson, table } from "../print.ts";
import { ruleInWords, thresholdsInForce } from "../rule-words.ts";
import type { Session } from "../session.ts";

/** All rules with a line each, or one of them whole. */
export function run(session: Session, [wanted]: readonly string[]): Promise<number> {
  return withReading(session, async ({ workspace }) => {
    const configured = (rule: Rule) => workspace.rules[rule.id] ?? {};
    const picked = wanted === undefined ? rules : [pickRule(wanted)];
    const [only] = picked;
    if (session.json) printJson(session, { rules: picked.map((rule) => toJson(rule, configured(rule))) });
    else if (wanted === undefined || !only) session.print(table([["RULE", "WHAT IT LOOKS FOR"], ...rules.map(row)], session.tableWidth));
    else session.print(ruleInWords(only, configured(only)));
    if (wanted === undefined) session.say(`${session.call("rules <id>")} tells a rule whole, with its thresholds.`);
    return 0;
  });
}

function row({ id, title }: Rule): string[] {
  return [id, title];
}

function toJson(rule: Rule, configured: Readonly<Record<string, number>>) {
  const { id, title, about, cleared } = rule;
  return { id, title, about, cleared: cleared ?? null, thresholds: thresholdsInForce(rule, configured) };
}

function pickRule(wanted: string): Rule {
  const found = rules.find(({ id }) => id.toLowerCase() === wanted.toLowerCase());
  if (found) return found;
  const nearest = findNearest(
    wanted,
    rules.map(({ id }) => id),
  );
  throw usageError(
    `expected the id of a rule, got ${wanted}`,
    nearest === undefined ? "`chief rules` lists them." : `Did you mean ${nearest}? \`chief rules\` lists them all.`,
  );
}
