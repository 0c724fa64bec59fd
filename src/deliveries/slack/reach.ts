import type { Reach } from "../../core/audience.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import { hashOf } from "../../lib/hash.ts";
import { countOf } from "../../lib/text.ts";
import { fetchMembers, getChannel, type Channel, type Door } from "./channel.ts";
import { isWithoutScope, learnStandings, type Standing } from "./standing.ts";

/** How long it is believed what somebody is. Who is in a channel is asked before each message. */
const REMEMBERED_MS = 60 * 60_000;

const UNJUDGED =
  "people of whom nobody can say whether they are guests: the app lacks the permission users:read, which it gets under OAuth & Permissions in its settings at Slack, and by installing it again";

/** The channel that is asked about, through which connection, and whether its definition lets people from outside read there. */
export type Asked = Door & { connection: string; mayBeOutside: boolean };

/** Who reads in a channel now, those from outside only where the definition does not let them. Throws as `getChannel` does. */
export type FindReach = (asked: Asked) => Promise<Reach>;

interface Known {
  standings: Map<string, Standing>;
  sinceMs: number;
}

/**
 * Remembers for an hour what the people of each connection are, so that a message costs two calls. Whoever comes into a channel is looked
 * up before the next message; only a member who becomes a guest is noticed late.
 */
export function createReach(clock: Clock): FindReach {
  const known = new Map<string, Known>();

  function standingsOf(connection: string): Map<string, Standing> {
    const before = known.get(connection);
    // However far a clock was set back, nothing is believed for longer.
    if (before && Math.abs(clock.now() - before.sinceMs) < REMEMBERED_MS) return before.standings;
    const standings = new Map<string, Standing>();
    known.set(connection, { standings, sinceMs: clock.now() });
    return standings;
  }

  return async ({ connection, mayBeOutside, ...door }) => {
    const channel = await getChannel(door);
    const members = await fetchMembers(door);
    const about = {
      ...(channel.name !== undefined && { name: `#${channel.name}` }),
      fingerprint: hashOf({ members, isPrivate: channel.isPrivate, isShared: channel.isShared }),
    };
    if (mayBeOutside) return { ...about, outsiders: [] };
    if (channel.isShared) return { ...about, outsiders: ["another company"] };
    return { ...about, ...(await countReaders(members, standingsOf(connection), door, channel)) };
  };
}

/** Where nobody can tell who is a guest, all may be. */
async function countReaders(
  members: readonly string[],
  standings: Map<string, Standing>,
  door: Door,
  { team }: Channel,
): Promise<Pick<Reach, "count" | "outsiders">> {
  try {
    await learnStandings(members, standings, { ...door, ...(team !== undefined && { team }) });
  } catch (error) {
    if (isWithoutScope(error)) return { outsiders: [UNJUDGED] };
    throw error;
  }
  const count = (standing: Standing): number => members.filter((id) => standings.get(id) === standing).length;
  const [guests, strangers] = [count("guest"), count("stranger")];
  return {
    count: count("member") + guests + strangers,
    outsiders: [
      ...(guests > 0 ? [countOf(guests, "guest")] : []),
      ...(strangers > 0 ? [`${countOf(strangers, "account")} of another workspace`] : []),
    ],
  };
}
