import type { Item } from "../../core/item.ts";

/** Words of questions, of times and of chat that say nothing of what is asked about. */
const EMPTY = new Set(
  `what whats which who whom whose when where why how many much is are was were be been being has have had do does did done doing can could
should would will shall may might must the a an this that these those there here it its i me my mine you your we our us they them their he
she his her of in on at to from for with by about into over under since after before until till between during within and or not no yes
if so than then as any all some each every only just also still ever else more most new news latest recent recently last past next ago
changed change changes happened happen happening going went gone came come tell show give list find say summarise summarize summary please
know need want look got get today yesterday tomorrow tonight morning afternoon evening week weeks day days hour hours month months year
years monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november
december chief everything anything something nothing thing things`.split(/\s+/),
);
const ENDINGS = /(?:'s|’s|ies|ing|ed|es|s)$/u;
const SHORTEST = 3;

/** What a question is about: its words without those that every question has, each cut to its stem. None where it asks for all there is. */
export function topicOf(question: string): string[] {
  const words = question.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}'’_./#-]*[\p{L}\p{N}]/gu) ?? [];
  const said = words.filter((word) => !EMPTY.has(word) && !/^\d+$/.test(word));
  return [...new Set(said.map(stemOf))];
}

/** How many of these stems begin a word of an item. */
export function fitOf(item: Item, topic: readonly string[]): number {
  const words = new Set(wordsOf(item));
  return topic.filter((stem) => [...words].some((word) => word.startsWith(stem))).length;
}

function wordsOf({ title, body, kind, source, actors, fields }: Item): string[] {
  const told = Object.values(fields).flatMap((value): readonly string[] => [value].flat().filter((each) => typeof each === "string"));
  const text = [title, body, kind, source, ...actors.map(({ name }) => name), ...told].join("\n").toLowerCase();
  return text.split(/[^\p{L}\p{N}#]+/u);
}

function stemOf(word: string): string {
  const stem = word.replace(ENDINGS, "");
  return stem.length < SHORTEST ? word : stem;
}
