import type { Automation } from "../../core/automation.ts";
import type { Store } from "../../core/ports/store.ts";
import type { Sentence } from "../../core/sentence.ts";
import { findDefinitionBefore } from "../../engine/run/definition-before.ts";
import { changesBetween, type SentenceChanges } from "../../policy/changes.ts";
import { explain } from "../../shipped.ts";
import { pickAutomation, withReading } from "../open.ts";
import { printJson } from "../print.ts";
import type { Session } from "../session.ts";

/** What an automation may do, in words made from the very grants that are enforced; and what of it is new since it last ran. */
export function run(session: Session, [wanted = ""]: readonly string[]): Promise<number> {
  return withReading(session, async (reading) => {
    const automation = await pickAutomation(session, reading, wanted);
    const accepted = (await reading.store.consents.find(automation.id))?.hash;
    const told = (each: Automation) => explain(each, accepted, reading.workspace.retention);
    const sentences = await told(automation);
    const changes = await findChanges(reading.store, automation, sentences, told);
    if (session.json) printJson(session, { automation: automation.id, hash: automation.hash, sentences, ...(changes && { changes }) });
    else session.print([automation.name, ...inARow(sentences), ...changesInWords(changes)].join("\n"));
    return 0;
  });
}

/** Only the first place is the only one: those after it are added to it. */
function inARow(sentences: readonly Sentence[]): string[] {
  return sentences.map(({ about, text }, index) =>
    about === "write" && sentences[index - 1]?.about === "write" ? text.replace(/^Can WRITE ONLY /, "And ") : text,
  );
}

interface ChangesSince extends SentenceChanges {
  /** The id of the last run that has ended. */
  since: string;
}

/** Undefined where nothing has run by a definition that is still known. */
async function findChanges(
  store: Store,
  { id }: Automation,
  sentences: readonly Sentence[],
  told: (automation: Automation) => Promise<Sentence[]>,
): Promise<ChangesSince | undefined> {
  const before = await findDefinitionBefore(store, id);
  return before && { since: before.run.id, ...changesBetween(await told(before.automation), sentences) };
}

function changesInWords(changes: ChangesSince | undefined): string[] {
  if (!changes || changes.adds.length + changes.drops.length === 0) return [];
  const adds = changes.adds.map(({ text }) => `ADDS: ${text}`);
  const drops = changes.drops.map(({ text }) => `DROPS: ${text}`);
  return ["", `Since its last run (${changes.since}):`, ...adds, ...drops];
}
