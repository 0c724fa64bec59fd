import { z } from "zod";

/** A cursor stays far below 64 kB. */
const LARGEST = 50_000;
/** People change their names and travel, so after this they are asked for anew. */
const KNOWN_MS = 7 * 24 * 60 * 60 * 1000;

const user = z.object({ name: z.string(), email: z.string().optional(), timezone: z.string().optional() });
const cursorSchema = z.object({ learnedAt: z.iso.datetime(), users: z.record(z.string(), user) });

/** Somebody in Slack. */
export interface User {
  name: string;
  email?: string;
  /** IANA zone, as they set it in Slack. */
  timezone?: string;
}

/** Whom Slack calls by which id, from earlier fetches. */
export interface Memory {
  /** When the first of them was learned: a UTC instant. */
  learnedAt: string;
  users: Map<string, User>;
}

/** What an earlier fetch left; empty where it left nothing, nothing that can be understood, or what is too old by now. */
export function recall(cursor: unknown, now: string): Memory {
  const { learnedAt, users } = cursorSchema.safeParse(cursor).data ?? { learnedAt: now, users: {} };
  const age = Date.parse(now) - Date.parse(learnedAt);
  if (age < 0 || age > KNOWN_MS) return { learnedAt: now, users: new Map() };
  return { learnedAt, users: new Map(Object.entries(users).map(([id, { name, email, timezone }]) => [id, userOf(name, email, timezone)])) };
}

/** Somebody, without what is not known. */
export function userOf(name: string, email: string | undefined, timezone: string | undefined): User {
  return { name, ...(email !== undefined && { email }), ...(timezone !== undefined && { timezone }) };
}

/** The people to remember, as far as there is room: those of this fetch, `met`, first. */
export function toCursor({ learnedAt, users }: Memory, met: ReadonlySet<string>): unknown {
  let size = 0;
  const metFirst = [...users].toSorted(([a], [b]) => Number(met.has(b)) - Number(met.has(a)));
  const kept = metFirst.filter((entry) => (size += JSON.stringify(entry).length) <= LARGEST);
  return { learnedAt, users: Object.fromEntries(kept) };
}
