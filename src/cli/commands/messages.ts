import { OUTBOX_STATES, type OutboxEntry } from "../../core/delivery.ts";
import type { Reader } from "../../render/prose.ts";
import { messageInWords, shortKeyOf, whereTo, whyHeld } from "../message-words.ts";
import { withReading } from "../open.ts";
import { parseChoice, parseCount, type Options } from "../options.ts";
import { printJson, table } from "../print.ts";
import type { Session } from "../session.ts";
import { findWhole, printWhole } from "../whole-message.ts";

/** What was to be sent, newest first: where to, what became of it, and what waits for somebody's word. */
export function run(session: Session, [wanted]: readonly string[], options: Options): Promise<number> {
  return wanted === undefined ? list(session, options) : show(session, wanted);
}

/** One message whole, with the hash of what is shown. */
function show(session: Session, wanted: string): Promise<number> {
  return withReading(session, async (reading) => {
    const whole = await findWhole(reading, wanted);
    const { message } = whole;
    const { timezone } = reading.workspace.calendar;
    if (session.json) printJson(session, { ...whole, why: whyHeld(message) });
    else printWhole(session, whole, { timezone, asOf: new Date().toISOString() });
    if (!session.json && message.state === "held") session.say(wayOn(session, shortKeyOf(message)));
    return 0;
  });
}

function list(session: Session, options: Options): Promise<number> {
  return withReading(session, async ({ store, workspace }) => {
    const state = options.text("state");
    const states = state === undefined ? {} : { states: [parseChoice("--state", state, OUTBOX_STATES)] };
    const messages = await store.outbox.list({ limit: parseCount("-n", options.text("n") ?? "20"), ...states });
    const reader = { timezone: workspace.calendar.timezone, asOf: new Date().toISOString() };
    const heading = ["KEY", "TO", "STATE", "TRIES", "RUN, AND WHAT BECAME OF IT"];
    if (session.json) printJson(session, { messages });
    else if (messages.length === 0) session.say(state === undefined ? "Nothing was to be sent yet." : `No message is ${state}.`);
    else session.print(table([heading, ...messages.map((each) => row(each, reader))], session.tableWidth));
    if (!session.json && messages.some((message) => message.state === "held")) {
      session.say(`${session.call("messages <key>")} shows a message whole. ${wayOn(session, "<key>")}`);
    }
    return 0;
  });
}

function wayOn(session: Session, key: string): string {
  return `${session.call(`approve ${key}`)} lets it go, ${session.call(`deny ${key}`)} ends it.`;
}

function row(message: OutboxEntry, reader: Reader): string[] {
  const { state, attempts, run, automation } = message;
  const told = [run ?? `about ${automation}`, messageInWords(message, reader), ...whyHeld(message)]
    .filter((words) => words !== "")
    .join("  ");
  return [shortKeyOf(message), whereTo(message), state, String(attempts), told];
}
