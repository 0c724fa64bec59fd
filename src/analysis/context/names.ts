import type { JudgedFinding } from "../../core/finding.ts";
import type { Item } from "../../core/item.ts";

/** First letter of a source's things, by connector. */
export type Letters = Readonly<Record<string, string>>;

/** What a model is shown by short names, and hands back by them: things as `M3`, findings as `FL2`. */
export interface Names {
  /** Of a thing, whichever of several Items that show it is asked for. */
  nameOf(item: string): string | undefined;
  itemOf(name: string): Item | undefined;
  flagOf(key: string): string | undefined;
  findingOf(name: string): JudgedFinding | undefined;
}

/** Of findings: a source has one letter. */
const FINDING = "FL";

/** What there is to be named: each thing once, and by which of them others are stood for. */
export interface Nameable {
  items: readonly Item[];
  standIns: ReadonlyMap<string, string>;
}

/** Names of the same material are the same, in whatever order it comes. */
export function nameAll({ items, standIns }: Nameable, judged: readonly JudgedFinding[], letters: Letters): Names {
  const things = new Map<string, Item>();
  const counts = new Map<string, number>();
  for (const item of items.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const letter = letters[item.source] ?? "X";
    const number = (counts.get(letter) ?? 0) + 1;
    counts.set(letter, number);
    things.set(`${letter}${number}`, item);
  }
  const sorted = judged.toSorted((a, b) => (a.finding.key < b.finding.key ? -1 : 1));
  const flags = new Map(sorted.map((each, index) => [`${FINDING}${index + 1}`, each]));
  const nameOf = new Map([...things].map(([name, { id }]) => [id, name]));
  const flagOf = new Map([...flags].map(([name, { finding }]) => [finding.key, name]));
  return {
    nameOf: (item) => nameOf.get(standIns.get(item) ?? item),
    itemOf: (name) => things.get(name),
    flagOf: (key) => flagOf.get(key),
    findingOf: (name) => flags.get(name),
  };
}

const NAME = /^([A-Z]+)(\d+)$/;

/** `M2` before `M10`. */
export function byName(a: string, b: string): number {
  const [, letterA = "", numberA = "0"] = NAME.exec(a) ?? [];
  const [, letterB = "", numberB = "0"] = NAME.exec(b) ?? [];
  return letterA === letterB ? Number(numberA) - Number(numberB) : letterA < letterB ? -1 : 1;
}
