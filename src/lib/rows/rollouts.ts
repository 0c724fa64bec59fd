import type { DraftItem } from "../../core/item.ts";
import type { RolloutFields } from "../../core/kinds/rollout.ts";
import type { Row } from "../../core/row.ts";
import { dateIn, instantIn } from "./dates.ts";
import type { ColumnNames, Place } from "./place.ts";
import { columnKey, type RowReader } from "./reader.ts";
import { titled } from "./titled.ts";
import { ROLLOUT_WORDS } from "./words.ts";

/** The columns of what is rolled out. */
export const rolloutColumns: ColumnNames = {
  title: ["name", "rollout", "feature", "what", "change"],
  service: ["system", "component", "app", "application", "repository", "repo", "product"],
  stage: ["current stage", "environment", "ring", "phase", "percent", "percentage", "share", "at"],
  plannedStages: ["planned stages", "stages", "plan", "steps", "rings"],
  state: ["status"],
  owner: ["dri", "assignee", "lead", "who", "responsible", "person"],
  stageSince: ["stage since", "since", "at stage since", "paused since"],
  startedAt: ["started", "started at", "start", "start date", "began"],
  plannedStageHours: ["planned hours", "planned stage hours", "stage hours", "hours", "bake hours", "bake time"],
  nextStepAt: ["next step", "next step at", "next", "next stage", "next at"],
  rollback: ["rollback plan", "roll back", "way back", "revert plan"],
  health: ["rag", "signal"],
  version: ["tag", "commit", "build"],
  burnRates: ["burn rates", "burn rate", "burn"],
  budgetLeft: ["error budget", "budget left", "error budget left", "budget", "budget remaining", "error budget remaining"],
  freezes: ["freeze", "freeze window", "freeze windows", "frozen"],
  canary: ["canary metrics", "canary metric", "metrics"],
  flag: ["feature flag", "flag name"],
  flagRemovedAt: ["flag removed", "flag removed at", "flag removed on"],
};

const BURN = /^(?:error )?(?:budget )?burn(?: rate)? (\d+[mhd])$/;
const CANARY = /^canary (?!metrics?$)(.+)$/;
const BURN_RATE = /^\d+[mhd] \d+(?:\.\d+)?$/;
/** Between the two ends of a span. */
const TO = /\s*(?:\/|\s(?:to|until|through|–|—|-)\s|–|—|\.\.)\s*/;
const EVERYWHERE = "everywhere";

/** Something on its way to those who use it. */
export function rolloutOf(row: Row, place: Place, reader: RowReader): DraftItem | undefined {
  const title = reader.text("title") ?? reader.text("service");
  if (title === null) return undefined;
  const stage = percentOf(reader.text("stage")) ?? EVERYWHERE;
  const plannedStageHours = hoursOf(reader);
  const state = reader.word("state", ROLLOUT_WORDS) ?? stateSaidBy(stage, plannedStageHours);
  const fields: RolloutFields = {
    service: reader.text("service") ?? title,
    stage,
    plannedStages: stagesOf(reader),
    state,
    stageSince: reader.instant("stageSince") ?? row.updatedAt,
    plannedStageHours,
    nextStepAt: reader.instant("nextStepAt"),
    rollback: reader.text("rollback"),
    health: reader.text("health"),
    version: reader.text("version"),
    burnRates: [...burnRatesOf(reader), ...reader.matching(BURN).map(({ match, text }) => `${match[1]} ${text.replace(/\s*[x×]$/i, "")}`)],
    budgetLeft: reader.number("budgetLeft"),
    freezes: reader.list("freezes").flatMap((span) => freezeOf(span, place, reader)),
    canary: [...reader.list("canary"), ...reader.matching(CANARY).map(({ match, text }) => `${match[1]} ${text}`)],
    flag: reader.text("flag"),
    flagRemovedAt: reader.instant("flagRemovedAt"),
  };
  const ts = reader.instant("startedAt") ?? row.createdAt ?? row.updatedAt;
  return titled(row, place, reader, { kind: "rollout", title, ts, actors: reader.people("owner", "owner"), fields: { ...fields } });
}

/** What a stage says where no column says how it stands: everybody has it, or its stage is a word such as `paused`. */
function stateSaidBy(stage: string, plannedStageHours: number | null): RolloutFields["state"] {
  if (stage === "100 %" && plannedStageHours === null) return "done";
  return ROLLOUT_WORDS.get(columnKey(stage)) ?? "running";
}

/** `10% -> 50% -> 100%` is a list as well. */
function stagesOf(reader: RowReader): string[] {
  return reader.list("plannedStages").flatMap((part) => part.split(/\s*(?:->|→|>)\s*/).map((stage) => percentOf(stage) ?? stage));
}

/** A share as all sources write it: `50 %`. */
function percentOf(stage: string | null): string | null {
  const [, share] = /^(\d+(?:\.\d+)?)\s*%$/.exec(stage ?? "") ?? [];
  return share === undefined ? stage : `${share} %`;
}

/** `48`, `48h` or `2d`. */
function hoursOf(reader: RowReader): number | null {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*(h|d)?(?:ours?|ays?)?$/i.exec(reader.text("plannedStageHours") ?? "") ?? [];
  if (amount === undefined) return reader.number("plannedStageHours");
  return Number(amount) * (unit?.toLowerCase() === "d" ? 24 : 1);
}

function burnRatesOf(reader: RowReader): string[] {
  return reader.list("burnRates").flatMap((written) => {
    const rate = written.replace(/[:=]\s*/, " ").replace(/\s*[x×]$/i, "");
    if (BURN_RATE.test(rate)) return [rate];
    reader.remark("burnRates", "a time and a rate such as 1h 14.6", written);
    return [];
  });
}

/** Both ends as dates, or both as instants; one day is a span of its own. */
function freezeOf(span: string, { timezone }: Place, reader: RowReader): string[] {
  const [from = "", to = from] = span.split(TO);
  const hasTime = /\d:\d\d/.test(span);
  const ends = [from, to].map((end) => (hasTime ? instantIn(end, timezone) : dateIn(end, timezone)));
  if (ends.every((end) => end !== undefined)) return [ends.join("/")];
  reader.remark("freezes", "a span such as 2026-12-20/2027-01-03", span);
  return [];
}
