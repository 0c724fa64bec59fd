import { chanceFrom, type Chance } from "../simulator/random.ts";
import type { Member, Reaction } from "./cast.ts";
import { KILL_MOMENTS, type Kill, type Scenario } from "./scenario.ts";

const HOUR_MS = 60 * 60_000;
/** Twenty in three weeks. */
const BETWEEN_KILLS_MS = 24 * HOUR_MS;
const DOWN_MINUTES = [1, 2, 3, 15, 40, 120] as const;

/** The same launch with people in another order, who take another while to answer, and with other kills; the same for the same seed. */
export function shuffled(scenario: Scenario, seed: number): Scenario {
  const chance = chanceFrom(seed);
  const members = scenario.members.map((member) => ({ member, place: chance.upTo(1_000) })).toSorted((a, b) => a.place - b.place);
  return { ...scenario, members: members.map(({ member }) => delayed(member, chance)), kills: killsOf(scenario, chance) };
}

/** What is late by its nature stays so. */
function delayed(member: Member, chance: Chance): Member {
  return {
    ...member,
    habit(asked) {
      const reaction: Reaction | undefined = member.habit(asked);
      return reaction && { ...reaction, afterMinutes: reaction.afterMinutes + chance.upTo(40) };
    },
  };
}

function killsOf({ from, to }: Scenario, chance: Chance): Kill[] {
  const kills: Kill[] = [];
  for (let ms = Date.parse(from); ms < Date.parse(to) - BETWEEN_KILLS_MS; ms += BETWEEN_KILLS_MS / 2 + chance.upTo(BETWEEN_KILLS_MS)) {
    const after = new Date(ms + chance.upTo(12 * HOUR_MS)).toISOString();
    kills.push({ after, when: chance.of(KILL_MOMENTS), downMinutes: chance.of(DOWN_MINUTES) });
  }
  return kills.toSorted((a, b) => a.after.localeCompare(b.after));
}
