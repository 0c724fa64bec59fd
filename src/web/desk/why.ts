import type { LedgerEntry } from "../../core/finding.ts";
import type { Store } from "../../core/ports/store.ts";
import { findingInWords, historyInWords } from "../../render/finding-words.ts";
import type { Reader } from "../../render/prose.ts";
import type { SentMessage } from "./sent.ts";

/** One flag of a message whole: its evidence as that run found it, and its history. */
export async function why(
  store: Pick<Store, "findings">,
  { entry, briefing }: SentMessage,
  known: LedgerEntry,
  reader: Reader,
): Promise<string> {
  const found = entry.run === undefined ? [] : await store.findings.ofRun(entry.run);
  const judged = found.find(({ finding }) => finding.key === known.key);
  const told = { automation: entry.automation, reader: known.acknowledgement?.by ?? "you", entry: known };
  const parts = [
    ...(judged && entry.run !== undefined ? [findingInWords({ run: entry.run, judged }, briefing.citations, reader)] : []),
    historyInWords(told, reader),
  ];
  return parts.join("\n\n");
}
