/** How long what was kept stays. What is still needed stays for longer: what is on its way, waits for a person, or is where the next run goes on. */
export interface Retention {
  /** Runs with their findings and log lines, and what was due, in milliseconds after their end. */
  runsMs: number;
  /** What was fetched, and what the stages of runs made of it. */
  textsMs: number;
  /** Messages with what they said and what was answered to them. */
  messagesMs: number;
  /** The newest runs and messages of each automation that stay, however old. */
  keep: number;
}

const DAY_MS = 86_400_000;

/** Where nobody says otherwise. */
export const USUAL_RETENTION: Retention = { runsMs: 180 * DAY_MS, textsMs: 30 * DAY_MS, messagesMs: 365 * DAY_MS, keep: 20 };

/** Less than this would take away what tells that somebody was told already, in milliseconds. */
export const SHORTEST_RECORD_MS = 7 * DAY_MS;
/** Less than this would have people asked again about what they have just answered, or were silent about. */
export const SHORTEST_ASKS_MS = 90 * DAY_MS;
/** Less than this would take away what a run that failed can be taken up with. */
export const SHORTEST_TEXTS_MS = DAY_MS;
