import { bullets, pressable, truths, type Member, type Reaction } from "../cast.ts";

/** Who somebody is, and where they are. */
type Known = Pick<Member, "key" | "name" | "zone" | "slack" | "email" | "absences">;

const KNOWN = {
  ana: { key: "ana", name: "Ana Kovacs", zone: "Europe/Zagreb", slack: "UANA" },
  ben: { key: "ben", name: "Ben Ortiz", zone: "America/New_York", slack: "UBEN" },
  dana: { key: "dana", name: "Dana Reyes", zone: "Europe/Berlin", slack: "UDANA" },
  eli: { key: "eli", name: "Eli Brook", zone: "America/Los_Angeles", slack: "UELI" },
  fay: { key: "fay", name: "Fay Lind", zone: "Australia/Sydney", slack: "UFAY" },
  gus: { key: "gus", name: "Gus Weber", zone: "Europe/London", slack: "UGUS" },
} as const satisfies Record<string, Known>;

/** Somebody with a habit; undefined where they let a question lie. */
export function person(key: keyof typeof KNOWN, habit: Member["habit"]): Member {
  return { ...KNOWN[key], habit };
}

/** Tells in words how each thing stands, after a while. */
export function telling(afterMinutes: number, changes: Partial<Reaction> = {}): Member["habit"] {
  return ({ tasks }) => ({ afterMinutes, by: "words", text: bullets(tasks), says: truths(tasks), ...changes });
}

/** Says it by buttons. */
export function pressing(afterMinutes: number): Member["habit"] {
  return ({ tasks }) => ({ afterMinutes, by: "buttons", says: pressable(tasks) });
}
