import type { Bullet } from "../../core/briefing.ts";
import type { LedgerEntry } from "../../core/finding.ts";
import type { Item, SourceHealth } from "../../core/item.ts";
import { derived, prose, type Prose } from "../../core/prose.ts";
import { joined, shown } from "../facts.ts";
import { connectorOf, countFact, sourceFact } from "../source.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Notes beyond these few wait until the first are dealt with. */
const MOST_NOTES = 3;

/** One line on what was looked at, and since when. `since` is the instant of the last briefing; undefined on the first run. */
export function coverageOf(sources: readonly SourceHealth[], items: readonly Item[], since: string | undefined): Prose {
  const read = sources.filter((health) => health.ok || health.count > 0);
  const first = read[0];
  if (first === undefined) return prose`Nothing could be read.`;
  const connectors = [...new Set(read.map((health) => connectorOf(health.source)))];
  const places = connectors.map((connector) =>
    placesOf(
      connector,
      items.filter((item) => item.source === connector),
    ),
  );
  return prose`Looked at ${joined(places, ", ", " and ")}${since === undefined ? lookBack(first) : sinceThen(since)}.`;
}

/** A source that failed or was read in part, why, and what to do about it. */
export function gapBullet(health: SourceHealth, unchecked: readonly LedgerEntry[]): Bullet {
  const error = health.error ?? "no answer";
  const stop = /[.!?]$/.test(error) ? "" : ".";
  const hint = health.hint === undefined ? [] : prose` ${shown(sourceFact(health, "hint", health.hint))}`;
  const open = unchecked.length === 0 ? "" : " What was open there has not been checked.";
  const name = shown(sourceFact(health, "source", health.source));
  return lineOf(prose`${name}: ${health.error === undefined ? error : shown(sourceFact(health, "error", error))}${stop}${hint}${open}`);
}

/** Caps reached and the like: no failures, yet worth knowing. */
export function noteBullets(sources: readonly SourceHealth[]): Bullet[] {
  const notes = sources.flatMap((health) => (health.notes ?? []).map((note, index) => sourceFact(health, `notes.${index}`, note)));
  return notes.slice(0, MOST_NOTES).map((note) => lineOf([shown(note)]));
}

function lineOf(text: Prose): Bullet {
  return { kind: "fact", text, cites: [], flags: [] };
}

/** What people would say was looked at: repositories, files, or else the items themselves. */
function placesOf(connector: string, items: readonly Item[]): Prose {
  const repositories = items.filter((item) => item.kind === "repository").length;
  if (repositories > 0) return [derived(repositories, "repository", [countFact(connector, "repository", repositories)])];
  const files = new Set(items.map((item) => item.fields["path"] ?? null).filter((path) => path !== null)).size;
  if (files > 0) return [derived(files, "file", [countFact(connector, "distinct.path", files)])];
  return [derived(items.length, "item", [countFact(connector, "", items.length)])];
}

function sinceThen(since: string): Prose {
  return prose` since ${shown({ item: "run", path: "since", value: since }, "instant")}`;
}

function lookBack(health: SourceHealth): Prose {
  const { from, to } = health.window;
  const days = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
  return prose` over the last ${derived(days, "day", [sourceFact(health, "window.from", from), sourceFact(health, "window.to", to)])}`;
}
