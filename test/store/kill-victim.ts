// Queues, claims, steps and finishes runs, 64 at once, for ever. Prints what is done only after it was promised.
import { openStore } from "../../src/store/open.ts";
import { askWith, AT, ledgerEntry, outboxEntry, runEnd, runInput } from "./samples.ts";

const IN_FLIGHT = 64;
const [directory = "", prefix = ""] = process.argv.slice(2);
const { runs } = await openStore({ directory, codeVersion: "1" });

async function work(lane: number): Promise<never> {
  for (let count = 0; ; count += 1) {
    const id = `${prefix}-${lane}-${count}`;
    await runs.insert(id, runInput(), AT);
    process.stdout.write(`queued ${id}\n`);
    await runs.claim(id, AT);
    await runs.keepStep({ run: id, name: "main/only", position: 0, ordinal: 0, outcome: id, startedAt: AT, endedAt: AT, attempts: 1 });
    process.stdout.write(`kept ${id}\n`);
    const asks = [askWith({ id, messages: [{ at: AT, key: id }] })];
    await runs.finish(id, runEnd({ asks, outbox: [outboxEntry(id, id)], ledger: [ledgerEntry({ key: id })] }), AT);
    process.stdout.write(`ended ${id}\n`);
  }
}

await Promise.all(Array.from({ length: IN_FLIGHT }, (_, lane) => work(lane)));
