import type { Ask } from "../../core/ask.ts";
import type { Item, SourceHealth } from "../../core/item.ts";
import type { People } from "../../core/person.ts";
import type { WorkCalendar } from "../../core/work-calendar.ts";
import { listOf } from "../../lib/text.ts";
import { asksAsItems } from "./evidence.ts";
import { chaseItemsIn } from "./items.ts";
import { withMeetings } from "./meetings.ts";
import { nextMoves } from "./moves.ts";
import type { Chased, ChaseMoves, ChaseState, Leaving } from "./types.ts";

/** What there is to look at. */
interface Sight {
  /** Each thing once. */
  items: readonly Item[];
  sources: readonly SourceHealth[];
  people: People;
  calendar: WorkCalendar;
  now: string;
}

/** What asking comes to: rows and messages as they follow from the plan, or the rows as they were where not all can be seen that answers for somebody. */
export function chase(state: ChaseState, { items, sources, people, calendar, now }: Sight): Chased {
  const judged = chaseItemsIn(items, people, calendar, now);
  const heldBack = whyHeldBack(sources);
  const asked = withMeetings(state.people, { items, people, calendar }, now);
  const moves =
    heldBack === undefined ? nextMoves({ ...state, people: asked, items: judged, calendar, now }) : { asks: [], messages: [], waits: [] };
  const asks = withChanged(state.asks, moves.asks);
  return {
    ...{ asks, changed: moves.asks, messages: moves.messages, waits: moves.waits, items: judged },
    evidence: asksAsItems(asks, people, leavingOf(state, moves.messages)),
    ...{ earlier: state.earlier, requester: state.options.requester },
    ...(heldBack !== undefined && { heldBack }),
  };
}

function leavingOf({ leaving, held }: ChaseState, messages: ChaseMoves["messages"]): Leaving[] {
  return [...leaving, ...messages.map(({ key, from, person }) => ({ key, from, isHeld: held.includes(person) }))];
}

/** Who can't be seen to have moved something would be asked about it, and what can't be seen of a plan would count as taken out. */
function whyHeldBack(sources: readonly SourceHealth[]): string | undefined {
  const failed = sources.filter(({ ok }) => !ok).map(({ source }) => source);
  if (failed.length > 0) return `nobody is asked while ${listOf(failed)} could not be read in full`;
  const madeUp = sources.filter(({ madeUpUntil }) => madeUpUntil !== undefined).map(({ source }) => source);
  return madeUp.length > 0 ? `nobody is asked while what is shown of ${listOf(madeUp)} is made up` : undefined;
}

function withChanged(before: readonly Ask[], changed: readonly Ask[]): Ask[] {
  const fresh = new Map(changed.map((ask) => [ask.id, ask]));
  const known = new Set(before.map(({ id }) => id));
  return [...before.map((ask) => fresh.get(ask.id) ?? ask), ...changed.filter(({ id }) => !known.has(id))];
}
