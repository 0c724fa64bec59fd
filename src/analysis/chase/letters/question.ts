import type { Ask } from "../../../core/ask.ts";
import type { Briefing, Bullet } from "../../../core/briefing.ts";
import { launchesIn, planTasksIn } from "../../../core/kinds/launch.ts";
import { derived, fact, prose, type Prose } from "../../../core/prose.ts";
import { joined, shown } from "../../facts.ts";
import type { Chased, ChaseMessage } from "../types.ts";
import { askedLine } from "./asked-line.ts";
import { firstNameOf, letterOf, partOf, requesterOf, type LetterContext } from "./setting.ts";

/** What a question is written with. */
export interface QuestionContext extends LetterContext {
  /** Its person never had one of these, from any automation. */
  isFirst: boolean;
}

type Known = Pick<Chased, "asks" | "items">;

/**
 * A question to one person: who asks and for whom, what about and what is known of that, how to answer in one go and how to end it. The first one says
 * more, a reminder less, the last one least. In English, whatever language its reader writes.
 */
export function questionOf(message: ChaseMessage, chased: Known, context: QuestionContext): Briefing {
  const byId = new Map(chased.asks.map((ask) => [ask.id, ask]));
  const asks = message.asks.flatMap((id) => byId.get(id) ?? []);
  return letterOf(context, {
    about: message.key,
    headline: openingOf(message, asks, context),
    sections: [
      partOf(
        "list",
        "open",
        "Open with you",
        asks.map((ask) => askedLine(ask, chased.asks, message.kind, context)),
      ),
      partOf("line", "changed", "Already seen", message.kind === "ask" ? seenLines(message.person, chased, context) : []),
      partOf("line", "counts", "How to answer", [...smallerLine(message), lineOf(howTo(message, asks, context))]),
    ],
    asking: { asks: asks.map(({ id, key, title }) => ({ id, key, title })), kind: message.kind },
  });
}

function openingOf({ kind, person }: ChaseMessage, asks: readonly Ask[], context: QuestionContext): Prose {
  const hello = `Hi ${firstNameOf(person, context)},`;
  const isOne = asks.length === 1;
  if (kind === "last_reminder") {
    const whom = person === context.requester ? "your digest says" : `I tell ${requesterOf(context)}`;
    const end = `I won't ask again: without an answer ${whom} that it is not known how ${isOne ? "it stands" : "they stand"}.`;
    return prose`${hello} ${isOne ? "this is" : "these are"} still open. ${end}`;
  }
  const plan = planWords(person, asks, context);
  if (kind === "reminder") return prose`${hello} Chief again, about ${plan}. Still open:`;
  const open = `I could not find out how ${isOne ? "this one stands" : "these stand"}:`;
  if (!context.isFirst) return prose`${hello} Chief here, about ${plan}. ${open}`;
  return prose`${hello} I'm Chief, a program that keeps ${plan} up to date. ${open}`;
}

/** Whose plan it is, and the launch that all of them lead to, with its day; where there are several, just the plan. */
function planWords(person: string, asks: readonly Ask[], context: QuestionContext): Prose {
  const { items, requester, people } = context;
  const owner = people.all.find(({ key }) => key === requester);
  const whose = person === requester ? "your" : owner === undefined || owner.name === "You" ? "the" : `${owner.name}'s`;
  const asked = new Set(asks.map(({ item }) => item));
  const plans = new Set(planTasksIn(items).flatMap(({ item, plan }) => (asked.has(item.id) ? [plan.trim().toLowerCase()] : [])));
  const launches = launchesIn(items).filter(({ item, plan }) => [plan, item.title].some((name) => plans.has(name.trim().toLowerCase())));
  const [launch, ...others] = launches;
  if (launch === undefined || others.length > 0) return prose`${whose} plan`;
  const on = launch.date === null ? [] : prose` (${fact(launch.item, "fields.date", "date")})`;
  return prose`${whose} plan for ${fact(launch.item, "title")}${on}`;
}

/** What is not asked since it shows elsewhere, so that it can be put right. */
function seenLines(person: string, { items }: Known, context: QuestionContext): Bullet[] {
  const own = new Map(items.filter((each) => each.actor === person && each.isOpen).map((each) => [each.id, each.known]));
  const seen = context.items.flatMap((item) => {
    const number = own.get(item.id)?.find(({ path }) => path === "fields.number");
    return number === undefined ? [] : [{ item, number }];
  });
  if (seen.length === 0) return [];
  const told = seen.map(({ item, number }) => prose`${fact(item, "title")} looks done to me, since #${shown(number)} was merged`);
  return [{ ...lineOf(prose`${joined(told, "; ")}. If not, say so.`), cites: seen.flatMap(({ item, number }) => [item.id, number.item]) }];
}

function smallerLine({ more }: ChaseMessage): Bullet[] {
  if (more === 0) return [];
  return [lineOf(prose`And ${derived(more, "smaller one", [{ item: "run", path: "smaller", value: more }])} can wait.`)];
}

function howTo({ kind, asks: ids }: ChaseMessage, [first]: readonly Ask[], { isFirst }: QuestionContext): Prose {
  if (kind === "last_reminder") return prose`“stop” ends these questions.`;
  const isOne = ids.length === 1;
  if (kind === "reminder") return prose`One word${isOne ? "" : " for each"} is enough. “stop” ends these questions.`;
  const wanted = `Could you tell me ${isOne ? "" : "of each "}how it stands, when it will be done and what it waits for? One line${isOne ? "" : " for all"} is enough`;
  if (!isFirst) return prose`${wanted}. “stop” ends these questions, “ask me on Monday” puts them off.`;
  const example = first === undefined ? "" : `, such as: “${first.key} at risk, ETA Thursday”`;
  return prose`${wanted}, in your own words${example}. “ask me on Monday” puts these questions off, “stop” ends them for good, whichever plan they are about.`;
}

function lineOf(text: Prose): Bullet {
  return { kind: "fact", text, cites: [], flags: [] };
}
