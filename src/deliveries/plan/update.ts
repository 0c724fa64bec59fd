import type { Briefing, PlanUpdate } from "../../core/briefing.ts";
import { PermanentError } from "../../core/errors.ts";
import { guardText } from "../../render/guard.ts";

const LONGEST_BLOCKER = 200;
/** What means something to a table, a page or a program that shows them. */
const SIGNS = /[`<>|{}"*\\~]/g;
/** What a spreadsheet takes for a formula, full-width signs too. https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[=+\-@＝＋－＠\s]+/u;

/** What a briefing changes in a plan, its words in a form that no plan mistakes for anything but words; undefined where it changes nothing. */
export function findUpdate({ update }: Pick<Briefing, "update">): PlanUpdate | undefined {
  if (!update || update.changes.length === 0) return undefined;
  const changes = update.changes.map((change) =>
    change.field === "blocker" && change.to !== null ? { ...change, to: plainWords(change.to) } : change,
  );
  return { ...update, changes };
}

/** The same to be written. Throws PermanentError `plan-no-update` where there is none, `plan-made-up` where the task is made up. */
export function getUpdate(briefing: Pick<Briefing, "update" | "example">): PlanUpdate {
  const update = findUpdate(briefing);
  if (!update) {
    throw new PermanentError("plan-no-update", "expected a change to a task of the plan, got a message that has none", {
      hint: "A write to a plan takes what people told of their tasks, and nothing else.",
    });
  }
  if (briefing.example || update.item.fields["example"] === true) {
    throw new PermanentError("plan-made-up", `expected a task that somebody has, got ${update.item.key}, which is made up`, {
      hint: "Examples are shown and never written to: put a plan of your own in their place.",
    });
  }
  return update;
}

function plainWords(text: string): string {
  // Brackets in the place of others may make a new word of what stands beside them.
  const guarded = unbracketed(unbracketed(text));
  return guarded.replaceAll(SIGNS, " ").replace(FORMULA, "").replaceAll(/ +/g, " ").trim();
}

function unbracketed(text: string): string {
  return guardText(text, LONGEST_BLOCKER).replaceAll("[", "(").replaceAll("]", ")");
}
