import { isDeepStrictEqual } from "node:util";
import { isLowRisk, type ApprovalRequest } from "../../core/approval.ts";
import type { Audience } from "../../core/audience.ts";
import { isPersonal, type Briefing } from "../../core/briefing.ts";
import type { OutboxEntry } from "../../core/delivery.ts";
import type { WriteGrant } from "../../core/grant.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { Catalogue, Delivery } from "../../core/ports/outside.ts";
import type { Trouble } from "../../core/ports/alerts.ts";
import type { OutboxStore } from "../../core/ports/outbox.ts";
import type { DocumentStore } from "../../core/ports/store.ts";
import type { Workspace } from "../../core/workspace.ts";
import { instantOf } from "../../lib/clock.ts";
import { hashOf } from "../../lib/hash.ts";
import { readersInWords, reasonInWords } from "../../render/hold-words.ts";
import { shownWhole } from "../../render/shown-whole.ts";
import { findQuestion } from "../decide-message.ts";
import { CHIEF } from "./alert-briefing.ts";
import { requestBriefing, withCode, withWayOut } from "./request-briefing.ts";

export interface AskParts {
  messages: Pick<OutboxStore, "find">;
  documents: DocumentStore;
  deliveries: Catalogue<Delivery>;
  /** Whether nothing goes out that way, since its account lets us in no more. */
  isShut(way: Way): Promise<boolean>;
  /** The configuration in force now. */
  workspace(): Pick<Workspace, "alerts" | "calendar" | "owner" | "people">;
  clock: Clock;
}

export type Way = Pick<WriteGrant, "delivery" | "options">;

/** What becomes of a question: it goes out, needs no answer any more, or nobody can be reached by it. */
export type Asked = { entry: OutboxEntry } | "over" | "unreachable";

/** The grant of messages that ask. */
export const REQUEST_GRANT = "request";
/** Later than this, whoever is asked is told another way. */
const ROUTE_MS = 15 * 60_000;
/** How long a place may take to say who reads there. */
const LOOK_MS = 10_000;
/** As much of a key as people need to name a message. */
const SHOWN = 8;

/** The message that asks one person about one held message, which is rendered for it as that message's reader would read it. */
export async function askApprover(parts: AskParts, trouble: Trouble): Promise<Asked> {
  const held = await parts.messages.find(trouble.message?.key ?? "");
  const question = held && findQuestion(held);
  const { asked = "me" } = trouble;
  if (held?.state !== "held" || !question || trouble.subject !== subjectOf(held, asked)) return "over";
  return askBy(parts, held, asked, (await waysTo(parts, asked))[0]);
}

/** The same question by the next way to the same person, once it could not be delivered by `failed`. */
export async function askOtherwise(parts: AskParts, request: ApprovalRequest, failed: Way): Promise<Asked> {
  const held = await parts.messages.find(request.message);
  if (held?.state !== "held" || !findQuestion(held) || held.expiresAt !== request.until) return "over";
  const { asked = "me" } = request;
  const ways = await waysTo(parts, asked);
  const lost = ways.findIndex((way) => isDeepStrictEqual(way, { delivery: failed.delivery, options: failed.options }));
  return askBy(parts, held, asked, ways[lost + 1]);
}

async function askBy(parts: AskParts, held: OutboxEntry, asked: string, way: Way | undefined): Promise<Asked> {
  if (!way) return "unreachable";
  const at = instantOf(parts.clock);
  const target = (await parts.deliveries.load(way.delivery)).target(way.options);
  const key = hashOf({ request: subjectOf(held, asked), target: `${way.delivery} ${target}`, part: 1 });
  const briefing = await parts.documents.put("request", await requestOf(parts, { held, asked, at, key, way }));
  const sendBy = new Date(parts.clock.now() + ROUTE_MS).toISOString();
  const unsent = { state: "pending", attempts: 0, nextAttemptAt: at, sendBy } as const;
  return { entry: { key, automation: CHIEF, grant: REQUEST_GRANT, delivery: way.delivery, options: way.options, briefing, ...unsent } };
}

/** The name of a question: another content, another time until which it is held, or another person is another question. */
function subjectOf({ key, approval, expiresAt }: OutboxEntry, asked: string): string {
  return ["held", key, approval?.content, expiresAt, asked].join(":");
}

/** The ways that are open, the best first: the owner's own, or the same ways addressed to the person. */
async function waysTo({ workspace, deliveries, isShut }: AskParts, asked: string): Promise<Way[]> {
  const { alerts, owner } = workspace();
  const ways: Way[] = [];
  for (const way of alerts.to) {
    const delivery = await deliveries.load(way.delivery);
    const options = asked === "me" || asked === owner ? way.options : delivery.addressed?.(way.options, asked);
    if (options && !(await isShut({ delivery: way.delivery, options }))) ways.push({ delivery: way.delivery, options });
  }
  return ways;
}

interface Asking {
  held: OutboxEntry;
  asked: string;
  at: string;
  /** Of the message that asks. */
  key: string;
  way: Way;
}

async function requestOf(parts: AskParts, { held, asked, at, key, way }: Asking): Promise<Briefing> {
  const { calendar, people, owner } = parts.workspace();
  const nameOf = (key: string): string | undefined => people.all.find((person) => person.key === key)?.name;
  const delivery = await parts.deliveries.load(held.delivery);
  const briefing = await parts.documents.get<Briefing>(held.briefing);
  const { text, exact } = delivery.preview(briefing, held.options);
  const readers = await readersOf(parts, delivery, held.options);
  const asking = await parts.deliveries.load(way.delivery);
  const isBetweenUs = areOnly(asking.audience(way.options), asked === "me" || asked === owner ? ["me", owner] : [asked]);
  const plain = requestBriefing({
    // Of what is shown, whatever was held: an answer to anything else is refused.
    request: {
      message: held.key,
      content: hashOf(exact),
      until: held.expiresAt ?? at,
      ...(isBetweenUs && { text: shownWhole(text) }),
      asked,
    },
    id: `request:${key}`,
    asOf: at,
    timezone: people.all.find((person) => person.key === asked)?.timezone ?? calendar.timezone,
    title: titleOf(briefing),
    where: delivery.describe(held.options),
    ...(readers !== undefined && { readers }),
    reasons: held.approval?.reasons.map(reasonInWords) ?? [],
    key: held.key.slice(held.key.indexOf(":") + 1).slice(0, SHOWN),
  });
  const inWords = withCode(plain);
  if (isBetweenUs && held.approval && isLowRisk(held.approval) && asking.takesWords?.(way.options, inWords) === true) return inWords;
  if (asked === "me" || asked === owner) return plain;
  return withWayOut(plain, {
    owner: nameOf("me") ?? nameOf(owner) ?? "the owner of this Chief",
    isLetter: asking.takesWords !== undefined,
  });
}

/** A message that is no briefing says so: its automation has many of those. */
function titleOf(briefing: Briefing): string {
  const { title, asking, update } = briefing;
  const what = update ? "a change of the plan" : asking ? "a question" : isPersonal(briefing) ? "an answer" : undefined;
  return what === undefined ? title : `${title} (${what})`;
}

/** What is held may be for nobody else: it is shown where whoever is asked reads alone. */
function areOnly(readers: readonly Audience[], keys: readonly string[]): boolean {
  return readers.length > 0 && readers.every((reader) => reader.kind === "person" && keys.includes(reader.person));
}

/** That it can't be looked up now is told, and is no reason not to ask. */
async function readersOf({ clock }: AskParts, delivery: Delivery, options: OutboxEntry["options"]): Promise<string | undefined> {
  if (!delivery.reach) return undefined;
  const controller = new AbortController();
  const late = Promise.withResolvers<never>();
  const cancel = clock.after(LOOK_MS, () => {
    controller.abort();
    late.reject(new Error("no answer in time"));
  });
  try {
    const reach = await Promise.race([delivery.reach({ options, signal: controller.signal }), late.promise]);
    return reach && readersInWords(reach);
  } catch {
    return "Who reads there could not be looked up just now.";
  } finally {
    cancel();
  }
}
