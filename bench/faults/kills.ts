import { CRASH_POINTS } from "../../src/core/ports/ambient.ts";
import { inTemporaryFolder } from "../temporary.ts";
import { startReceiver } from "./kills-receiver.ts";
import { judge, type Verdict } from "./kills-verdict.ts";
import { tellStory, type How, type Story } from "./kills-world.ts";
import { RESUME_MS, type FaultRow } from "./table.ts";

/** Data directories whose victims live side by side. */
const SIDE_BY_SIDE = 3;
const MOST_TOLD = 5;

/** Kills Chief's parts in the midst of their work, at every place by name and at any moment, and looks what became of all they had promised. */
export async function kills(volume: number, seed: number): Promise<FaultRow> {
  const ended = await allEnded(
    Array.from({ length: SIDE_BY_SIDE }, (_, world) => {
      const kills = Math.floor((volume + world) / SIDE_BY_SIDE);
      const firstPlace = Math.floor((world * CRASH_POINTS.length) / SIDE_BY_SIDE);
      return inTemporaryFolder((folder) => tellAndJudge(folder, { kills, seed: seed + world, firstPlace }));
    }),
  );
  const stories = ended.map(({ story }) => story);
  const sum = (of: (verdict: Verdict) => number): number => ended.reduce((total, { verdict }) => total + of(verdict), 0);
  const resumedMs = stories.flatMap((story) => story.resumedMs).reduce((most, ms) => Math.max(most, ms), 0);
  const missing = CRASH_POINTS.filter((point) => !stories.some(({ places }) => places.has(point)));
  const givenUp = sum((each) => each.givenUp);
  const late = sum((each) => each.late);
  const problems = ended.flatMap(({ verdict }) => [
    ...verdict.lost,
    ...verdict.repeated,
    ...verdict.redone,
    ...verdict.hasty,
    ...verdict.unrecorded,
  ]);
  const [lost, repeated, redone] = [
    sum((each) => each.lost.length),
    sum((each) => each.repeated.length),
    sum((each) => each.redone.length),
  ];
  return {
    fault: "kill -9 at every named place and at any moment",
    ...{ volume, lost, repeated, redone, resumedMs },
    note: [
      `${sum((each) => each.runs)} runs, ${sum((each) => each.messages)} messages, ${sum((each) => each.unsure)} in doubt, seed ${seed}`,
      ...(late > 0 ? [`${late} words to the owner not in time on this machine`] : []),
      ...(givenUp > 0 ? [`${givenUp} given up after 6 kills in the midst of each, then retried`] : []),
      ...(missing.length === 0 ? [] : [`never at ${missing.join(", ")}`]),
      ...problems.slice(0, MOST_TOLD),
    ].join("; "),
    met: problems.length === 0 && missing.length === 0,
    inTime: resumedMs <= RESUME_MS,
  };
}

/** The others are waited for where one has failed, so that none goes on unseen. */
async function allEnded<T>(work: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

async function tellAndJudge(folder: string, how: How): Promise<{ story: Story; verdict: Verdict }> {
  const receiver = await startReceiver();
  try {
    const story = await tellStory(folder, how, receiver);
    return { story, verdict: await judge(story, await receiver.record()) };
  } finally {
    receiver.stop();
  }
}
