import type { Chance } from "../simulator/random.ts";

/** What some build may leave behind: broken, packed, damaged, or made to do harm. */
export interface HostileBuild {
  /** Files by their paths, all below `in` but those of another purpose. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** What has to stand in whatever is told of it. */
  readonly wants: RegExp;
}

/** Makes one of a kind; `scale` is 1 for the largest, less for what has to be cheap. */
export type HostileKind = (chance: Chance, scale: number) => HostileBuild;

/** The failure that is planted in most of them. */
export const FAILING = [
  "##[group]Run npm run build",
  "npm run build",
  "##[endgroup]",
  "src/cart.ts(3,5): error TS2345: Argument of type 'string' is not assignable to parameter of type 'number'.",
  "    at total (src/cart.ts:3:5)",
  "##[error]Process completed with exit code 1.",
].join("\n");
export const FOUND = /TS2345/;
/** Something failed, whatever it is. */
export const ANY_FAILURE = /^\d[\d,]* failures?, \d[\d,]* causes?/;

/** A log among other files of no run. */
export function logOf(content: string | Uint8Array, wants: RegExp, name = "build.log"): HostileBuild {
  return { files: { [`in/${name}`]: content }, wants };
}

/** Lines of a build that goes well. */
export function noise(chance: Chance, lines: number): string {
  const words = ["compiling", "linking", "copying", "caf\u00e9", "\u6f22\u5b57", "done \u{1f389}"] as const;
  return Array.from({ length: lines }, (_, index) => `${chance.of(words)} part ${index} of ${chance.upTo(1_000)}`).join("\n");
}

export function bytesOf(chance: Chance, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => chance.upTo(256)));
}
