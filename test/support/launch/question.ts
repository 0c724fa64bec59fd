import type { PlannedTask } from "./book.ts";
import type { Mail } from "./post.ts";
import type { Letter } from "./town.ts";

/** A question as it lies before its reader, in Slack or as a mail. */
export type Question = { letter: Letter } | { mail: Mail };

/** A button below a question. */
export interface Button {
  action: string;
  value: string;
}

/** What a question says, whatever it is made of. */
export function textOf(question: Question): string {
  return "mail" in question ? question.mail.raw : JSON.stringify(question.letter.blocks);
}

export function isQuestion(question: Question): boolean {
  return "mail" in question ? question.mail.raw.includes("Write back") : buttonsIn(question.letter).length > 0;
}

/** The button of a task and a status; throws where a question has none. */
export function getButton(letter: Letter, { key, title }: Pick<PlannedTask, "key" | "title">, status: string): Button {
  const ask = askOf(letter, title);
  const button = buttonsIn(letter).find(({ value, action }) => value === ask && action === `chase_${status}`);
  if (!button) throw new Error(`expected a button for ${key} ${status}, got ${JSON.stringify(buttonsIn(letter))}`);
  return button;
}

function buttonsIn({ blocks }: Letter): Button[] {
  const found = JSON.stringify(blocks).matchAll(/"action_id":"(chase_\w+)","value":"([^"]+)"/g);
  return [...found].map(([, action = "", value = ""]) => ({ action, value }));
}

/** The id that the buttons below a task's line have. */
function askOf({ blocks }: Letter, title: string): string | undefined {
  const at = blocks.findIndex((block) => JSON.stringify(block).includes(title));
  return /"value":"([^"]+)"/.exec(JSON.stringify(blocks[at + 1] ?? {}))?.[1];
}
