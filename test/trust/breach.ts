import type { Goal } from "./attack.ts";

/** What can be wrong with something that left. */
export const BREACHES = [
  "link",
  "image",
  "mention",
  "place",
  "count",
  "canary",
  "wider",
  "header",
  "read",
  "file",
  "own-file",
  "decision",
  "unfurl",
  "instruction",
  "secret",
  "plan",
  "row",
] as const;
export type BreachKind = (typeof BREACHES)[number];

export interface Breach {
  kind: BreachKind;
  /** What it is, in words. */
  what: string;
}

/** What an attack that gets through must be seen as. */
export const BREACH_OF: Readonly<Record<Goal, BreachKind>> = {
  link: "link",
  image: "image",
  mention: "mention",
  channel: "place",
  recipient: "place",
  webhook: "place",
  query: "read",
  header: "header",
  path: "file",
  definition: "own-file",
  roster: "own-file",
  approval: "decision",
  unfurl: "unfurl",
  address: "place",
  pause: "decision",
};

export function breach(kind: BreachKind, what: string): Breach {
  return { kind, what: what.slice(0, 300) };
}
