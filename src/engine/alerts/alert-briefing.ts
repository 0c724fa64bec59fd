import type { Briefing, Bullet } from "../../core/briefing.ts";
import type { Trouble, TroubleGroup } from "../../core/ports/alerts.ts";
import { prose, strong, type Prose, type Span } from "../../core/prose.ts";
import { countOf, listOf } from "../../lib/text.ts";
import { isOwnMessage } from "./alerts.ts";

/** What stands for the automation where Chief speaks of itself. */
export const CHIEF = "chief";

/** What a message about troubles needs to know. */
export interface AlertContext {
  /** The message's own name. */
  id: string;
  asOf: string;
  /** The owner's zone. */
  timezone: string;
  /** What earlier messages had to say that did not arrive, by their key. */
  lost: ReadonlyMap<string, Briefing>;
}

const MOST_BULLETS = 20;
const MOST_NAMED = 3;

/** The document that tells the owner of troubles: what, when, why, and what to do about each. */
export function alertBriefing(groups: readonly TroubleGroup[], { id, asOf, timezone, lost }: AlertContext): Briefing {
  const bullets = groups.flatMap((group) => [bulletOf(lineOf(group)), ...lostBullets(group, lost)]);
  const shown = bullets.slice(0, MOST_BULLETS);
  const rest = bullets.length - shown.length;
  if (rest > 0) shown.push(bulletOf(prose`And ${countOf(rest, "more line")}: chief runs and chief occurrences list them all.`));
  return {
    automation: CHIEF,
    title: titleOf(groups),
    run: id,
    asOf,
    timezone,
    example: false,
    headline: prose`${summaryOf(groups)}.`,
    sections: [{ id: "risks", title: "What happened", style: "list", bullets: shown }],
    gaps: [],
    coverage: prose`Each of these is told once. chief doctor checks whether all else works.`,
    citations: [],
    sources: [],
    quiet: false,
  };
}

/** What is told of a trouble in a few words. */
export type LabelledTrouble = Pick<TroubleGroup, "automation" | "kind"> & { newest: Pick<Trouble, "subject" | "asked"> };

/** The subject of an account's trouble names it: `connection:google:<since>`. */
function connectionOf({ subject }: Pick<Trouble, "subject">): string {
  return subject.split(":")[1] ?? "an account";
}

/** One group in a few words: `morning-briefing failed`. */
export function labelOf({ automation, kind, newest }: LabelledTrouble): string {
  switch (kind) {
    case "failed":
      return `${automation} failed`;
    case "missed":
      return `${automation} did not run`;
    case "late":
      return `${automation} ran late`;
    case "undeliverable":
      return `a message of ${automation} did not arrive`;
    case "delayed":
      return `a message of ${automation} is delayed`;
    case "paused":
      return `${automation} was paused`;
    case "over_budget":
      return automation === CHIEF ? "all automations together are over their budget" : `${automation} is over its budget`;
    case "goal_met":
      return `${automation} has reached its goal`;
    case "stuck":
      return `${automation} waits for somebody`;
    case "signed_out":
      return `the sign-in of ${connectionOf(newest)} has ended`;
    case "held":
      return `a message of ${automation} waits for a word`;
    case "unasked":
      return `${newest.asked ?? "somebody"} could not be asked about a message of ${automation}`;
  }
}

function titleOf(groups: readonly TroubleGroup[]): string {
  const [first] = groups;
  const more = groups.length - 1;
  return `Chief: ${first ? labelOf(first) : "nothing happened"}${more > 0 ? `, and ${more} more` : ""}`;
}

function summaryOf(groups: readonly TroubleGroup[]): string {
  const labels = groups.map((group, index) => (index === 0 ? openingOf(group) : labelOf(group)));
  const rest = labels.length - MOST_NAMED;
  return listOf(rest > 0 ? [...labels.slice(0, MOST_NAMED), `${rest} more`] : labels);
}

/** The label as a sentence begins; an automation's id stays as it is written. */
function openingOf(group: TroubleGroup): string {
  return labelOf(group).replace(/^(?:an?|the|you) /, capitalise);
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function lineOf(group: TroubleGroup): Prose {
  const { kind, count, inRow, newest } = group;
  const label = strong(openingOf(group));
  const times = count === 1 ? "" : ` ${countOf(count, "time")}, last`;
  const why = prose`: ${foreign(withoutStop(newest.reason))}.${newest.hint === undefined ? "" : prose` ${foreign(newest.hint)}`}`;
  const next = ` ${nextOf(group)}`;
  switch (kind) {
    case "failed":
      return prose`${label}${times} on ${instant(newest.at)}${inRow > 1 ? ` (${countOf(inRow, "failure")} in a row now)` : ""}${why}${next}`;
    case "missed":
      return prose`${label}${times} on ${instant(newest.dueAt ?? newest.at)}${why}${next}`;
    case "late":
      return prose`${label}${times}: due ${instant(newest.dueAt ?? newest.at)}, started ${instant(newest.at)}${why}`;
    case "delayed":
      return prose`${label}${count === 1 ? "" : ` ${countOf(count, "time")}, last`}, written ${instant(newest.at)}${why} It is tried again ${instant(newest.dueAt ?? newest.at)}, and goes on being tried.${next}`;
    case "goal_met":
      return prose`${label} on ${instant(newest.at)}.${next}`;
    case "undeliverable":
    case "paused":
    case "over_budget":
    case "stuck":
    case "signed_out":
    case "held":
    case "unasked":
      return prose`${label}${times} on ${instant(newest.at)}${why}${next}`;
  }
}

function nextOf(group: TroubleGroup): string {
  const { automation, kind, newest } = group;
  if (isOwnMessage(group)) return "What it had to say follows.";
  switch (kind) {
    case "failed":
      return `Next: chief show ${newest.run} tells more; chief retry ${newest.run} takes it up again.`;
    case "missed":
      return `Next: chief run ${automation} runs it now; chief occurrences ${automation} lists what was due.`;
    case "late":
      return "";
    case "delayed":
    case "undeliverable":
      return `Next: chief messages lists it${newest.run === undefined ? "." : `; chief show ${newest.run} shows what it says.`}`;
    case "paused":
      return `Next: once the cause is gone, chief resume ${automation} takes up its schedule again.`;
    case "over_budget":
      return "What models could not be asked for any more, code wrote, and each briefing says so. Next: chief costs shows what was spent on what.";
    case "goal_met":
      return `It is paused: nothing is left to do. Next: chief runs ${automation} lists what led there, chief resume ${automation} has it run again.`;
    case "stuck":
      return `Next: chief show ${newest.run} shows what it waits for. It goes on by itself once something new comes in.`;
    case "held":
      return "Next: chief messages lists it.";
    case "unasked":
      return "Next: chief messages lists it, and chief deny ends it. The question goes out once there is a way.";
    case "signed_out":
      return "Until then what it would bring is missing, each briefing says so, and messages that go out by it wait.";
  }
}

function lostBullets(group: TroubleGroup, lost: ReadonlyMap<string, Briefing>): Bullet[] {
  const briefing = isOwnMessage(group) ? lost.get(group.newest.message?.key ?? "") : undefined;
  return briefing?.sections.flatMap((section) => section.bullets) ?? [];
}

function bulletOf(text: Prose): Bullet {
  return { kind: "fact", text, cites: [], flags: [] };
}

function instant(at: string): Span {
  return { kind: "fact", fact: { item: "run", path: "at", value: at }, form: "instant" };
}

/** Words that may come from outside: shown as text, whatever they look like. */
function foreign(text: string): Span {
  return { kind: "fact", fact: { item: "run", path: "reason", value: text }, form: "text" };
}

function withoutStop(text: string): string {
  return text.replace(/[.!?\s]+$/, "");
}
