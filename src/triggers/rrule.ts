import { createRequire } from "node:module";
import type * as Library from "rrule-temporal";
import type { Schedule } from "../core/trigger.ts";
import { findPartProblem, hasStart, parseRuleText, toCalendarLines } from "./rrule-text.ts";
import type { TriggerKind } from "./trigger-kind.ts";
import { findZoneProblem } from "./zone.ts";

const require = createRequire(import.meta.url);
const rules = new Map<string, Library.RRuleTemporal>();
/** From where a rule is searched for its first time, to find out whether it has one. */
const SOME_INSTANT = 0;

/**
 * A recurrence rule of RFC 5545 read in a zone. As the RFC says, a time that the clocks skip in spring is left out that
 * day (a cron expression runs right after the gap), and a repeated one runs once.
 */
export function rrule(trigger: Extract<Schedule, { kind: "rrule" }>): TriggerKind {
  return {
    findProblem: () => findZoneProblem(trigger.timezone) ?? findRuleProblem(trigger),
    warnings: () => findWarnings(trigger.rule),
    next: (after) => getRule(trigger).next(new Date(after), false)?.epochMilliseconds,
  };
}

function getRule({ rule, timezone }: { rule: string; timezone: string }): Library.RRuleTemporal {
  const key = `${timezone} ${rule}`;
  const known = rules.get(key);
  if (known) return known;
  const fresh = new (loadLibrary().RRuleTemporal)({ rruleString: toCalendarLines(parseRuleText(rule), timezone), tzid: timezone });
  rules.set(key, fresh);
  return fresh;
}

/** Loaded when the first rule is asked for: most workspaces have none, and it brings its own Temporal along. */
function loadLibrary(): typeof Library {
  const library: unknown = require("rrule-temporal");
  if (!isLibrary(library)) throw new TypeError("expected rrule-temporal to export RRuleTemporal, got something else");
  return library;
}

function isLibrary(loaded: unknown): loaded is typeof Library {
  return typeof loaded === "object" && loaded !== null && "RRuleTemporal" in loaded;
}

function findRuleProblem(trigger: { rule: string; timezone: string }): string | undefined {
  const problem = findPartProblem(parseRuleText(trigger.rule));
  if (problem !== undefined) return problem;
  try {
    if (getRule(trigger).next(new Date(SOME_INSTANT), true)) return undefined;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    if (!detail.startsWith("Maximum iterations")) return `expected an rrule of RFC 5545, got ${JSON.stringify(trigger.rule)}: ${detail}`;
  }
  return `expected an rrule that comes due, got ${JSON.stringify(trigger.rule)}, which never does`;
}

function findWarnings(text: string): string[] {
  const rule = parseRuleText(text);
  if (hasStart(rule)) return [];
  const counted = Number(rule.parts.get("INTERVAL") ?? 1) > 1;
  const hourless = /^(?:YEARLY|MONTHLY|WEEKLY|DAILY)$/.test(rule.parts.get("FREQ") ?? "") && !rule.parts.has("BYHOUR");
  return [
    ...(counted ? ["INTERVAL counts from Monday 1 January 2024: a DTSTART line chooses another start"] : []),
    ...(hourless ? ["without BYHOUR it runs at midnight: add BYHOUR=9;BYMINUTE=0 to choose the time"] : []),
  ];
}
