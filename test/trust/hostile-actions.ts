import { numbersFrom } from "../support/automation.ts";
import { allowedBy } from "./allowed.ts";
import type { Breach } from "./breach.ts";
import { newContents, type Group } from "./contents.ts";
import { SHAPES } from "./definitions.ts";
import { createHostile, TEMPERS, type Hostility } from "./hostile.ts";
import { portsOf, ROSTER } from "./injections.ts";
import { judge } from "./oracle.ts";
import { someOf, type Suite } from "./row.ts";
import { openTrustWorld, type Outcome, type TrustWorld } from "./world.ts";

const GROUPS: readonly Group[] = ["gmail", "google-calendar", "slack", "github", "files", "junit", "events"];
const MOST_PER_RUN = 240;
const A_STEP_MS = 600_001;

interface Round {
  hostility: Hostility;
  outcome: Outcome;
  breaches: Breach[];
}

/** Workers that are hostile from their first token: so many lines, requests and answers that are none. */
export const hostileActions: Suite = async (volume, seed) => {
  const world = await openTrustWorld();
  const random = numbersFrom(seed);
  const rounds: Round[] = [];
  const inherited = inheritedNames();
  let done = 0;
  try {
    while (done < volume) {
      const round = await playRound(world, rounds.length, { random, actions: Math.min(MOST_PER_RUN, Math.ceil((volume - done) / 2)) });
      done += round.hostility.done;
      rounds.push(round);
    }
  } finally {
    await world.close();
  }
  const out = rounds.filter(({ breaches }) => breaches.length > 0);
  const polluted = inheritedNames() !== inherited;
  const ended = rounds.filter(({ outcome }) => outcome.run.status === "succeeded").length;
  const sent = rounds.reduce((count, { outcome }) => count + outcome.journal.mails.length, 0);
  return {
    ...{ suite: "hostile from the first token", cases: done, out: out.length + Number(polluted), aim: "0 effects outside the definition" },
    met: out.length === 0 && !polluted && sent > 0,
    notes: [
      `${rounds.length} runs, of which ${ended} ended well and sent ${sent} mails`,
      ...(polluted ? ["something was added to every object"] : []),
      ...someOf(
        out.map(({ hostility, breaches }) => `${hostility.temper}: ${breaches.map(({ kind, what }) => `${kind} ${what}`).join("; ")}`),
      ),
    ],
  };
};

async function playRound(world: TrustWorld, index: number, how: Pick<Hostility, "random" | "actions">): Promise<Round> {
  const shape = SHAPES[index % SHAPES.length] ?? "owner";
  const group = GROUPS[Math.floor(index / SHAPES.length) % GROUPS.length] ?? "gmail";
  const temper = TEMPERS[index % TEMPERS.length] ?? "words";
  const hanging = Promise.withResolvers<void>();
  const hostility: Hostility = { ...how, temper, done: 0, hangs: hanging.resolve };
  const outcome = await world.run({
    ...{ group, shape, contents: newContents(), agentOf: (seen) => createHostile(seen, hostility) },
    ...(temper === "silent" && {
      meanwhile: async (clock) => {
        await hanging.promise;
        await clock.advance(A_STEP_MS);
      },
    }),
  });
  const allowed = allowedBy(outcome.definition, ROSTER, shape === "accepted");
  return { hostility, outcome, breaches: await judge(outcome, allowed, portsOf(world)) };
}

/** What every object has: a worker must not be able to add to it. */
function inheritedNames(): string {
  return [Object.prototype, Array.prototype, String.prototype].map((each) => Reflect.ownKeys(each).map(String).join()).join(";");
}
