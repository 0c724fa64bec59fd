import type { Replayed } from "../../core/ports/operations.ts";
import { compareBriefings, type Comparison } from "../../engine/replay/compare.ts";
import { EXIT } from "../exit.ts";
import { findRun } from "../find-run.ts";
import { withOperations, withReading } from "../open.ts";
import type { Options } from "../options.ts";
import { printJson, table } from "../print.ts";
import { changesAskedFor } from "../replay-options.ts";
import { spentInWords } from "../cost-words.ts";
import { differenceTable, tallyInWords, tallyOf } from "../replay-words.ts";
import type { Session } from "../session.ts";

/** Works on a run's data once more, sends nothing, and shows line by line what is said otherwise. */
export async function run(session: Session, [wanted = ""]: readonly string[], options: Options): Promise<number> {
  const changes = await changesAskedFor(session, options);
  const { id } = await withReading(session, ({ store }) => findRun(store.runs, wanted));
  const replayed = await withOperations(session, ({ operations }) => operations.replay({ run: id, ...changes }));
  const compared = compareBriefings(replayed.was, replayed.is);
  if (session.json) printJson(session, toJson(replayed, compared));
  else print(session, replayed, compared);
  return EXIT.ok;
}

function toJson({ id, run, was, is, spent, remarks }: Replayed, { isIdentical, lines }: Comparison) {
  return { replay: id, run: run.id, identical: isIdentical, lines, spent: spent ?? null, remarks, was, is };
}

function print(session: Session, { run, spent, remarks }: Replayed, compared: Comparison): void {
  const rows = differenceTable(compared);
  if (rows.length > 1) session.print(table(rows, session.tableWidth));
  const what = compared.isIdentical ? "the same to the letter" : tallyInWords(tallyOf(compared));
  session.say(`${run.id}, replayed: ${what}. Nothing was sent or remembered.`);
  const isPaid = spent && spent.is.calls + spent.was.calls > 0;
  if (isPaid) session.say(`It cost ${spentInWords(spent.is)}. The run itself had cost ${spentInWords(spent.was)}.`);
  for (const remark of remarks) session.say(`Note: ${remark}`);
}
