import { numbersFrom } from "../../test/support/automation.ts";
import { MODEL_TURNS, tellRun, type Kill, type Told } from "./model-world.ts";
import type { FaultRow } from "./table.ts";

/** Runs whose processes live side by side. */
const SIDE_BY_SIDE = 2;
/** Turns that are under way at the same time: so many may be asked again for each kill. */
const UNDER_WAY = 2;
/** The share of runs that are killed at the end of a step; the others are at any moment. */
const AT_STEPS = 2 / 3;
const MOST_KILLS = 2;

/** Kills the processes of runs that ask a model six times: at the end of each step, done and kept, and at any moment. */
export async function modelKills(volume: number, seed: number): Promise<FaultRow> {
  const whole = await tellRun([]);
  expectWhole(whole);
  const plans = plansOf(volume, whole, numbersFrom(seed));
  const told: Told[] = [];
  const lane = async (): Promise<void> => {
    for (let kills = plans.shift(); kills; kills = plans.shift()) told.push(await tellRun(kills));
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
  const sum = (of: (each: Told) => number): number => told.reduce((total, each) => total + of(each), 0);
  const [kills, asked, other] = [sum((each) => each.kills), sum((each) => each.asked.length), sum((each) => (isSame(each, whole) ? 0 : 1))];
  const lost = sum((each) => (each.status === "succeeded" && each.received.length > 0 ? 0 : 1));
  const repeated = sum((each) => Math.max(each.received.length - 1, 0));
  const redone = sum(askedThoughKept);
  const again = asked - MODEL_TURNS.length * told.length;
  const note = `${kills} kills, ${whole.passed} ends of steps, ${again} turns under way asked again, ${other} briefings other than without a kill, seed ${seed}`;
  const met = lost + repeated + redone + other === 0 && again <= UNDER_WAY * kills && kills >= told.length / 2;
  return { fault: "kill -9 of a run that asks a model", volume: told.length, lost, repeated, redone, note, met };
}

/** Throws where the run that nobody kills is not what it is to be: six turns, each asked once, and one message. */
function expectWhole({ status, received, asked }: Told): void {
  const turns = asked.map(({ turn }) => turn).toSorted();
  if (status === "succeeded" && received.length === 1 && turns.join() === MODEL_TURNS.toSorted().join()) return;
  throw new Error(`expected one message and the turns ${MODEL_TURNS.join()}, got ${received.length}, ${turns.join()} and ${status}`);
}

/** Ends of steps spread over the whole run, and moments at random. */
function plansOf(volume: number, { passed, livedMs }: Told, numbers: (limit: number) => number): Kill[][] {
  const steps = Math.min(passed, Math.ceil(volume * AT_STEPS));
  const atSteps = Array.from({ length: steps }, (_, index) => [{ diesAt: Math.ceil(((index + 1) * passed) / steps) }]);
  const atMoments = Array.from({ length: volume - steps }, () =>
    Array.from({ length: 1 + numbers(MOST_KILLS) }, () => ({ afterMs: numbers(livedMs) })),
  );
  return [...atSteps, ...atMoments];
}

/** When its source was read differs, and is in no word of it. */
function isSame({ text, received }: Told, other: Told): boolean {
  return text === other.text && received[0] === text;
}

/** Turns that a life asked although they were kept when it began. */
function askedThoughKept({ asked, kept }: Told): number {
  return asked.filter(({ life, turn }) => kept.get(life)?.includes(turn)).length;
}
