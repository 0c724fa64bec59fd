import type { Incident } from "../../core/kinds/incident.ts";
import type { Rollout } from "../../core/kinds/rollout.ts";

/** The words of common trackers for how a task stands, as `columnKey` writes them. */
export const TASK_WORDS = meanings({
  todo: "todo|to do|not started|open|new|backlog|planned|ready|next|upcoming|triage|pending|scheduled|unstarted|no|false|selected for development",
  in_progress:
    "in progress|in_progress|doing|started|active|wip|working on it|under way|in review|review|in development|testing|in testing|qa|at risk|on track|off track|ongoing",
  blocked: "blocked|on hold|waiting|stuck|paused|impeded",
  done: "done|complete|completed|closed|finished|shipped|resolved|released|merged|launched|yes|true|x|✓",
  cancelled: "cancelled|canceled|dropped|won t do|wont do|won t fix|abandoned|rejected|duplicate|not planned|archived|obsolete",
});

/** How a rollout stands. */
export const ROLLOUT_WORDS: ReadonlyMap<string, Rollout["state"]> = meanings({
  planned: "planned|scheduled|not started|todo|to do|pending|upcoming|queued|ready",
  running: "running|in progress|in_progress|rolling out|active|live|started|ongoing|under way|canary|ramping|baking",
  paused: "paused|on hold|stopped|halted|frozen|blocked|stuck|waiting",
  done: "done|complete|completed|finished|success|shipped|released|fully rolled out",
  failed: "failed|failure|error|broken",
  withdrawn: "withdrawn|rolled back|reverted|cancelled|canceled|taken back|aborted|abandoned",
});

/** How an incident stands. */
export const INCIDENT_WORDS: ReadonlyMap<string, Incident["state"]> = meanings({
  open: "open|new|active|ongoing|investigating|identified|triage|acknowledged|firing|triggered|in progress|in_progress|to do|todo",
  mitigated: "mitigated|monitoring|contained|stable|fixing",
  resolved: "resolved|closed|done|complete|completed|postmortem|post mortem|fixed|recovered",
});

function meanings<Meaning extends string>(words: Readonly<Record<Meaning, string>>): ReadonlyMap<string, Meaning> {
  const known = new Map<string, Meaning>();
  for (const meaning in words) for (const word of words[meaning].split("|")) known.set(word.replaceAll("_", " "), meaning);
  return known;
}
