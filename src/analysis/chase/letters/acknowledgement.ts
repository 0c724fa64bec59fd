import type { Briefing, Bullet } from "../../../core/briefing.ts";
import { prose, type Prose } from "../../../core/prose.ts";
import { shown } from "../../facts.ts";
import { notedLines } from "./noted.ts";
import { firstNameOf, letterOf, partOf, type Heard, type LetterContext } from "./setting.ts";
import { questionBack } from "./question-back.ts";

/** What whoever replied is told, once: what was noted and what becomes of it, the one question back, what they want of questions from now on. In English. */
export function acknowledgementOf(heard: Heard, context: LetterContext): Briefing {
  const { reply } = heard;
  const name = firstNameOf(reply.person, context);
  const noted = notedLines(heard, context);
  const back = questionBack(heard, context);
  const isOne = noted.length === 1;
  const opening = noted.length === 0 ? [] : [isOne ? prose`Noted. ${noted[0] ?? []}` : prose`Noted, ${name}:`];
  const lines = [...opening, ...back, ...wishWords(heard)];
  const why = heard.understood.told.length === 0 ? "I could not read from that how anything stands" : "That question is over";
  const unread = prose`Thank you, ${name}. ${why}, so the plan stays as it is.`;
  const correct = noted.length > 0 && back.length === 0 ? [prose`If that is wrong, write how it is: the last word counts.`] : [];
  return letterOf(context, {
    about: `ack:${reply.id}`,
    headline: lines[0] ?? unread,
    sections: [
      partOf("list", "changed", "Noted", isOne ? [] : noted.map(toBullet)),
      partOf("line", "open", "Still to say", lines.slice(1).map(toBullet)),
      partOf("line", "counts", "To correct it", correct.map(toBullet)),
    ],
    ...(reply.letter && { answers: reply.letter }),
  });
}

/** What they want of questions from now on. */
function wishWords({ understood }: Heard): Prose[] {
  const { stop, start = false, snoozedUntil } = understood;
  if (stop) return [prose`You get no more questions from me, whichever plan they are about. Write “start” if you want them again.`];
  if (start) return [prose`You get questions from me again. “stop” ends them.`];
  if (snoozedUntil === undefined) return [];
  const day = shown({ item: "run", path: "snoozedUntil", value: snoozedUntil }, "date");
  return [prose`You get no questions from me before ${day}.`];
}

function toBullet(text: Prose): Bullet {
  return { kind: "fact", text, cites: [], flags: [] };
}
