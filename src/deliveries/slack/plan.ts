import type { Briefing } from "../../core/briefing.ts";
import type { EarlierMessage, SendContext } from "../../core/ports/outside.ts";
import { plainDateOf } from "../../core/work-calendar.ts";
import { hashOf } from "../../lib/hash.ts";
import type { SlackBriefing, SlackMessage } from "../../render/slack/message.ts";
import type { Audience } from "../../render/slack/outline.ts";
import { renderSlack } from "../../render/slack/render-slack.ts";
import { isNews, updateNote } from "./change.ts";
import { PARENT } from "./marks.ts";
import type { SlackOptions } from "./options.ts";
import type { Room } from "./room.ts";

/** Something that hangs below a message in a channel, under a name that it is found by. */
export type Reply = { name: string; message: SlackMessage } | { name: string; file: NonNullable<SlackBriefing["file"]> };

/** What is to be in a channel once a briefing has arrived. */
export interface Plan {
  key: string;
  /** The instant that the briefing speaks of: nothing of it can have been sent before. */
  asOf: string;
  parent: SlackMessage;
  details: readonly Reply[];
  /** The thread in which all of it is to stand, by its first message; in the channel where absent. */
  thread?: string;
  /** An earlier message of the same day about the same thing, which this one takes the place of. */
  earlier?: { ts: string; run: string; replies: readonly Reply[] };
}

/** Of how many characters of the key a file's name is made: enough to tell the files of one thread apart. */
const MARK_LENGTH = 8;

type Planned = Pick<SendContext<SlackOptions>, "briefing" | "idempotencyKey" | "findEarlier" | "options">;

/** What a message is to be: the same on every attempt. */
export async function planOf(context: Planned, { channel, isHeard }: Pick<Room, "channel" | "isHeard">): Promise<Plan> {
  const { briefing, idempotencyKey: key } = context;
  const rendered = renderSlack(briefing, { isHeard, ...pageOf(context) });
  const plan = { key, asOf: briefing.asOf, parent: rendered.parent, details: detailsOf(rendered, key) };
  const earlier = await context.findEarlier();
  const ts = earlier && isContinued(earlier.briefing, briefing) ? tsIn(earlier.receipt, channel) : undefined;
  if (!earlier || ts === undefined) return plan;
  const replies = isNews(earlier.briefing, briefing) ? newsAfter(earlier, context, isHeard) : [];
  return { ...plan, earlier: { ts, run: earlier.briefing.run, replies } };
}

function detailsOf({ thread, file }: SlackBriefing, key: string): Reply[] {
  const details: Reply[] = thread.map((message, index) => ({ name: detailName(index), message }));
  return file ? [...details, { name: fileName(file.name, key), file }] : details;
}

/** The messages of a briefing by the names of their parts. */
export function partsOf({ parent, thread }: SlackBriefing): ReadonlyMap<string, SlackMessage> {
  return new Map([[PARENT, parent], ...thread.map((message, index) => [detailName(index), message] as const)]);
}

function detailName(index: number): string {
  return `detail ${index + 1}`;
}

/** What hangs below the message at `ts`. */
export function repliesOf({ earlier, details }: Plan, ts: string): readonly Reply[] {
  return earlier?.ts === ts ? earlier.replies : details;
}

/** How a message is called in receipts. */
export function receiptOf(channel: string, ts: string): string {
  return `${channel}:${ts}`;
}

/** Where a receipt's message stands, if it is in this channel. */
function tsIn(receipt: string, channel: string): string | undefined {
  return receipt.startsWith(`${channel}:`) ? receipt.slice(channel.length + 1) : undefined;
}

/** What changed in a note, and the details that are new: what stands in the thread is not said again. */
function newsAfter({ briefing: earlier }: EarlierMessage, context: Planned, isHeard: boolean): Reply[] {
  const { briefing, idempotencyKey: key } = context;
  const rendered = renderSlack(briefing, { isHeard, earlier, ...pageOf(context) });
  return [{ name: "note", message: updateNote(earlier, briefing) }, ...detailsOf(rendered, key)];
}

function pageOf({ options: { page } }: Planned): Pick<Audience, "page"> {
  return page === undefined ? {} : { page };
}

/** What speaks of another pull request takes no place of one: both are to be read. */
function isContinued(earlier: Briefing, { about, asOf, timezone }: Briefing): boolean {
  return earlier.about === about && plainDateOf(earlier.asOf, timezone) === plainDateOf(asOf, timezone);
}

/** A file carries nothing but its name to be found by. */
function fileName(name: string, key: string): string {
  const mark = hashOf(key).slice(-MARK_LENGTH);
  const dot = name.lastIndexOf(".");
  return dot > 0 ? `${name.slice(0, dot)}-${mark}${name.slice(dot)}` : `${name}-${mark}`;
}
