import { systemClock } from "../../src/lib/clock.ts";
import { openStore } from "../../src/store/open.ts";
import { numbersFrom } from "../../test/support/automation.ts";
import { startVictim } from "../../test/support/kill.ts";
import { startSlack, type SlackServer } from "../../test/support/slack-server.ts";
import { inTemporaryFolder } from "../temporary.ts";
import { countParts } from "./slack-parts.ts";
import type { SlackOrders } from "./slack-victim.ts";
import type { FaultRow } from "./table.ts";

/** Data directories whose victims live side by side. */
const SIDE_BY_SIDE = 3;
/** Kills come within this time of a victim's first work: in the midst of a message, and after those in doubt were looked for. */
const LATEST_KILL_MS = 1_600;
/** One of so many messages is stored late, when whoever sent it may be gone. */
const LATE_ONE_OF = 5;
const LATE_MS = 200;
/** How long each call takes until it is done, whatever becomes of its caller. */
const LATENCY_MS = 15;
const VICTIM = new URL("slack-victim.ts", import.meta.url);

/** Kills a process that sends to a Slack that stores late, and looks what became of all that it had promised. */
export async function slackKills(volume: number, seed: number): Promise<FaultRow> {
  const numbers = numbersFrom(seed);
  const faultOf = ({ method }: { method: string }) =>
    method === "chat.postMessage" && numbers(LATE_ONE_OF) === 0 ? ("stores-late" as const) : undefined;
  const slack = await startSlack({ faultOf, lateMs: LATE_MS, latencyMs: LATENCY_MS });
  try {
    const worlds = Array.from({ length: SIDE_BY_SIDE }, (_, world) => Math.floor((volume + world) / SIDE_BY_SIDE));
    const ended = await Promise.all(worlds.map((kills, world) => inTemporaryFolder((folder) => lead(folder, slack, kills, seed + world))));
    const sum = (of: (verdict: Verdict) => number): number => ended.reduce((total, each) => total + of(each), 0);
    const [lost, repeated, messages, doubtful] = [
      sum((each) => each.lost),
      sum((each) => each.repeated),
      sum((each) => each.messages),
      sum((each) => each.doubtful),
    ];
    const late = slack.calls.filter(({ fault }) => fault === "stores-late").length;
    const note = `${messages} messages, ${doubtful} tried more than once, ${late} parts stored late, seed ${seed}`;
    return {
      fault: "kill -9 while sending to a Slack that stores late",
      volume,
      lost,
      repeated,
      note,
      met: lost + repeated === 0 && doubtful > 0,
    };
  } finally {
    await slack.close();
  }
}

interface Verdict {
  messages: number;
  /** Of which there was a second attempt. */
  doubtful: number;
  lost: number;
  repeated: number;
}

/** Lets victims live on one directory, one after the other, until so many were killed, and then one that ends well. */
async function lead(directory: string, slack: SlackServer, kills: number, seed: number): Promise<Verdict> {
  const numbers = numbersFrom(seed);
  const channel = await slack.addChannel(`kills-${seed}`);
  const { api, token } = slack;
  const orders = { directory, api, token, channel, originMs: systemClock.now() };
  const kept: string[] = [];
  for (let life = 0; life < kills; life += 1) {
    kept.push(...(await live({ ...orders, life, drain: false }, numbers(LATEST_KILL_MS))));
  }
  await live({ ...orders, life: kills, drain: true });
  const store = await openStore({ directory, codeVersion: "faults" });
  const entries = await store.outbox.list({});
  await store.close();
  const unsent = entries.filter(({ state }) => state !== "sent").length;
  const { lost, repeated } = countParts(await slack.stored(channel), kept);
  return { messages: kept.length, doubtful: entries.filter(({ attempts }) => attempts > 1).length, lost: lost + unsent, repeated };
}

/** What the victim promised. Throws where one that is to end well does not. */
async function live(orders: SlackOrders, killMs?: number): Promise<string[]> {
  const victim = startVictim(VICTIM, [JSON.stringify(orders)], (line) => {
    if (line === "ready" && killMs !== undefined) systemClock.after(killMs, () => void victim.process.kill("SIGKILL"));
  });
  const lines = await victim.lines;
  const { exitCode } = victim.process;
  if (killMs === undefined && exitCode !== 0) throw new Error(`expected a victim to end well, got ${exitCode}`);
  return lines.filter((line) => line.startsWith("kept ")).map((line) => line.slice("kept ".length));
}
