import { setTimeout as wait } from "node:timers/promises";
import { openStore } from "../../src/store/open.ts";
import { startVictim, type Victim } from "../../test/support/kill.ts";
import { startMailServer, type MailServer } from "../../test/support/mail-server.ts";
import { inTemporaryFolder } from "../temporary.ts";
import { addMail, endsOf, judge, readerIn, type Ended } from "./mail-world.ts";
import type { FaultRow } from "./table.ts";

const SCRIPT = new URL("mail-victim.ts", import.meta.url);
/** How long after it came in whole a mail is stored, whatever became of its sender. */
const LATE_MS = 150;
const WAITS = { sendTimeoutMs: 5_000, settleMs: 400 };
/** When a sender dies: before its mail is out, when that came in whole, when it was stored and is about to be confirmed. */
const MOMENTS = ["asked", "whole", "stored"] as const;
type Moment = (typeof MOMENTS)[number];
/** Data directories whose senders live side by side. */
const SIDE_BY_SIDE = 3;

/** Kills the sender of each mail once, and looks what became of them all. */
export async function mailKills(volume: number): Promise<FaultRow> {
  const ended = await Promise.all(
    Array.from({ length: SIDE_BY_SIDE }, (_, world) =>
      inTemporaryFolder((folder) => tell(folder, Math.floor((volume + world) / SIDE_BY_SIDE))),
    ),
  );
  const { lost, repeated, resent, held } = judge(ended.flatMap((each) => each.ended));
  const kills = ended.reduce((sum, each) => sum + each.kills, 0);
  const note = `${kills} kills, ${resent} sent once more with the same Message-ID, ${held} held for a person`;
  return {
    fault: "kill -9 of a sender, mail server stores late",
    volume,
    lost,
    repeated,
    note,
    met: lost + repeated === 0 && kills === volume,
  };
}

async function tell(directory: string, volume: number): Promise<{ ended: Ended[]; kills: number }> {
  await withStore(directory, async (store) => {
    for (let index = 0; index < volume; index += 1) await addMail(store, index, index % 2 === 0 ? {} : { onUnknown: "hold" });
  });
  const killed = new Set<string>();
  let victim: Victim | undefined;
  const server = await serverThatTells((moment, reader) => {
    if (killed.has(reader) || moment !== MOMENTS[killed.size % MOMENTS.length]) return;
    killed.add(reader);
    victim?.process.kill("SIGKILL");
  });
  try {
    const orders = JSON.stringify({ directory, port: server.port, volume, ...WAITS });
    do {
      victim = startVictim(SCRIPT, [orders], () => {});
      await victim.lines;
    } while (victim.process.signalCode !== null);
    await wait(LATE_MS);
    return { ended: await withStore(directory, (store) => endsOf(store, server.received)), kills: killed.size };
  } finally {
    victim?.process.kill("SIGKILL");
    await server.close();
  }
}

/** Takes every mail, late. */
function serverThatTells(onMoment: (moment: Moment, reader: string) => void): Promise<MailServer> {
  return startMailServer({
    answer(place, about) {
      if (place === "recipient") onMoment("asked", readerIn(about));
      return undefined;
    },
    async beforeStoring(raw) {
      onMoment("whole", readerIn(raw));
      await wait(LATE_MS);
    },
    drops(place, about) {
      if (place === "after") onMoment("stored", readerIn(about));
      return false;
    },
  });
}

async function withStore<T>(directory: string, work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>): Promise<T> {
  const store = await openStore({ directory, codeVersion: "faults" });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
