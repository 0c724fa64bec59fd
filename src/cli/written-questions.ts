import type { Correspondence } from "../analysis/chase/letters/correspondence.ts";
import type { Automation } from "../core/automation.ts";
import type { Briefing } from "../core/briefing.ts";
import type { Store } from "../core/ports/store.ts";
import { waysOf, type Way } from "../engine/run/chase/ways.ts";
import { isKeptOutcome } from "../engine/execution/outcome.ts";

/** A question as a run wrote it to one person, and the way that it goes. */
export interface WrittenQuestion extends Way {
  briefing: Briefing;
}

/** The questions that a run wrote to people; none where it asks nobody, or did not come so far. */
export async function findWrittenQuestions(
  { runs, documents }: Pick<Store, "runs" | "documents">,
  run: string,
  automation: Pick<Automation, "writes">,
): Promise<WrittenQuestion[]> {
  const outcome = (await runs.steps(run)).find(({ name }) => name === "correspond")?.outcome;
  if (!isKeptOutcome<string>(outcome) || "error" in outcome) return [];
  const { questions } = await documents.get<Correspondence>(outcome.value);
  const ways = waysOf(automation);
  return questions.flatMap(({ message: { person }, briefing }) => {
    const way = ways.get(person);
    return way === undefined ? [] : [{ ...way, briefing }];
  });
}
