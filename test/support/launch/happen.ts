import { instantOf } from "../../../src/lib/clock.ts";
import { definitionOf, definitionPath, planPath } from "./definition.ts";
import { rosterOf, type Happening } from "./scenario.ts";
import type { Stage } from "./stage.ts";

const MINUTE_MS = 60_000;

/** Has all that nobody is asked for happen at its time. */
export function planHappenings(stage: Stage): void {
  for (const happening of stage.scenario.happenings) stage.agenda.at(happening.at, () => happen(stage, happening));
}

function happen(stage: Stage, happening: Happening): void {
  if (happening.kind === "edit") edit(stage, happening.key, happening.status);
  else if (happening.kind === "leave") leave(stage, happening.person);
  else setClock(stage, happening.byMinutes);
}

function setClock({ clock, agenda }: Stage, byMinutes: number): void {
  clock.jump(new Date(clock.now() + byMinutes * MINUTE_MS).toISOString());
  agenda.shift(byMinutes);
}

/** The first status of a line is changed, and nothing else. */
function edit({ scenario, disk, book, clock }: Stage, key: string, status: string): void {
  const launch = scenario.launches.find(({ tasks }) => tasks.some((task) => task.key === key));
  if (!launch) throw new Error(`expected a task of a plan, got ${key}`);
  const lines = disk.read(planPath(launch)).split("\n");
  const edited = lines.map((line) => (line.startsWith(`${key},`) ? line.split(",").with(3, status).join(",") : line));
  disk.write(planPath(launch), edited.join("\n"));
  book.edits.push({ key, at: instantOf(clock), cells: { status } });
}

/** Nobody may ask them any more; a definition is read when the app starts. */
function leave({ scenario, disk, book, reaper, clock }: Stage, person: string): void {
  book.left.push({ person, at: instantOf(clock) });
  for (const launch of scenario.launches) {
    const roster = rosterOf(launch, scenario.members).filter(({ key }) => book.left.every((each) => each.person !== key));
    disk.write(definitionPath(launch), definitionOf(launch, roster));
  }
  reaper.kill(1);
}
