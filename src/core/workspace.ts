import type { People } from "./person.ts";
import type { WorkCalendar } from "./work-calendar.ts";

/** What config/chief.yaml and config/people.yaml say, as the rest of Chief sees it. */
export interface Workspace {
  /** Absolute path. Relative paths in definitions start here. */
  root: string;
  /** Absolute path of the folder that holds the database. */
  dataDirectory: string;
  automationsDirectory: string;
  owner: string;
  calendar: WorkCalendar;
  people: People;
  server: { host: string; port: number };
  /** Thresholds by rule id, then by the threshold's name. */
  rules: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Runs at once, over all automations. */
  concurrency: number;
  logLevel: string;
  /** Hash of everything above. */
  hash: string;
}
