import type { Rule } from "../analysis/rule.ts";
import { countOf } from "../lib/text.ts";

/** A threshold with its default and what is in force. */
interface InForce {
  name: string;
  value: number;
  default: number;
  unit: string;
  about: string;
}

/** The thresholds of a rule as config has them. */
export function thresholdsInForce(rule: Rule, configured: Readonly<Record<string, number>>): InForce[] {
  return Object.entries(rule.thresholds).map(([name, { value, unit, about }]) => ({
    name,
    value: configured[name] ?? value,
    default: value,
    unit,
    about,
  }));
}

/** A rule whole: what it looks for, what decides, and how to change that. */
export function ruleInWords(rule: Rule, configured: Readonly<Record<string, number>>): string {
  const thresholds = thresholdsInForce(rule, configured).map(
    ({ name, value, default: usual, unit, about }) =>
      `  ${name}: ${countOf(value, unit)}${value === usual ? "" : ` (${usual} by default)`}. ${about}`,
  );
  const [first] = Object.keys(rule.thresholds);
  return [
    `${rule.id}: ${rule.title}`,
    rule.about,
    rule.cleared === undefined ? "It happens once: it is told once, and not again." : `Over when: ${rule.cleared}.`,
    ...(thresholds.length === 0 ? ["It has no thresholds."] : ["Thresholds:", ...thresholds]),
    ...(first === undefined ? [] : [`To change one, in config/chief.yaml: rules: { ${rule.id}: { ${first}: 1 } }`]),
  ].join("\n");
}
