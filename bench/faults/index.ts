// `node bench/faults/index.ts [FAULT...] [--quick] [--seed NUMBER]`: what becomes of Chief's promises under each fault.
import { parseArgs } from "node:util";
import { timed } from "../figures.ts";
import { jumpingClock } from "./clock.ts";
import { definitionsInMotion } from "./definitions.ts";
import { diskFullInOutbox, diskFullInStep } from "./disk.ts";
import { heldForLong } from "./held.ts";
import { killDaemon } from "./kills-daemon.ts";
import { kills } from "./kills.ts";
import { lockHeldByAnother } from "./lock.ts";
import { mailKills } from "./mail-kills.ts";
import { mailDropsAfter, mailDropsBefore } from "./mail.ts";
import { modelKills } from "./model-kills.ts";
import { outages } from "./outages.ts";
import { sameEvent } from "./same-event.ts";
import { slackKills } from "./slack-kills.ts";
import { slackFaults } from "./slack.ts";
import { formatFaults, isAsWanted, type FaultRow } from "./table.ts";
import { vendorDropsAfter, vendorDropsBefore, vendorThatCanBeAsked } from "./vendor.ts";

/** The same seed makes the same choices; where none are left to chance it is not asked for. */
type Measure = (volume: number, seed: number) => Promise<FaultRow>;

interface Fault {
  measures: readonly Measure[];
  /** How often it happens, in full and in the quick version. */
  volume: number;
  quick: number;
}

const FAULTS: Readonly<Record<string, Fault>> = {
  kills: { measures: [kills], volume: 1_000, quick: 50 },
  daemon: { measures: [killDaemon], volume: 20, quick: 3 },
  "same-event": { measures: [sameEvent], volume: 1_000, quick: 100 },
  vendor: { measures: vendorThatCanBeAsked, volume: 500, quick: 20 },
  "vendor-unasked": { measures: [vendorDropsBefore, vendorDropsAfter], volume: 200, quick: 20 },
  slack: { measures: [slackKills], volume: 60, quick: 6 },
  "slack-fails": { measures: slackFaults, volume: 500, quick: 20 },
  mail: { measures: [mailKills], volume: 60, quick: 3 },
  "mail-drops": { measures: [mailDropsBefore, mailDropsAfter], volume: 200, quick: 20 },
  model: { measures: [modelKills], volume: 40, quick: 6 },
  disk: { measures: [diskFullInStep, diskFullInOutbox], volume: 20, quick: 1 },
  lock: { measures: [(volume) => lockHeldByAnother(volume)], volume: 20, quick: 1 },
  clock: { measures: [jumpingClock], volume: 20, quick: 2 },
  outages: { measures: [outages], volume: 20, quick: 1 },
  held: { measures: [heldForLong], volume: 20, quick: 2 },
  definitions: { measures: [definitionsInMotion], volume: 20, quick: 1 },
};

const { values, positionals } = parseArgs({
  options: { quick: { type: "boolean", default: false }, seed: { type: "string" } },
  allowPositionals: true,
});
const seed = Number(values.seed ?? new Date().getTime() % 1_000_000);
const rows: FaultRow[] = [];
for (const name of positionals.length > 0 ? positionals : Object.keys(FAULTS)) {
  const fault = FAULTS[name];
  if (!fault) throw new RangeError(`expected a fault to be one of ${Object.keys(FAULTS).join(", ")}, got ${name}`);
  process.stderr.write(`${name} ...`);
  const volume = values.quick ? fault.quick : fault.volume;
  const ms = await timed(async () => {
    for (const measure of fault.measures) rows.push(await measureOrTell(name, measure, volume));
  });
  process.stderr.write(` ${Math.round(ms / 1_000)} s\n`);
}
process.stdout.write(`${formatFaults(rows)}\n`);
process.exitCode = rows.every(isAsWanted) ? 0 : 1;

/** A fault that can't be measured must not hide what became of the others. */
async function measureOrTell(fault: string, measure: Measure, volume: number): Promise<FaultRow> {
  try {
    return await measure(volume, seed);
  } catch (error) {
    return { fault, volume, lost: 0, repeated: 0, note: `not measured: ${String(error)}; seed ${seed}`, met: false };
  }
}
