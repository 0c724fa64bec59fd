import { startTemplates } from "../../analysis/ci/templates.ts";
import { nextTurn } from "../../lib/next-turn.ts";
import { EXIT } from "../exit.ts";
import type { Session } from "../session.ts";
import { eachBatch } from "./read-log.ts";

const AT_ONCE = 10_000;

/** Prints for each line of a file which form it has: lines that differ only in what they tell of have the same. What is odd about the file is said beside that. */
export async function runTemplates(session: Session, [path = "-"]: readonly string[]): Promise<number> {
  const templates = startTemplates();
  const remarks = new Set<string>();
  await eachBatch(session, path, remarks, (lines) => lines.forEach(templates.push));
  for (const remark of remarks) session.say(`The file: ${remark}.`);
  const ids = templates.end();
  const print = (id: string, index: number): string => (session.json ? JSON.stringify({ line: index + 1, template: id }) : id);
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    await session.printSurely(
      ids
        .slice(at, at + AT_ONCE)
        .map((id, index) => print(id, at + index))
        .join("\n"),
    );
    await nextTurn();
  }
  return EXIT.ok;
}
