import type { Automation } from "../core/automation.ts";
import { countOf } from "../lib/text.ts";
import type { LoadedDefinitions } from "./load.ts";

/** What became of one automation when its folder was read again. */
export interface Notice {
  automation: string;
  change: "added" | "changed" | "repaired" | "removed" | "kept" | "refused";
  /** One sentence for people. */
  message: string;
}

/** What runs, and of which automations the file cannot be used as it is now. */
export interface InForce {
  automations: readonly Automation[];
  broken: ReadonlySet<string>;
}

/**
 * The automations in force after a reload: those that loaded, and for a file that is broken now the version from before.
 * An automation whose file is gone is gone. With a folder that cannot be read, everything stays.
 */
export function keepLastGood(previous: InForce, loaded: LoadedDefinitions): InForce & { notices: Notice[] } {
  const before = new Map(previous.automations.map((automation) => [automation.id, automation]));
  const now = new Map(loaded.automations.map((automation) => [automation.id, automation]));
  const present = new Set(loaded.present ?? before.keys());
  const kept = previous.automations.filter(({ id }) => present.has(id) && !now.has(id));
  const notices = [...new Set([...before.keys(), ...present])].flatMap(
    (id) => noticeOf(id, previous, before.get(id), now.get(id), present.has(id), loaded) ?? [],
  );
  const broken = new Set([...present].filter((id) => !now.has(id)));
  return { automations: [...loaded.automations, ...kept].sort((a, b) => (a.id < b.id ? -1 : 1)), broken, notices };
}

function noticeOf(
  id: string,
  previous: InForce,
  before: Automation | undefined,
  now: Automation | undefined,
  present: boolean,
  loaded: LoadedDefinitions,
): Notice | undefined {
  if (!present) return { automation: id, change: "removed", message: `${id} was removed: it runs no more.` };
  if (now && previous.broken.has(id)) return { automation: id, change: "repaired", message: `${id} is in order now: it runs as written.` };
  if (now && !before) return { automation: id, change: "added", message: `${id} was added.` };
  if (now) return now.hash === before?.hash ? undefined : { automation: id, change: "changed", message: `${id} was changed.` };
  const problems = loaded.present ? `its file has ${countOf(problemsOf(id, loaded), "problem")}` : "its folder cannot be read";
  if (before) return { automation: id, change: "kept", message: `${id} stays as it was: ${problems}.` };
  return { automation: id, change: "refused", message: `${id} does not run: ${problems}.` };
}

function problemsOf(id: string, { problems }: LoadedDefinitions): number {
  return problems.filter(
    ({ file }) =>
      file
        .split("/")
        .at(-1)
        ?.replace(/\.[^.]+$/, "") === id,
  ).length;
}
