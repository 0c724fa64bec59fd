import type { Automation } from "../core/automation.ts";
import { isSchedule, type Catchup, type Overlap } from "../core/trigger.ts";
import { durationInWords } from "../lib/duration.ts";
import { countOf } from "../lib/text.ts";
import type { Sentence } from "../core/sentence.ts";

/** What happens to times and events that do not simply start; nothing for what is only started by hand. */
export function timingSentences(automation: Automation): Sentence[] {
  const { triggers, catchup, rollUp } = automation;
  if (triggers.length === 0) return [];
  const hasTimes = triggers.some(isSchedule);
  return [
    { about: "meanwhile", text: meanwhileInWords(automation) },
    ...(hasTimes ? [{ about: "missed", text: missedInWords(catchup) } as const] : []),
    ...(rollUp ? [{ about: "days_off", text: "After days off, its first briefing tells again what came up during them." } as const] : []),
  ];
}

/** What follows when runs fail, and who is told how they go. */
export function failureSentences({ onFailure, pauseOnFailure, ping }: Automation): Sentence[] {
  const told = onFailure.after === 1 ? "when a run fails" : `after ${countOf(onFailure.after, "failure")} in a row`;
  const pause = pauseOnFailure === 0 ? "It never pauses by itself" : `After ${countOf(pauseOnFailure, "failure")} in a row it pauses`;
  const often =
    onFailure.everyMs === undefined
      ? "as often as alerts in config/chief.yaml allows"
      : `at most once in ${durationInWords(onFailure.everyMs)}`;
  const text = `The owner is told ${told}, ${often}. ${pause}.`;
  const pinged = `The address ${ping} of config/chief.yaml is told when a run starts, succeeds or fails.`;
  return [{ about: "failures", text }, ...(ping === undefined ? [] : [{ about: "ping", text: pinged } as const])];
}

const MEANWHILE: Readonly<Record<Overlap, string>> = {
  skip: "is skipped",
  buffer_one: "waits, unless another waits already",
  buffer_all: "waits for its turn",
  cancel_other: "ends what runs and takes its place",
  allow_all: "starts all the same",
};

function meanwhileInWords({ triggers, overlap, concurrency }: Automation): string {
  const room = concurrency === 1 ? "One run at a time" : `At most ${countOf(concurrency, "run")} at once`;
  const hasTimes = triggers.some(isSchedule);
  const hasEvents = !triggers.every(isSchedule);
  if (overlap !== undefined && hasTimes && hasEvents) return `${room}; a time or an event that comes meanwhile ${MEANWHILE[overlap]}.`;
  const times = hasTimes ? [`a time that comes meanwhile ${MEANWHILE[overlap ?? "skip"]}`] : [];
  const events = hasEvents ? [`an event that comes meanwhile ${MEANWHILE[overlap ?? "buffer_all"]}`] : [];
  return `${room}; ${[...times, ...events].join(", ")}.`;
}

const LONGEST_CATCHUP = "12 hours";

function missedInWords({ mode, windowMs, max }: Catchup): string {
  const missed = "Times missed while Chief was not running";
  const window = windowMs === undefined ? undefined : `${durationInWords(windowMs)} late`;
  switch (mode) {
    case "none":
      return `${missed} are left out.`;
    case "all":
      return `${missed} still run, ${max} at most, those that are at most ${window ?? `${LONGEST_CATCHUP} late`}.`;
    case "latest":
      return `${missed}: the latest still runs, if it is at most ${window ?? `half the gap late, at most ${LONGEST_CATCHUP}`}.`;
  }
}
