import type { Accounts } from "../../core/connection.ts";
import type { Item } from "../../core/item.ts";
import type { FetchContext, Fetched } from "../../core/ports/outside.ts";
import { sealItem } from "../../lib/hash.ts";
import { nextTurn } from "../../lib/next-turn.ts";
import { countOf, listOf } from "../../lib/text.ts";
import { openSlack, type Ask } from "./ask.ts";
import { findChannels, type Channel } from "./channels.ts";
import { recall, toCursor, type Memory } from "./cursor.ts";
import { knownThreads, readHistory, type History, type Span, type Wish } from "./history.ts";
import { timestampOf } from "./instant.ts";
import { learn } from "./people.ts";
import { type SlackOptions } from "./schema.ts";
import { isWritten, peopleIn, toDraft } from "./to-item.ts";

/** A question may wait so long before it is of yesterday; older threads are not read again. */
const LOOK_BACK_MS = 14 * 24 * 60 * 60 * 1000;
/** Messages between two turns of the loop. */
const SEALED_AT_ONCE = 200;
/** Names in one note. */
const MOST_NAMES = 20;

/** What was said in the channels of a grant; throws where Slack can't be asked, and where it is told to stop. */
export async function fetchMessages(context: FetchContext<SlackOptions>, accounts: Accounts<"slack">): Promise<Fetched> {
  const { options, signal, window } = context;
  signal.throwIfAborted();
  const ask = await openSlack(accounts, options.connection, signal);
  const auth = await ask("the workspace", (client) => client.auth.test());
  if (!auth.ok) return { items: [], failures: [auth.failure], notes: [] };
  const { url: site = "https://slack.com/", user_id: user, bot_id: bot, response_metadata: about } = auth.value;
  const found = await findChannels(ask, options, about?.scopes);
  const self = { ...(user !== undefined && { user }), ...(bot !== undefined && { bot }) };
  const read = await readChannels(context, ask, found.channels, (message) => isWritten(message, self));
  const memory = recall(context.cursor, window.to);
  const met = new Set(read.flatMap(({ history }) => history.messages.flatMap(peopleIn)));
  const unknown = await learn(met, memory.users, ask);
  return {
    items: await toItems(read, { site, memory, channels: found.channels }),
    failures: [...found.failures, ...read.flatMap(({ history }) => history.failures), ...unknown],
    notes: [
      ...(context.cursor === undefined && options.channels === undefined ? [placesNote(found.channels)] : []),
      ...read.flatMap(({ history }) => history.notes),
    ],
    cursor: toCursor(memory, met),
  };
}

interface Read {
  channel: Channel;
  history: History;
}

/** One after the other: Slack counts calls by the minute, whichever channel they are for. */
async function readChannels(
  { options, picture, window, progress }: FetchContext<SlackOptions>,
  ask: Ask,
  channels: readonly Channel[],
  isWanted: Wish["isWanted"],
): Promise<Read[]> {
  const from = Math.min(Date.parse(window.from), Date.parse(window.to) - LOOK_BACK_MS);
  const span: Span = { oldest: timestampOf(new Date(from).toISOString()), latest: timestampOf(window.to) };
  const known = knownThreads(picture);
  const read: Read[] = [];
  for (const channel of channels) {
    read.push({ channel, history: await readHistory(ask, channel, { span, known, isWanted, max: options.max }) });
    progress(`read ${read.length} of ${countOf(channels.length, "channel")}`);
  }
  return read;
}

async function toItems(
  read: readonly Read[],
  { site, memory, channels }: { site: string; memory: Memory; channels: readonly Channel[] },
): Promise<Item[]> {
  const { users } = memory;
  const titles = new Map(channels.map(({ id, name }) => [id, name]));
  const names = { person: (id: string) => users.get(id)?.name, channel: (id: string) => titles.get(id) };
  const items: Item[] = [];
  for (const { channel, history } of read) {
    for (const message of history.messages) {
      if (items.length % SEALED_AT_ONCE === 0) await nextTurn();
      items.push(sealItem(toDraft(message, { channel, site, users, names })));
    }
    items.push(...history.known);
  }
  return items.toSorted((a, b) => (a.ts === b.ts ? (a.id < b.id ? -1 : 1) : a.ts < b.ts ? -1 : 1));
}

/** Where nothing is named, people are told once what is read. */
function placesNote(channels: readonly Channel[]): string {
  if (channels.length === 0) return "The app is in no channel of Slack yet: write /invite and its name in one.";
  const names = channels.slice(0, MOST_NAMES).map(({ name }) => name);
  const rest = channels.length - names.length;
  return `Reads ${listOf(rest > 0 ? [...names, countOf(rest, "other channel")] : names)} in Slack.`;
}
