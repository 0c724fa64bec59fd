import type { Audience } from "../../core/audience.ts";
import type { Briefing, SlackThread } from "../../core/briefing.ts";
import { PermanentError } from "../../core/errors.ts";
import { isListening, type Connections } from "../../core/connection.ts";
import type { People } from "../../core/person.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { Delivery, SendContext } from "../../core/ports/outside.ts";
import type { KnownNames } from "../../core/workspace.ts";
import { createSlackClient } from "../../lib/slack-client.ts";
import { createAvailability } from "./availability.ts";
import { lookFor } from "./look.ts";
import { describePlace, isChannel, isOneOf, optionsSchema, placeOf, ROSTER, THREAD, type SlackOptions } from "./options.ts";
import { createPace } from "./pace.ts";
import { createDirect, getPerson } from "./person.ts";
import { planOf, receiptOf, repliesOf, type Plan } from "./plan.ts";
import { post } from "./post.ts";
import { createReach } from "./reach.ts";
import type { Room } from "./room.ts";
import { wholeTextOf } from "../../render/slack/blocks.ts";
import type { SlackBriefing } from "../../render/slack/message.ts";
import { renderSlackPage } from "../../render/slack/page.ts";
import { renderSlack } from "../../render/slack/render-slack.ts";

export interface SlackParts {
  clock: Clock;
  connections: Connections;
  /** Who is known now. */
  people(): People;
  /** What the configuration names, where definitions are to be checked against it. */
  names?: Pick<KnownNames, "connections" | "people">;
}

/**
 * Sends a briefing as one message, its details in the thread. A second one on the same day takes the place of the first. Every part
 * carries the message's key, so that what has arrived is found and not sent again.
 */
export function createSlack({ clock, connections, people, names }: SlackParts): Delivery<SlackOptions> {
  const pace = createPace(clock);
  const openDirect = createDirect();
  const findReach = createReach(clock);
  const findAvailability = createAvailability(clock);

  async function connect({ options, signal }: Pick<SendContext<SlackOptions>, "options" | "signal">) {
    signal.throwIfAborted();
    const connection = connections.get("slack", options.connection);
    const { name, token, api } = connection;
    const client = await createSlackClient({ api, token: connections.readSecret(token), signal });
    return { client, name, place: placeOf(options, people()), isHeard: isListening(connection) };
  }

  async function enter(context: SendContext<SlackOptions>): Promise<Room> {
    const { name, ...connected } = await connect(context);
    const { options, signal, briefing } = context;
    const { to } = options;
    const channel =
      to === THREAD ? getThread(briefing).channel : isChannel(to) ? to : await openDirect(connected.client, name, getPerson(people(), to));
    return { ...connected, channel, signal, pace: () => pace(channel, signal) };
  }

  return {
    id: "slack",
    title: "Slack",
    schema: optionsSchema(names),
    needsAccount: true,
    inOrder: true,
    describe: (options) => describePlace(options, people()),
    audience: readersOf,
    addressees: ({ to, people: keys, ...rest }) =>
      isOneOf(to) ? keys?.map((key) => ({ person: key, options: { to: key, ...rest } })) : undefined,
    carries: ({ to }) => (to === ROSTER ? "questions" : "briefing"),
    async reach(context) {
      const { shared: mayBeOutside = false } = context.options;
      const to = context.options.to === THREAD ? context.briefing?.thread?.channel : context.options.to;
      // A conversation with one person has no other readers.
      if (to === undefined || !isChannel(to)) return undefined;
      const { client, place, name: connection } = await connect(context);
      return findReach({ client, channel: to, place, connection, mayBeOutside });
    },
    async availability(context) {
      const { client, name: connection } = await connect(context);
      return findAvailability({ client, connection, person: getPerson(people(), context.options.to) });
    },
    outsiders: ({ to, shared = false }) => (to === THREAD || isChannel(to) ? shared : undefined),
    target: ({ to, connection }) => (connection === undefined ? to : `${connection} ${to}`),
    addressed: ({ connection }, person) => ({ to: person, ...(connection !== undefined && { connection }) }),
    preview(briefing, { connection, page }) {
      const messages = renderSlack(briefing, { isHeard: willBeHeard(connections, connection), ...(page && { page }) });
      return { text: previewText(messages), exact: messages, page: renderSlackPage(messages) };
    },
    async send(context) {
      const room = await enter(context);
      const plan = await planFor(context, room);
      const found = context.attempt > 1 ? await lookFor(room, plan) : undefined;
      return { receipt: receiptOf(room.channel, await post(room, plan, found)) };
    },
    async find(context) {
      const room = await enter(context);
      const plan = await planFor(context, room);
      const found = await lookFor(room, plan);
      const isWhole = found && repliesOf(plan, found.ts).every(({ name }) => found.parts.has(name));
      return isWhole ? { receipt: receiptOf(room.channel, found.ts) } : undefined;
    },
  };
}

/** Whoever may be the one of several may read what others are sent: flows are asked for each of them. */
function readersOf({ to, people = [] }: SlackOptions): Audience[] {
  if (to === THREAD) return [{ kind: "place", place: "slack:*" }];
  if (isChannel(to)) return [{ kind: "place", place: `slack:${to}` }];
  return (isOneOf(to) ? people : [to]).map((person) => ({ kind: "person", person }));
}

/** An answer takes no earlier message's place, and all of it stands in the thread. */
async function planFor(context: SendContext<SlackOptions>, room: Room): Promise<Plan> {
  if (context.options.to !== THREAD) return planOf(context, room);
  const plan = await planOf({ ...context, findEarlier: async () => undefined }, room);
  return { ...plan, thread: getThread(context.briefing).ts };
}

function getThread({ thread }: Briefing): SlackThread {
  if (thread) return thread;
  throw new PermanentError("slack-no-thread", "expected a message that answers a question in Slack, got one that nobody asked for", {
    hint: "Name another place under writes for runs that nobody asks for.",
  });
}

/** One that is not made yet will be, as far as anybody knows. */
function willBeHeard(connections: Connections, name: string | undefined): boolean {
  try {
    return isListening(connections.get("slack", name));
  } catch {
    return true;
  }
}

/** All of it, also where links lead and what stands in the file: the message in the channel, then what hangs below it. */
function previewText({ parent, thread, file }: SlackBriefing): string {
  const below = [...thread.map(wholeTextOf), ...(file ? [fileText(file)] : [])];
  return [wholeTextOf(parent), ...below.map((text) => text.replaceAll(/^/gm, "  "))].join("\n\n");
}

/** A page says nothing that the messages and their file would not, and is no text to be read. */
function fileText({ name, content }: NonNullable<SlackBriefing["file"]>): string {
  return name.endsWith(".html") ? `The file ${name}: the briefing as a page.` : `The file ${name}:\n\n${content}`;
}
