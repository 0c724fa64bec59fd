import type { Ask, Wish } from "../../core/ask.ts";
import type { Leaving } from "../../analysis/chase/types.ts";
import { leavingIn } from "../../engine/run/chase/record.ts";
import { formatDay } from "../../render/prose.ts";
import { endedRows, nameOf, openRows, withNext, type AskReader, type OpenAsk } from "../ask-words.ts";
import { findLastChased } from "../chased.ts";
import { pickAutomation, withOperations, withReading, type Reading } from "../open.ts";
import { usageError, type Options } from "../options.ts";
import { oneLine, printJson, table } from "../print.ts";
import type { Session } from "../session.ts";

/** How far back `--all` goes. */
const ENDED_MS = 30 * 86_400_000;

/** What people are asked: lists it, or ends it. */
export async function run(session: Session, [action, automation, item]: readonly string[], options: Options): Promise<number> {
  if (action === undefined) return list(session, options);
  if (action === "cancel" && automation !== undefined) return cancel(session, automation, item);
  throw usageError(
    `expected nothing more, or cancel and the name of an automation, got ${action}`,
    "`chief asks` lists what is open, `chief asks cancel AUTOMATION ITEM` ends it.",
  );
}

interface Listed {
  open: OpenAsk[];
  ended: Ask[];
  wishes: Wish[];
}

function list(session: Session, options: Options): Promise<number> {
  return withReading(session, async (reading) => {
    const wanted = options.text("automation");
    const automation = wanted === undefined ? undefined : await idOf(session, reading, wanted);
    const asOf = new Date().toISOString();
    const listed = await readAsks(reading, automation, options.flag("all") ? new Date(Date.parse(asOf) - ENDED_MS).toISOString() : asOf);
    if (session.json) printJson(session, { ...listed });
    else show(session, listed, { timezone: reading.workspace.calendar.timezone, asOf, people: reading.workspace.people });
    return 0;
  });
}

/** An automation whose file is gone is known by what it has asked. */
async function idOf(session: Session, reading: Reading, wanted: string): Promise<string> {
  const [own] = await reading.store.asks.list({ automation: wanted, endedSince: "" });
  return own?.automation ?? (await pickAutomation(session, reading, wanted)).id;
}

async function readAsks({ store }: Reading, automation: string | undefined, endedSince: string): Promise<Listed> {
  const asks = await store.asks.list({ ...(automation !== undefined && { automation }), endedSince });
  const ended = asks.filter(({ endedAt }) => endedAt !== undefined);
  const open: OpenAsk[] = [];
  for (const [id, own] of Map.groupBy(asks, (ask) => ask.automation)) {
    const { waits } = (await findLastChased(store, id)) ?? { waits: [] };
    for (const ask of own) if (ask.endedAt === undefined) open.push(withNext(ask, waits, await leavingOf(store, ask)));
  }
  return { open, ended, wishes: await store.asks.wishes() };
}

async function leavingOf({ outbox }: Reading["store"], { messages }: Ask): Promise<Leaving | undefined> {
  const last = messages.at(-1);
  const entry = last && (await outbox.find(last.key));
  return entry && leavingIn(entry)[0];
}

function show({ print, say, tableWidth }: Session, { open, ended, wishes }: Listed, reader: AskReader): void {
  for (const [automation, own] of Map.groupBy(open, (ask) => ask.automation)) {
    print(`Open questions of ${automation}:\n${table(openRows(own, reader), tableWidth)}\n`);
  }
  for (const [automation, own] of Map.groupBy(ended, (ask) => ask.automation)) {
    print(`Ended questions of ${automation}:\n${table(endedRows(own, reader), tableWidth)}\n`);
  }
  for (const words of wishes.flatMap((wish) => wishInWords(wish, reader))) print(words);
  if (open.length === 0) say("Nobody is asked anything just now.");
}

function wishInWords({ person, stoppedAt, snoozedUntil }: Wish, reader: AskReader): string[] {
  const name = oneLine(nameOf(person, reader.people));
  if (stoppedAt !== null) return [`${name} wants no more questions, since ${formatDay(stoppedAt, reader)}.`];
  return snoozedUntil === null || snoozedUntil <= reader.asOf.slice(0, 10) ? [] : [`${name} wants no questions before ${snoozedUntil}.`];
}

function cancel(session: Session, wanted: string, item: string | undefined): Promise<number> {
  return withOperations(session, async ({ operations, workspace: { people } }) => {
    const ended = await operations.cancelAsks(wanted, item);
    if (session.json) printJson(session, { ended });
    for (const { person, key, title } of session.json ? [] : ended) {
      session.print(oneLine(`${nameOf(person, people)} is asked no more about ${key}${key === title ? "" : `, ${title}`}.`));
    }
    if (!session.json && ended.length > 0) session.say("What changes in the plan from now on may be asked about again.");
    if (ended.length === 0) session.say(`${wanted} asks nobody anything just now.`);
    return 0;
  });
}
