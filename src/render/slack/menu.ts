import type { KnownBlock, Overflow } from "@slack/types";

/** What a reader can say to a flag from its menu. */
export type FlagVerb = "done" | "snooze" | "mute" | "why";

const LABELS: readonly (readonly [FlagVerb, string])[] = [
  ["done", "Done"],
  ["snooze", "Snooze until tomorrow"],
  ["mute", "Mute"],
  ["why", "Why"],
];

/** The `action_id` of every flag's menu; which flag and what was chosen is in the value. */
export const FLAG_ACTION = "flag";

/**
 * Longest value of an option, in characters. The page on options says 150, the types that Slack ships say 75.
 * https://docs.slack.dev/reference/block-kit/composition-objects/option-object
 */
const LONGEST_VALUE = 75;

/** The menu that answers the flag with this key; undefined for a key that no value can hold. */
export function findMenu(key: string): Overflow | undefined {
  const options = LABELS.map(([verb, label]) => ({ text: { type: "plain_text" as const, text: label }, value: `${verb}:${key}` }));
  const isShort = options.every(({ value }) => value.length <= LONGEST_VALUE);
  return isShort && key !== "" ? { type: "overflow", action_id: FLAG_ACTION, options } : undefined;
}

/** What was chosen in a flag's menu, and of which flag; undefined for a value that no menu of ours has. */
export function parseFlagValue(value: string): { verb: FlagVerb; key: string } | undefined {
  const [, word, key] = /^([a-z]+):(\S+)$/.exec(value) ?? [];
  const verb = LABELS.find(([each]) => each === word)?.[0];
  return verb === undefined || key === undefined || value.length > LONGEST_VALUE ? undefined : { verb, key };
}

/** The key of the flag that a block's menu answers. */
export function findKey(block: KnownBlock): string | undefined {
  const menu = block.type === "section" ? block.accessory : undefined;
  return menu?.type === "overflow" ? parseFlagValue(menu.options[0]?.value ?? "")?.key : undefined;
}
