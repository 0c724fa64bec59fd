import { OUTBOX_STATES, type OutboxEntry } from "../../core/delivery.ts";
import type { Reader } from "../../render/prose.ts";
import { messageInWords, shortKeyOf, whereTo } from "../message-words.ts";
import { withReading } from "../open.ts";
import { parseChoice, parseCount, type Options } from "../options.ts";
import { printJson, table } from "../print.ts";
import type { Session } from "../session.ts";

/** What was to be sent, newest first: where to, what became of it, and what waits for somebody's word. */
export function run(session: Session, _args: readonly string[], options: Options): Promise<number> {
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
      session.say(`${session.call("show <run>")} shows what a message says; ${session.call("approve <key>")} lets it go.`);
    }
    return 0;
  });
}

function row(message: OutboxEntry, reader: Reader): string[] {
  const { state, attempts, run, automation } = message;
  const told = [run ?? `about ${automation}`, messageInWords(message, reader)].filter((words) => words !== "").join("  ");
  return [shortKeyOf(message), whereTo(message), state, String(attempts), told];
}
