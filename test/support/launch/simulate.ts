import { createFakeClock, type FakeClock } from "../clock.ts";
import { createAgenda } from "./agenda.ts";
import { openBook, planText } from "./book.ts";
import { definitionOf, definitionPath, peopleFile, planPath } from "./definition.ts";
import { openDisk, type Disk } from "./disk.ts";
import { planHappenings } from "./happen.ts";
import { Office } from "./office.ts";
import { openPost, type Post } from "./post.ts";
import { findReached, type Reached } from "./reached.ts";
import { createReaders } from "./readers.ts";
import { createReaper } from "./reaper.ts";
import { rosterOf, tasksOf, type Scenario } from "./scenario.ts";
import type { Stage } from "./stage.ts";
import { openTown, type Town } from "./town.ts";

/** What came of a scenario. */
export interface World extends Stage {
  /** All that reached anybody, oldest first. */
  reached: readonly Reached[];
  close(): Promise<void>;
}

/** Lets people live with their assistant from the first day of a scenario to its last. */
export async function simulate(scenario: Scenario): Promise<World> {
  const stage = await openStage(scenario);
  planHappenings(stage);
  await stage.office.start();
  await live(stage);
  const close = async (): Promise<void> => {
    await stage.office.close();
    stage.town.slack.close();
    await stage.post?.close();
  };
  return { ...stage, reached: await findReached(stage), close };
}

async function openStage(scenario: Scenario): Promise<Stage> {
  const clock = createFakeClock(scenario.from);
  const town = await openTown(clock, zonesOf(scenario));
  const post = scenario.members.some(({ email }) => email !== undefined) ? await openPost(clock) : undefined;
  const disk = openOfficeDisk(scenario, { clock, town, post });
  const office = new Office({ clock, town, post, disk, sleeps: scenario.sleeps === true });
  const agenda = createAgenda(clock);
  const reaper = createReaper(scenario.kills, clock, agenda, office);
  office.onWritten = () => void reaper.strikes("written");
  office.onPassed = () => reaper.lookIn();
  town.strike = () => (reaper.strikes("posting") ? "before" : reaper.strikes("posted") ? "after" : undefined);
  if (post) post.onStoring = () => void reaper.strikes("mailing");
  return { scenario, clock, town, post, book: openBook(tasksOf(scenario)), disk, office, agenda, reaper };
}

function zonesOf({ members }: Scenario): Record<string, string> {
  const zones = members.flatMap(({ slack, zone }) => (slack === undefined ? [] : [[slack, zone] as const]));
  return { USAM: "Europe/Berlin", ...Object.fromEntries(zones) };
}

/** The workspace with its definitions and plans, as Sam has written them. */
function openOfficeDisk(
  { launches, members }: Scenario,
  { clock, town, post }: { clock: FakeClock; town: Town; post: Post | undefined },
): Disk {
  const connections = { acme: slackConnection(town), ...post?.connections };
  const nameOf = (key: string): string => members.find((member) => member.key === key)?.name ?? "Sam Tan";
  const files = {
    "config/chief.yaml": `timezone: Europe/Berlin\nconnections: ${JSON.stringify(connections)}\n`,
    "config/people.yaml": peopleFile(members),
    ...Object.fromEntries(launches.map((launch) => [definitionPath(launch), definitionOf(launch, rosterOf(launch, members))])),
    ...Object.fromEntries(launches.map((launch) => [planPath(launch), planText(launch.tasks, launch.date, nameOf)])),
  };
  return openDisk(clock, files, launches.map(planPath));
}

function slackConnection({ slack }: Town): object {
  // oxlint-disable-next-line no-template-curly-in-string -- as people write it
  return { kind: "slack", token: "${env:BOT}", appToken: "${env:APP}", api: slack.api };
}

/** Day after day; whoever is dead at the end is waited for. */
async function live(stage: Stage): Promise<void> {
  const { clock, office, agenda, scenario } = stage;
  const readers = createReaders(stage);
  const endMs = Date.parse(scenario.to);
  while (clock.now() < endMs || !office.isAlive) {
    const nextMs = Math.min(agenda.nextMs, endMs);
    if (!(await agenda.doNext())) {
      if (office.isAlive) await office.step(nextMs);
      else await clock.advance(Math.max(0, agenda.nextMs - clock.now()));
    }
    readers.lookAround();
  }
}
