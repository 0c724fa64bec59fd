import { startTemplates, type LineTemplate } from "../../analysis/ci/templates.ts";
import { nextTurn } from "../../lib/next-turn.ts";
import { withoutSecretForms } from "../../lib/secret-forms.ts";
import { shorten } from "../../lib/text.ts";
import { EXIT } from "../exit.ts";
import type { Session } from "../session.ts";
import { eachBatch } from "./read-log.ts";

const AT_ONCE = 10_000;
const LONGEST_TEXT = 600;

/** Prints for each line of a file which form it has: lines that differ only in what they tell of have the same. What is odd about the file is said beside that. */
export async function runTemplates(session: Session, [path = "-"]: readonly string[]): Promise<number> {
  const templates = startTemplates();
  const remarks = new Set<string>();
  await eachBatch(session, path, remarks, (lines) => lines.forEach(templates.push));
  for (const remark of remarks) session.say(`The file: ${remark}.`);
  const forms = templates.end();
  const print = session.json ? toJson : inWords();
  for (let at = 0; at < forms.length; at += AT_ONCE) {
    await session.printSurely(
      forms
        .slice(at, at + AT_ONCE)
        .map((form, index) => print(form, at + index + 1))
        .join("\n"),
    );
    await nextTurn();
  }
  return EXIT.ok;
}

function toJson({ id }: LineTemplate, line: number): string {
  return JSON.stringify({ line, template: id });
}

/** Each form is looked through once, however many lines have it. */
function inWords(): (form: LineTemplate) => string {
  const known = new Map<string, string>();
  return ({ id, text }) => {
    const words = known.get(id) ?? `${id}  ${shorten(withoutSecretForms(text), LONGEST_TEXT)}`.trimEnd();
    known.set(id, words);
    return words;
  };
}
