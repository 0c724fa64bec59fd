import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { icsConnector } from "../../../src/connectors/ics/index.ts";
import { instancesIn, type Instance } from "../../../src/core/kinds/instance.ts";
import type { FetchContext, Fetched } from "../../../src/core/ports/outside.ts";
import { contextFor, type Prepared } from "../contract.ts";

/** When files of test workspaces changed. */
const EDITED = new Date("2026-11-18T10:00:00.000Z");
/** A week that ends on a Thursday morning. */
export const WEEK = { from: "2026-11-12T08:00:00.000Z", to: "2026-11-19T08:00:00.000Z" };

const top = await mkdtemp(join(tmpdir(), "chief-ics-"));

/** For the end of a test file. */
export async function removeWorkspaces(): Promise<void> {
  await rm(top, { recursive: true });
}

/** A new folder with these files in `calendar/`. */
export async function createWorkspace(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const root = await mkdtemp(join(top, "workspace-"));
  await mkdir(join(root, "calendar"));
  for (const [path, content] of Object.entries(files)) await writeCalendar(root, path, content);
  return root;
}

/** Writes a file into `calendar/`. */
export async function writeCalendar(root: string, path: string, content: string | Uint8Array, at = EDITED): Promise<void> {
  const full = join(root, "calendar", path);
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, content);
  await utimes(full, at, at);
}

/** What the contract's tests are given. */
export function prepared(root: string, options: unknown = {}): Prepared {
  return { root, options, window: WEEK };
}

/** Reads a workspace as a definition with these options would. */
export function fetchFrom(root: string, options: unknown = {}, changes: Partial<FetchContext<unknown>> = {}): Promise<Fetched> {
  const context = contextFor(icsConnector, prepared(root, options), changes);
  return icsConnector.fetch({ ...context, options: icsConnector.schema.parse(options) });
}

/** What a run at the end of a day sees of one calendar, in order of time. */
export async function readDates(text: string, timezone = "UTC", to = WEEK.to, options: unknown = {}): Promise<readonly Instance[]> {
  const root = await createWorkspace({ "a.ics": text });
  return instancesIn((await fetchFrom(root, options, { timezone, window: { from: WEEK.from, to } })).items);
}

/** A calendar with these lines in it. */
export function calendar(...lines: readonly string[]): string {
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", ...lines, "END:VCALENDAR", ""].join("\r\n");
}

/** An event with these lines in it. */
export function event(...lines: readonly string[]): string {
  return ["BEGIN:VEVENT", ...lines, "END:VEVENT"].join("\r\n");
}
