import type { Automation } from "../../core/automation.ts";
import type { WriteGrant } from "../../core/grant.ts";
import type { TroubleGroup } from "../../core/ports/alerts.ts";

/** A way to reach the owner. */
export interface AlertRoute extends Pick<WriteGrant, "delivery" | "options"> {
  /** Who or what receives, the same for all ways that end there. */
  target: string;
}

/** All that it depends on what the owner is told now. Times are milliseconds since the epoch. */
export interface AlertQuestion {
  groups: readonly TroubleGroup[];
  now: number;
  /** The best first. */
  routes: readonly AlertRoute[];
  /** Where the messages of a group did not arrive; undefined for any other trouble. */
  failedTarget(group: TroubleGroup): string | undefined;
  /** Undefined for an automation that is gone. */
  onFailure(automation: string): Automation["onFailure"] | undefined;
  /** How often at most the owner is told about one automation that does not say so itself. */
  everyMs: number;
}

export interface AlertPlan {
  messages: { route: AlertRoute; groups: TroubleGroup[] }[];
  /** Those that no way is left for: they are only logged. */
  unreachable: TroubleGroup[];
  /** When what is held back now may be told. */
  nextAt?: number;
}

/** Decides what is told now, and by which way: in one message for all where one way suits all. */
export function planAlerts(question: AlertQuestion): AlertPlan {
  const { groups, now } = question;
  const due = groups.filter((group) => isEnough(group, question)).map((group) => ({ group, at: notBefore(group, question) }));
  const ripe = due.filter(({ at }) => at <= now).map(({ group }) => ({ group, routes: routesFor(group, question) }));
  const later = due.flatMap(({ at }) => (at > now ? [at] : []));
  return {
    messages: messagesOf(
      ripe.filter(({ routes }) => routes.length > 0),
      question.routes,
    ),
    unreachable: ripe.filter(({ routes }) => routes.length === 0).map(({ group }) => group),
    ...(later.length > 0 && { nextAt: Math.min(...later) }),
  };
}

/** Whether a group is a message about Chief itself that did not arrive: its content still has to be told. */
export function isOwnMessage({ newest }: TroubleGroup): boolean {
  return newest.message !== undefined && newest.run === undefined;
}

function isEnough({ kind, automation, inRow }: TroubleGroup, { onFailure }: AlertQuestion): boolean {
  // One that was started by hand is in no row, and counts as a single failure.
  return kind !== "failed" || Math.max(inRow, 1) >= (onFailure(automation)?.after ?? 1);
}

function notBefore(group: TroubleGroup, { now, everyMs, onFailure }: AlertQuestion): number {
  const toldAt = group.toldAt === undefined ? -Infinity : Date.parse(group.toldAt);
  // A time to come was told by a clock that has been set back since.
  if (isOwnMessage(group) || toldAt > now) return now;
  return toldAt + (onFailure(group.automation)?.everyMs ?? everyMs);
}

/** Never the way that has just failed; for a message about Chief itself, only ways that were not tried before. */
function routesFor(group: TroubleGroup, { routes, failedTarget }: AlertQuestion): AlertRoute[] {
  const failed = failedTarget(group);
  if (isOwnMessage(group)) return routes.slice(routes.findIndex(({ target }) => target === failed) + 1);
  return routes.filter(({ target }) => target !== failed);
}

function messagesOf(ripe: readonly { group: TroubleGroup; routes: AlertRoute[] }[], routes: readonly AlertRoute[]) {
  if (ripe.length === 0) return [];
  const common = routes.find((route) => ripe.every((each) => each.routes.includes(route)));
  const byRoute = Map.groupBy(ripe, (each) => common ?? each.routes[0]);
  return [...byRoute].flatMap(([route, members]) => (route ? [{ route, groups: members.map(({ group }) => group) }] : []));
}
