import { openTasks } from "../../analysis/rules/tasks/task.ts";
import type { Automation } from "../../core/automation.ts";
import type { Item } from "../../core/item.ts";
import { peopleOfFirstName, type People } from "../../core/person.ts";
import type { Store } from "../../core/ports/store.ts";
import type { RunMemory } from "../../engine/run/freeze.ts";
import type { Gathered } from "../../engine/run/read-source.ts";
import { FORGOTTEN } from "../../lib/mentions.ts";
import { listOf } from "../../lib/text.ts";
import { guardText } from "../../render/guard.ts";
import { warning, type Check } from "./check.ts";

const MOST_NAMES = 5;
const LONGEST_NAME = 60;
const HINT = "Write them into config/people.yaml, or the name among the aliases of whom it means: absences and weight go by it.";

/** The names by which tasks call their owners and that mean nobody for sure; no check where there are none. */
export async function checkPeople(store: Store, automations: readonly Automation[], people: People): Promise<Check[]> {
  const items = new Map((await tasksOf(store, automations)).map((item) => [item.contentHash, item]));
  const doubtful = openTasks([...items.values()], people).flatMap(({ person, owner }) =>
    person === undefined && owner !== "unassigned" && owner !== "you" && !owner.includes(FORGOTTEN) ? [owner] : [],
  );
  const names = [...new Set(doubtful)].toSorted();
  if (names.length === 0) return [];
  const more = names.length > MOST_NAMES ? [`${names.length - MOST_NAMES} more`] : [];
  return [warning("People", `tasks name ${listOf([...names.slice(0, MOST_NAMES).map((name) => inWords(name, people)), ...more])}`, HINT)];
}

function inWords(name: string, people: People): string {
  const meant = peopleOfFirstName(people, name).map((person) => person.name);
  const shown = guardText(name, LONGEST_NAME);
  return meant.length === 0 ? `${shown}, who is not in people.yaml` : `${shown}, who may be ${meant.join(" or ")}`;
}

/** The tasks that each automation found when it last ran. */
async function tasksOf({ memory, documents, items }: Store, automations: readonly Automation[]): Promise<Item[]> {
  const found: Item[] = [];
  for (const { id } of automations) {
    const { sources = {} }: RunMemory = await memory.load(id);
    for (const { gathered } of Object.values(sources)) {
      const { items: hashes } = await documents.get<Gathered>(gathered);
      found.push(...(await items.get(hashes)).filter(({ kind }) => kind === "task"));
    }
  }
  return found;
}
