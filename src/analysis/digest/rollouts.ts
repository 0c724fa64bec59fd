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
const NOTHING: Prose = prose`–`;
/** How people and services write that something is not well. */
const UNWELL =
  /^(?:degraded|red|amber|orange|yellow|at[ -]risk|off[ -]track|unhealthy|failing|failed|critical|warning|down|bad|poor|unstable|worse|alarm(?:ing)?|🔴|🟠|🟡)(?:\b|$)/iu;
const TROUBLED: readonly Rollout["state"][] = ["paused", "failed", "withdrawn"];

/** A rollout with those that it took the place of: services tell each deployment to one place apart. */
export interface Current extends Rollout {
  /** Itself included. */
  all: readonly Rollout[];
}

/** The rollouts that are under way, or ended within the week: what needs somebody first. */
export function currentRollouts({ items, asOf }: Pick<ReportInput, "items" | "asOf">): Current[] {
  const isOfWeek = ({ stageSince }: Rollout): boolean => Date.parse(asOf) - Date.parse(stageSince) < WEEK_MS;
  const isOver = ({ state }: Rollout): boolean => state === "done" || state === "withdrawn" || state === "failed";
  const all = rolloutsIn(items).filter((rollout) => isOfWeek(rollout) || !isOver(rollout));
  const current = [...Map.groupBy(all, ({ item, stage }) => [item.title, stage].join("\n")).values()].flatMap(lastOf);
  const unwell = new Set(unwellRollouts(current));
  const rankOf = ({ item, state }: Rollout): number => ORDER.indexOf(state) - (unwell.has(item) ? 0.5 : 0);
  return current.toSorted((a, b) => rankOf(a) - rankOf(b) || a.item.id.localeCompare(b.item.id));
}

function lastOf(all: readonly Rollout[]): Current[] {
  const last = all.toSorted((a, b) => a.item.ts.localeCompare(b.item.ts) || (a.item.id < b.item.id ? -1 : 1)).at(-1);
  return last === undefined ? [] : [{ ...last, all }];
}

/** Those that stand still or went back. */
export function troubledRollouts(rollouts: readonly Rollout[]): Item[] {
  return rollouts.filter(({ state }) => TROUBLED.includes(state)).map(({ item }) => item);
}

/** Those that go on although whoever keeps the list says that they are not well. */
export function unwellRollouts(rollouts: readonly Rollout[]): Item[] {
  return rollouts
    .filter(({ state, health }) => state === "running" && health !== null && UNWELL.test(health.trim()))
    .map(({ item }) => item);
}

/** A line for each: name, stage and since when, state, health, next step, owner; of what does not fit the number. */
export function rolloutLines(rollouts: readonly Current[], most: number, input: ReportInput): Bullet[] {
  const rest = rollouts.slice(most).map(({ item }) => item);
  const told = rollouts.slice(0, most).map((rollout) => ({
    ...lineOf(rolloutText(rollout, input), findingsAbout(rollout.item.id, input)),
    cells: rolloutCells(rollout, input),
  }));
  return rest.length === 0 ? told : [...told, lineOf(prose`${numberOf(rest, "other rollout")}.`)];
}

/** What the cells of a rollout's line are. */
export const ROLLOUT_COLUMNS = ["Rollout", "Stage", "Change", "Health", "Next step", "Owner"] as const;

function rolloutCells(rollout: Current, input: ReportInput): Prose[] {
  const { item, stage, state, health, nextStepAt } = rollout;
  const owner = actorFact(item, "owner");
  const isNamed = item.title.endsWith(` ${stage}`);
  const how = prose`${STATE_WORDS[state]}${recovered(formerOf(item, "state", state, input))}`;
  const since = prose`since ${fact(item, "fields.stageSince", "instant")}`;
  return [
    prose`${fact(item, "title")}`,
    isNamed ? how : prose`${fact(item, "fields.stage")}, ${how}`,
    isNamed ? since : prose`${since}${was(formerOf(item, "stage", stage, input), "text")}`,
    health === null ? NOTHING : prose`${fact(item, "fields.health")}`,
    nextStepAt === null ? NOTHING : nextTime(item, nextStepAt, input),
    owner === undefined ? prose`nobody named` : [shown(owner)],
  ];
}

function rolloutText(rollout: Current, input: ReportInput): Prose {
  const { item, health, nextStepAt } = rollout;
  const name: Span = { kind: "fact", fact: getFact(item, "title"), form: "text", strong: true };
  const owner = actorFact(item, "owner");
  const parts: Prose[] = [
    ...standing(rollout, input),
    ...times(rollout),
    ...(health === null ? [] : [prose`health ${fact(item, "fields.health")}`]),
    ...(nextStepAt === null ? [] : [prose`next step ${nextTime(item, nextStepAt, input)}`]),
    owner === undefined ? prose`nobody named` : [shown(owner)],
  ];
  return prose`${name}: ${joined(parts, "; ")}.`;
}

/** Where it is and how it stands; a name that ends with the place says the former. */
function standing({ item, stage, state }: Rollout, input: ReportInput): Prose[] {
  const since = prose` since ${fact(item, "fields.stageSince", "instant")}`;
  const how = prose`${STATE_WORDS[state]}${recovered(formerOf(item, "state", state, input))}`;
  if (item.title.endsWith(` ${stage}`)) return [prose`${how}${since}`];
  return [prose`${fact(item, "fields.stage")}${was(formerOf(item, "stage", stage, input), "text")}${since}`, how];
}

function times({ all }: Current): Prose[] {
  if (all.length < 2) return [];
  const failed = all.filter(({ state }) => state === "failed").map(({ item }) => item);
  const told = numberOf(
    all.map(({ item }) => item),
    "time",
  );
  return [failed.length === 0 ? prose`${told} in all` : prose`${told} in all, ${numberOf(failed, "")} failed`];
}

function nextTime(item: Item, at: string, input: ReportInput): Prose {
  const before = formerOf(item, "nextStepAt", at, input);
  return prose`${fact(item, "fields.nextStepAt", "instant")}${was(before, "instant")}`;
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
