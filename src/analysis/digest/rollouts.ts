import type { Bullet } from "../../core/briefing.ts";
import { formerFact, type Fact, type Item } from "../../core/item.ts";
import { rolloutsIn, type Rollout } from "../../core/kinds/rollout.ts";
import { fact, getFact, prose, type Prose, type Span } from "../../core/prose.ts";
import { joined, shown } from "../facts.ts";
import { findingsAbout, lineOf } from "../reports/finish.ts";
import type { ReportInput } from "../reports/report.ts";
import { actorFact, numberOf } from "./words.ts";

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const STATE_WORDS: Readonly<Record<Rollout["state"], string>> = {
  planned: "planned",
  running: "running",
  paused: "paused",
  done: "done",
  failed: "failed",
  withdrawn: "taken back",
};
/** What needs somebody first, what is over last. */
const ORDER: readonly Rollout["state"][] = ["failed", "paused", "withdrawn", "running", "planned", "done"];
const TROUBLED: readonly Rollout["state"][] = ["paused", "failed", "withdrawn"];

/** The rollouts that are under way, or ended within the week: what needs somebody first. */
export function currentRollouts({ items, asOf }: Pick<ReportInput, "items" | "asOf">): Rollout[] {
  const isOfWeek = ({ stageSince }: Rollout): boolean => Date.parse(asOf) - Date.parse(stageSince) < WEEK_MS;
  const isOver = ({ state }: Rollout): boolean => state === "done" || state === "withdrawn" || state === "failed";
  const current = rolloutsIn(items).filter((rollout) => isOfWeek(rollout) || !isOver(rollout));
  return current.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.item.id.localeCompare(b.item.id));
}

/** Those that stand still or went back. */
export function troubledRollouts(rollouts: readonly Rollout[]): Item[] {
  return rollouts.filter(({ state }) => TROUBLED.includes(state)).map(({ item }) => item);
}

/** A line for each: name, stage and since when, state, health, next step, owner; of what does not fit the number. */
export function rolloutLines(rollouts: readonly Rollout[], most: number, input: ReportInput): Bullet[] {
  const rest = rollouts.slice(most).map(({ item }) => item);
  const told = rollouts.slice(0, most).map((rollout) => lineOf(rolloutText(rollout, input), findingsAbout(rollout.item.id, input)));
  return rest.length === 0 ? told : [...told, lineOf(prose`${numberOf(rest, "other rollout")}.`)];
}

function rolloutText({ item, stage, state, health, nextStepAt }: Rollout, input: ReportInput): Prose {
  const name: Span = { kind: "fact", fact: getFact(item, "title"), form: "text", strong: true };
  const owner = actorFact(item, "owner");
  const parts: Prose[] = [
    prose`${fact(item, "fields.stage")}${was(formerOf(item, "stage", stage, input), "text")} since ${fact(item, "fields.stageSince", "instant")}`,
    prose`${STATE_WORDS[state]}${recovered(formerOf(item, "state", state, input))}`,
    ...(health === null ? [] : [prose`health ${fact(item, "fields.health")}`]),
    ...(nextStepAt === null ? [] : [nextStep(item, nextStepAt, input)]),
    owner === undefined ? prose`nobody named` : [shown(owner)],
  ];
  return prose`${name}: ${joined(parts, "; ")}.`;
}

function nextStep(item: Item, at: string, input: ReportInput): Prose {
  const before = formerOf(item, "nextStepAt", at, input);
  return prose`next step ${fact(item, "fields.nextStepAt", "instant")}${was(before, "instant")}`;
}

/** What a field was at the beginning of the week, as far as it was looked at then; undefined where it is the same now. */
function formerOf({ id }: Item, field: string, now: string, { changes, asOf }: ReportInput): Fact | undefined {
  const isOfWeek = (at: string): boolean => at <= asOf && Date.parse(asOf) - Date.parse(at) < WEEK_MS;
  const first = changes.find((change) => change.item === id && change.field === field && isOfWeek(change.at));
  return first === undefined || first.from === null || first.from === now ? undefined : formerFact(first);
}

function was(before: Fact | undefined, form: "text" | "instant"): Prose {
  return before === undefined ? [] : prose` (was ${shown(before, form)})`;
}

/** That one which runs was planned before goes without saying; what was in trouble is worth a word. */
function recovered(before: Fact | undefined): Prose {
  const word = TROUBLED.find((state) => state === before?.value);
  return word === undefined ? [] : prose` (was ${STATE_WORDS[word]})`;
}
