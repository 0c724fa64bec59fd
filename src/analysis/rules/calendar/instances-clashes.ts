import type { People } from "../../../core/person.ts";
import { isExternal, isVip } from "../../people.ts";
import { attendanceOf, type Meeting } from "./instances.ts";

/** Whose calendar has more of them is not helped by a longer list; the nearest are kept. */
const MOST_CLASHES = 200;

/** Two dates at the same time, the earlier one first. */
export interface Clash {
  first: Meeting;
  second: Meeting;
}

/** The pairs that share at least so many milliseconds, the nearest first; what is the same meeting twice is none. `meetings` are in the order of time. */
export function clashesIn(meetings: readonly Meeting[], leastMs: number): Clash[] {
  const clashes: Clash[] = [];
  let running: Meeting[] = [];
  for (const second of meetings) {
    running = running.filter(({ endMs }) => endMs - second.startMs >= leastMs);
    if (clashes.length >= MOST_CLASHES) break;
    const isLong = second.endMs - second.startMs >= leastMs;
    const others = isLong ? running.filter((first) => !isSameTwice(first, second)) : [];
    clashes.push(...others.map((first) => ({ first, second })));
    running.push(second);
  }
  return clashes.slice(0, MOST_CLASHES);
}

/** When two dates stop to be in the way of each other. */
export function endOf({ first, second }: Clash): string {
  return first.endMs < second.endMs ? first.end : second.end;
}

/** Whether two entries are one meeting by their title and people. */
export function isSameTwice(a: Meeting, b: Meeting): boolean {
  return a.item.title.trim().toLowerCase() === b.item.title.trim().toLowerCase() && peopleOf(a) === peopleOf(b);
}

function peopleOf({ others }: Meeting): string {
  return others
    .map(({ actor }) => (actor.email ?? actor.name).toLowerCase())
    .toSorted()
    .join("\n");
}

/** Whether a meeting is settled, and the reader has accepted it. */
export function isFirm({ showAs, response, status }: Meeting): boolean {
  return showAs === "busy" && response === "accepted" && status === "confirmed";
}

/**
 * Which of two gives way. A meeting with somebody important or from elsewhere stays; then the one with fewer people moves, then the
 * one that the reader organises, then the one that comes again anyhow, then the later one.
 */
export function moverOf({ first, second }: Clash, people: People): Meeting {
  const [a, b] = [ranksOf(first, people), ranksOf(second, people)];
  const differs = a.findIndex((rank, index) => rank !== b[index]);
  return (a[differs] ?? 1) < (b[differs] ?? 0) ? first : second;
}

/** The lower, the sooner it moves; the first that differs decides. */
function ranksOf(meeting: Meeting, people: People): number[] {
  const { others, isOrganised, recurring } = meeting;
  const isWeighty = others.some(({ actor }) => isVip(people, actor) || isExternal(people, actor));
  return [Number(isWeighty), attendanceOf(meeting), Number(!isOrganised), Number(!recurring), -meeting.startMs];
}
