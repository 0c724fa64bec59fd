import type { LedgerEntry } from "../../core/finding.ts";
import { formatDay, textOf, type Reader } from "../../render/prose.ts";
import { verbOf } from "../acknowledge.ts";
import { withReading } from "../open.ts";
import { printJson, table } from "../print.ts";
import type { Session } from "../session.ts";

type Answered = Required<Pick<LedgerEntry, "acknowledgement">> & LedgerEntry;

const SHORT_KEY = 7;

/** What readers said about flags and still holds, newest first, each with how to take it back. */
export function run(session: Session): Promise<number> {
  return withReading(session, async ({ store, workspace }) => {
    const asOf = new Date().toISOString();
    const entries = await store.findings.findByPrefix("");
    const answered = entries
      .map(({ automation, entry }) => ({ automation, entry }))
      .flatMap(({ automation, entry }) => {
        return isInForce(entry, asOf) ? [{ automation, entry }] : [];
      });
    const newestFirst = answered.toSorted((a, b) => b.entry.acknowledgement.at.localeCompare(a.entry.acknowledgement.at));
    const reader = { timezone: workspace.calendar.timezone, asOf };
    const heading = ["FLAG", "SAID", "BY", "HOLDS", "AUTOMATION", "WHAT"];
    if (session.json) printJson(session, { feedback: newestFirst.map(toJson) });
    else if (newestFirst.length === 0) session.say("No flag is silenced.");
    else session.print(table([heading, ...newestFirst.map((each) => row(each, reader))], session.tableWidth));
    const [first] = newestFirst;
    if (first && !session.json) {
      const { key, acknowledgement } = first.entry;
      session.say(`To take one back: ${session.call(`${verbOf(acknowledgement.kind)} ${key.slice(0, SHORT_KEY)} --undo`)}`);
    }
    return 0;
  });
}

/** One that has run out is an answer no more. */
function isInForce(entry: LedgerEntry, now: string): entry is Answered {
  return entry.acknowledgement !== undefined && (entry.acknowledgement.until ?? now) >= now;
}

interface Told {
  automation: string;
  entry: Answered;
}

function toJson({ automation, entry: { key, rule, acknowledgement } }: Told) {
  return { automation, key, rule, acknowledgement };
}

function row({ automation, entry: { key, lastTitle, acknowledgement } }: Told, reader: Reader): string[] {
  const { kind, by, at, until } = acknowledgement;
  const holds = until === undefined ? (kind === "mute" ? "for good" : "unless worse") : `until ${formatDay(until, reader)}`;
  return [
    key.slice(0, SHORT_KEY),
    `${kind.replaceAll("_", " ")}, ${formatDay(at, reader)}`,
    by,
    holds,
    automation,
    textOf(lastTitle, reader),
  ];
}
