import { WebClient } from "@slack/web-api";
import type { Event } from "../../../src/core/event.ts";
import { replyTopic } from "../../../src/core/heard-reply.ts";
import type { People } from "../../../src/core/person.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { parseLetter } from "../../../src/lib/letter/parse-letter.ts";
import { createAnswers, type AnswersParts } from "../../../src/web/slack/answers.ts";
import { createIdentify } from "../../../src/web/slack/identify.ts";
import { eventSchema } from "../../../src/web/slack/payloads.ts";
import { judgeHead } from "../../../src/web/mail/belief.ts";
import { createMailDesk } from "../../../src/web/mail/desk.ts";
import { createFakeClock } from "../../support/clock.ts";
import type { SlackServer } from "../../support/slack-server.ts";
import { CHASING } from "./plan.ts";

/** Something that comes in, as the service hands it over. */
export type Entry =
  | { by: "event"; event: Readonly<Record<string, unknown>> }
  | { by: "press"; user: string; channel: string; ts: string; action: string; value: string }
  | { by: "mail"; letter: string };

export interface InletParts {
  store: Store;
  people: People;
  slack: Pick<SlackServer, "api" | "token">;
  at: string;
}

/** What the automation is told of what comes in, by the ways by which answers are heard. */
export async function comeIn(parts: InletParts, entry: Entry): Promise<Event[]> {
  const heard: Event[] = [];
  const receive = (event: Event): Promise<string> => {
    if (event.topic !== replyTopic(CHASING)) return Promise.resolve("unheard");
    heard.push(event);
    return Promise.resolve("accepted");
  };
  const { store, people, at } = parts;
  const shared = { store, receive, clock: createFakeClock(at), automations: () => [] };
  if (entry.by === "mail") await read({ ...shared, people: () => people }, entry.letter);
  else await hear({ ...shared, identify: createIdentify(() => people) }, parts, entry);
  return heard;
}

async function hear(parts: AnswersParts, { slack, at }: InletParts, entry: Exclude<Entry, { by: "mail" }>): Promise<void> {
  const answers = createAnswers(parts);
  const client = new WebClient(slack.token, { slackApiUrl: slack.api });
  if (entry.by === "event") {
    const told = {
      type: "event_callback",
      event_id: "Ev1",
      event_time: Date.parse(at) / 1_000,
      event: { type: "message", ...entry.event },
    };
    const parsed = eventSchema.safeParse(told).data;
    if (parsed) await answers.hear(parsed, client);
    return;
  }
  const { user, channel, ts, action, value } = entry;
  const container = { type: "message", channel_id: channel, message_ts: ts };
  const actions = [{ type: "button", block_id: "b", action_id: action, value }];
  await answers.press({ type: "block_actions", trigger_id: "t.1", user: { id: user }, container, actions }, client);
}

/** The mailbox's server, whom alone it believes, and the address that our own mail comes from. */
const TRUST = { host: "imap.acme.example", own: "chief@example.com" };

async function read(parts: Pick<AnswersParts, "receive" | "clock"> & { store: Store; people(): People }, raw: string): Promise<void> {
  const bytes = Buffer.from(raw);
  const judged = judgeHead(bytes, { ...TRUST, now: parts.clock.now() });
  const letter = await parseLetter(bytes);
  if ("refused" in judged || !letter) return;
  const desk = createMailDesk({
    ...{
      ...parts,
      operations: { acknowledge: refuse, setPaused: refuse },
      automations: () => [],
      owner: () => "me",
      timezone: () => "Europe/Berlin",
      outbox: { poke() {} },
    },
    why: () => Promise.resolve(""),
    answer: refuse,
  });
  await desk.hear({ ...judged, body: letter.body, at: new Date(parts.clock.now()).toISOString() });
}

function refuse(): Promise<never> {
  return Promise.reject(new Error("expected an answer to be no order, got one"));
}
