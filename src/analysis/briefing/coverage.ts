import type { Bullet } from "../../core/briefing.ts";
import type { LedgerEntry } from "../../core/finding.ts";
import type { Fact, Item, SourceHealth } from "../../core/item.ts";
import { derived, prose, type Prose } from "../../core/prose.ts";
import { joined, shown } from "../facts.ts";
import { connectorOf, countFact, kindWords, sourceFact } from "../source.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Need not be there where what Chief ships reads it, and what it is called where there is none. */
const OPTIONAL: Readonly<Record<string, string>> = { ics: "calendar", mail: "mail", files: "files", git: "repository" };
/** A run that speaks of an earlier time than that of its reading by more than this says so. */
const LOOKING_BACK_MS = 60 * 60 * 1000;

/** One line on what was looked at, and since when. `since` is the instant of the last briefing; undefined on the first run. */
export function coverageOf(sources: readonly SourceHealth[], items: readonly Item[], since: string | undefined): Prose {
  const read = sources.filter((health) => health.ok || health.count > 0);
  const first = read[0];
  if (first === undefined) return prose`Nothing could be read.`;
  const connectors = new Map(read.toReversed().map((health) => [connectorOf(health.source), health]));
  const held = Map.groupBy(items, (item) => item.source);
  const needed = [...connectors].toReversed().filter(([connector]) => held.has(connector) || !(connector in OPTIONAL));
  const places = needed.map(([connector, health]) => {
    const own = held.get(connector) ?? [];
    return placesOf[connector]?.(own) ?? itemsIn(health, connector, own);
  });
  const from = since === undefined ? lookBack(first) : sinceThen(since);
  if (places.length === 0) return prose`There was nothing to look at${from}.${asRead(first)}`;
  // On a first run each says so itself, in a note.
  const unheld = since === undefined ? [] : [...connectors.keys()].toReversed().filter((connector) => !held.has(connector));
  const absent = unheld.flatMap((connector) => OPTIONAL[connector] ?? []);
  const none = absent.length === 0 ? "" : `; found no ${absent.join(" and no ")}`;
  return prose`Looked at ${joined(places, ", ", " and ")}${from}${none}.${asRead(first)}`;
}

/** What tells no date can't be shown as it was. */
function asRead(health: SourceHealth): Prose {
  if (Date.parse(health.fetchedAt) - Date.parse(health.window.to) <= LOOKING_BACK_MS) return [];
  const at = shown(sourceFact(health, "fetchedAt", health.fetchedAt), "instant");
  return prose` What has no date, such as files, is told as it stood when it was read, ${at}.`;
}

/** A source that failed or was read in part, why, and what to do about it. */
export function gapBullet(health: SourceHealth, unchecked: readonly LedgerEntry[]): Bullet {
  const error = health.error ?? "no answer";
  const stop = /[.!?]$/.test(error) ? "" : ".";
  const hint = health.hint === undefined ? [] : prose` ${shown(sourceFact(health, "hint", health.hint))}`;
  const open = unchecked.length === 0 ? "" : " What was open there has not been checked.";
  if (health.shutOut) return lineOf(prose`${shutOut(health, health.shutOut)}.${hint}${open}`);
  const name = shown(sourceFact(health, "source", health.source));
  return lineOf(prose`${name}: ${health.error === undefined ? error : shown(sourceFact(health, "error", error))}${stop}${hint}${open}`);
}

/** Said by what is missing and since when: why is in what to do about it. */
function shutOut(health: SourceHealth, { title, since }: NonNullable<SourceHealth["shutOut"]>): Prose {
  const from = since === undefined ? [] : prose` since ${shown(sourceFact(health, "shutOut.since", since), "instant")}`;
  return prose`${shown(sourceFact(health, "shutOut.title", title))} not included${from}`;
}

/** Caps reached and the like: no failures, yet worth knowing. */
export function noteBullets(sources: readonly SourceHealth[]): Bullet[] {
  return notesIn(sources).map((note) => lineOf([shown(note)]));
}

/** The first of them; the others are counted, since one of them may say what was left out. */
export function firstNotes(sources: readonly SourceHealth[], most: number, automation: string): Bullet[] {
  const rest = notesIn(sources).slice(most);
  const where = prose`; chief show ${shown({ item: "run", path: "automation", value: automation })} --json lists them`;
  const more = rest.length === 0 ? [] : [lineOf(prose`${derived(rest.length, "more note", rest)}${where}.`)];
  return [...noteBullets(sources).slice(0, most), ...more];
}

function notesIn(sources: readonly SourceHealth[]): Fact[] {
  return sources.flatMap((health) => (health.notes ?? []).map((note, index) => sourceFact(health, `notes.${index}`, note)));
}

function lineOf(text: Prose): Bullet {
  return { kind: "fact", text, cites: [], flags: [] };
}

/** What people would say was looked at, by connector; of any other it is its items. */
const placesOf: Readonly<Record<string, (items: readonly Item[]) => Prose>> = {
  git(items) {
    const count = items.filter((item) => item.kind === "repository").length;
    return [derived(count, "repository", [countFact("git", "repository", count)])];
  },
  events(items) {
    return [derived(items.length, "event", [countFact("events", "event", items.length)])];
  },
  ics: (items) => calendarsIn("ics", items),
  "google-calendar": (items) => prose`${calendarsIn("google-calendar", items)} at Google`,
  mail: (items) => mailIn("mail", items),
  imap: (items) => prose`${mailIn("imap", items)} in the mailbox`,
  gmail: (items) => prose`${mailIn("gmail", items)} in Gmail`,
  github(items) {
    const pulls = items.filter((item) => item.kind === "pull_request").length;
    const count = new Set(items.flatMap((item) => item.fields["repository"] ?? [])).size;
    const repositories = derived(count, "repository", [countFact("github", "distinct.repository", count)]);
    const counted = derived(pulls, "pull request", [countFact("github", "pull_request", pulls)]);
    if (count === 0) return prose`GitHub`;
    return pulls === 0 ? prose`${repositories} at GitHub` : prose`${repositories} with ${counted} at GitHub`;
  },
  notion(items) {
    const counts = [...Map.groupBy(items, ({ kind }) => kind)].map(([kind, group]) => countFact("notion", kind, group.length));
    return prose`${derived(items.length, "entry", counts)} in Notion`;
  },
  slack(items) {
    const count = new Set(items.flatMap((item) => item.fields["channel"] ?? [])).size;
    return prose`${derived(count, "channel", [countFact("slack", "distinct.channel", count)])} of Slack`;
  },
  files(items) {
    const count = new Set(items.flatMap((item) => item.fields["path"] ?? [])).size;
    return [derived(count, "file", [countFact("files", "distinct.path", count)])];
  },
};

function mailIn(connector: string, items: readonly Item[]): Prose {
  return [derived(items.length, "mail", [countFact(connector, "mail", items.length)])];
}

function calendarsIn(connector: string, items: readonly Item[]): Prose {
  const count = new Set(items.flatMap((item) => item.fields["calendar"] ?? [])).size;
  return [derived(count, "calendar", [countFact(connector, "distinct.calendar", count)])];
}

/** `3 tasks in csv-tasks`. */
function itemsIn(health: SourceHealth, connector: string, items: readonly Item[]): Prose {
  const kinds = new Set(items.map((item) => item.kind));
  const [kind = ""] = kinds.size === 1 ? kinds : [];
  const count = derived(items.length, kind === "" ? "item" : kindWords(kind), [countFact(connector, kind, items.length)]);
  return prose`${count} in ${shown(sourceFact(health, "source", health.source))}`;
}

function sinceThen(since: string): Prose {
  return prose` since ${shown({ item: "run", path: "since", value: since }, "instant")}`;
}

function lookBack(health: SourceHealth): Prose {
  const { from, to } = health.window;
  const days = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
  // A run as of an earlier instant than the last one has nothing to look back on.
  if (days === 0) return [];
  return prose` over the last ${derived(days, "day", [sourceFact(health, "window.from", from), sourceFact(health, "window.to", to)])}`;
}
