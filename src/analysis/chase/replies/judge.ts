import type { ToldStatus } from "../../../core/ask.ts";
import { dayOf, type Day } from "./finish-day.ts";
import type { Handover } from "./handover.ts";
import type { Meaning } from "./meanings.ts";
import type { Heard } from "./read-clause.ts";
import { standing } from "./standing.ts";
import { handed, waited, type Wait } from "./waited.ts";

/** What is made of all that was said of one item. */
export interface Judged {
  status: ToldStatus | null;
  eta: { from: string; to: string } | null;
  /** Whether the day has to be asked back. */
  isEtaOpen: boolean;
  percent: number | null;
  waitsFor: Wait | undefined;
  handover: Handover | undefined;
  /** Whether the status is only what the words lean towards. */
  isLeaning: boolean;
}

type Weighed = ToldStatus | "ask";

/** A status, what tells it, and what it cannot stand beside. */
interface Claim {
  status: ToldStatus;
  by: readonly Meaning[];
  against: readonly Meaning[];
}

/** The weightiest first. */
const CLAIMS: readonly Claim[] = [
  {
    status: "dropped",
    by: ["dropped"],
    against: ["done", "on_track", "at_risk", "starting", "progress", "waiting", "blocked", "done_part"],
  },
  { status: "at_risk", by: ["at_risk"], against: ["done", "on_track", "safe", "not_started", "starting", "done_if"] },
  {
    status: "not_started",
    by: ["not_started", "starting"],
    against: ["done", "on_track", "progress", "part", "doing", "done_part", "done_if", "safe"],
  },
];

const WITHOUT_DAY: readonly (ToldStatus | null)[] = ["done", "dropped", "reassigned", "not_started"];

/** The statuses that clauses together tell; what contradicts itself, or only hints, tells what it leans towards, if anything. */
export function judge(clauses: readonly Heard[], due: string | null | undefined, leaning: ToldStatus | null): Judged {
  const { heard, isDayOpen } = standing(clauses);
  const waitsFor = waited(heard);
  const handover = handed(heard);
  const day = dayOf(heard, waitsFor?.heard);
  const percent = heard.find((each) => each.percent !== null)?.percent ?? null;
  const isIrony = clauses.some((each) => each.isIrony);
  const isOrderedAway = clauses.some(({ isOrder, senses }) => isOrder && senses.has("dropped"));
  const weighed = isIrony ? "ask" : weigh({ any: anyOf(heard), waitsFor, handover, percent, day, due, heard, isOrderedAway });
  const isLeaning = weighed === "ask" && leaning !== null;
  const status = weighed !== "ask" ? weighed : isLeaning ? leaning : null;
  const hasDay =
    status === null ? !isIrony && (day.days === null || day.isEnd || day.isOpen) && isOnlyDay(heard) : !WITHOUT_DAY.includes(status);
  return {
    status,
    eta: hasDay ? day.days : null,
    isEtaOpen: hasDay && (day.isOpen || (isDayOpen && day.days === null)),
    percent: status === null || status === "dropped" || status === "reassigned" ? null : percent,
    waitsFor: status === "blocked" ? waitsFor : undefined,
    handover: status === "reassigned" ? handover : undefined,
    isLeaning,
  };
}

/** Whether anything was meant that nobody doubts. */
function anyOf(heard: readonly Heard[]): (...meanings: readonly Meaning[]) => boolean {
  const sure = heard.filter(({ senses }) => !senses.has("doubt"));
  const all = new Set(sure.flatMap(({ senses }) => [...senses]));
  return (...meanings) => meanings.some((meaning) => all.has(meaning));
}

interface Weights {
  any: (...meanings: readonly Meaning[]) => boolean;
  waitsFor: Wait | undefined;
  handover: Handover | undefined;
  percent: number | null;
  day: Day;
  due: string | null | undefined;
  heard: readonly Heard[];
  isOrderedAway: boolean;
}

function weigh(weights: Weights): Weighed {
  const { any, waitsFor, handover, heard, isOrderedAway } = weights;
  if (handover) return any("done", "dropped", "blocked", "done_if") ? "ask" : "reassigned";
  if (any("killed") && isOrderedAway) return "dropped";
  if (heard.some(isOfPart)) return "ask";
  if (waitsFor && !isHarmless(waitsFor.heard, heard)) return any("unblocked", "dropped") ? "ask" : "blocked";
  const claim = CLAIMS.find(({ by }) => any(...by));
  if (claim) return any(...claim.against) ? "ask" : claim.status;
  if (any("with", "on_hold", "killed", "trouble")) return "ask";
  return any("done", "ticked") ? doneOrMore(weights) : underWay(weights);
}

/** Whether what is needed holds nothing up, as is said right after it. */
function isHarmless({ clause, senses }: Heard, heard: readonly Heard[]): boolean {
  const next = heard[heard.findIndex((each) => each.clause === clause) + 1];
  return next?.senses.has("unblocked") === true && !senses.has("blocked") && /\bneeds?\b/.test(clause.text);
}

/** Part of the work was dropped, rather than all of it. */
function isOfPart({ senses, rest, clause }: Heard): boolean {
  return senses.has("dropped") && rest !== "" && DROPS_SOMETHING.test(clause.text) && !WHY_DROPPED.test(clause.text);
}

const DROPS_SOMETHING =
  /\b(?:dropp|cut|cancel|scrap|abandon|descop)\w* (?:(?:the|a|an|some|most|half|part|parts|one|two|three|our|my|\d+) (?!whole|§)|everything else|all but|\w+s\b)(?!it\b|this\b)/;
const WHY_DROPPED = /\b(?:from|for|due|in favou?r|since|because|by|last|this|as)\b/;

const MORE_TO_DO =
  /\b(?:will|going to|needs? to|have to|has to|still|todo|tomorrow|except|once|waiting|wants?|missing|next|maybe|should|might|could|may)\b/;

function doneOrMore({ any, day, percent, heard }: Weights): Weighed {
  if (any("ticked") && !any("done") && any("on_track", "progress", "doing", "part")) return "on_track";
  if (any("part") && !any("not_done", "doing", "done_if", "past", "waiting")) return day.isOpen ? "ask" : "on_track";
  if (any("not_done", "doing", "done_if", "progress", "waiting", "past") || day.days !== null || day.isOpen) return "ask";
  if (heard.some(isUnknownBut)) return "ask";
  const isMoreToDo = heard.some(({ senses, clause }) => !senses.has("done") && MORE_TO_DO.test(clause.text));
  return isMoreToDo || (percent !== null && percent < 100) ? "ask" : "done";
}

function underWay({ any, day, percent, due, heard }: Weights): Weighed {
  if (day.isPast && !any("progress", "busy")) return "ask";
  if ((any("done_if") && percent === null) || (any("waiting", "later") && !any("on_track", "progress", "part", "doing"))) return "ask";
  const isLate = day.days !== null && typeof due === "string" && day.days.to > due;
  if (isLate && heard.some(({ masked }) => /\b(?:not|instead of|rather than) (?:on |by |for |the )*_/.test(masked))) return "at_risk";
  if (isLate || heard.some(isUnknownBut)) return "ask";
  if (any("on_track", "safe") || (any("thumbs_up") && heard.every(({ rest }) => rest === "")) || heard.some(isFine)) return "on_track";
  if (percent === 100 && !any("progress", "not_done", "done_part")) return day.days === null ? "done" : "ask";
  const isUnderWay = any("progress", "part", "doing", "busy") || percent !== null || (day.days !== null && day.isEnd && !day.isDoubted);
  return isUnderWay ? "on_track" : "ask";
}

/** "Good, but" something that nobody understood. */
function isUnknownBut({ clause, rest, senses, days }: Heard): boolean {
  return (
    (/^not (?:\S+ )+\S/.test(clause.text) || /\b(?:but|though|although|however|except|then)\b/.test(clause.joint)) &&
    rest !== "" &&
    days.length === 0 &&
    [...senses].every((sense) => sense === "aside" || sense === "doubt")
  );
}

/** "Fine", alone or of a day. */
function isFine({ senses, days, rest, clause }: Heard): boolean {
  if (!senses.has("fine") || senses.has("doubt") || rest !== "" || senses.has("not_done")) return false;
  return (
    days.some(({ role }) => role === "finish") ||
    /^(?:[\w§']+ ){0,3}(?:fine|good)\b|^(?:the )?[§¶]\d+ (?:is |are |all )?(?:ok|okay)\b/.test(clause.text)
  );
}

/** What may stand beside a day that is all that is clear. */
const BESIDE_A_DAY: ReadonlySet<Meaning> = new Set([
  "fine",
  "progress",
  "doing",
  "done_part",
  "part",
  "unblocked",
  "not_done",
  "doubt",
  "on_track",
  "aside",
  "later",
  "busy",
]);

function isOnlyDay(heard: readonly Heard[]): boolean {
  return heard.every(({ senses, handover }) => handover === undefined && [...senses].every((meaning) => BESIDE_A_DAY.has(meaning)));
}
