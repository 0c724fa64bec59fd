import type { Briefing } from "../../../src/core/briefing.ts";
import type { Person } from "../../../src/core/person.ts";
import type { Clock } from "../../../src/core/ports/ambient.ts";
import { createSlack } from "../../../src/deliveries/slack/index.ts";
import { createHastyClock } from "../../support/clock.ts";
import { connectionsTo, startSlack, type SlackPlan, type SlackServer, type SlackStored } from "../../support/slack-server.ts";
import type { Receiver } from "../contract.ts";

/** The delivery and the Slack that it sends to. */
export interface Desk extends Receiver {
  slack: SlackServer;
  clock: Clock;
}

const servers: SlackServer[] = [];

/** To the channel of a Slack of its own, unless the options say otherwise. */
export async function prepare(options: Record<string, unknown> = {}, plan: Partial<SlackPlan> = {}): Promise<Desk> {
  const slack = await startSlack(plan);
  servers.push(slack);
  return deskAt(slack, options);
}

export function deskAt(slack: SlackServer, options: Record<string, unknown> = {}): Desk {
  const clock = createHastyClock();
  const delivery = createSlack({ clock, connections: connectionsTo(slack), people: () => ({ all: peopleOf(slack) }) });
  const received = async () => (await slack.stored(slack.channel)).map(textsOf);
  return { delivery, slack, clock, root: "/", options: { to: slack.channel, name: "risk", ...options }, received };
}

/** To be called after the tests of a file. */
export async function closeRooms(): Promise<void> {
  await Promise.all(servers.map((slack) => slack.close()));
}

/** All that is written in messages. */
export function textsOf(messages: readonly SlackStored[]): string {
  return messages.map(({ text, blocks }) => `${text}\n${JSON.stringify(blocks)}`).join("\n");
}

/** What the contract suite sends a briefing under. */
export function keyOf({ run }: Briefing): string {
  return `v1:${run}`;
}

function peopleOf({ user }: SlackServer): Person[] {
  const nothing = { aliases: [], absences: [], vip: false };
  return [
    { ...nothing, key: "me", name: "Sam Rivera", emails: ["unheard-of@example.com", "sam@example.com"] },
    { ...nothing, key: "ana", name: "Ana Kovacs", emails: [], accounts: ["github:anak", `slack:${user}`] },
    { ...nothing, key: "both", name: "Bo Thorn", emails: [], accounts: ["slack:U0ELSEWHERE", `slack:${user}`] },
    { ...nothing, key: "lee", name: "Lee", emails: ["lee@example.com"] },
  ];
}
