import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { App } from "../src/app.ts";
import { systemClock } from "../src/lib/clock.ts";
import { loadPlace } from "../src/shipped.ts";
import { silentLogger } from "../test/support/silent-logger.ts";
import type { Row } from "./figures.ts";
import { inTemporaryFolder } from "./temporary.ts";

const FILES = 100;
const FILE_BYTES = 1_000_000;
const MOST_DELAY_MS = 100;
const RESOLUTION_MS = 5;

/** How long the event loop is kept while a briefing goes through 100 MB of notes and tasks. */
export async function measureLoop(): Promise<Row[]> {
  return inTemporaryFolder(async (folder) => {
    writeNotes(folder);
    const { workspace } = await loadPlace(folder, {});
    const screen = { print: () => {}, columns: () => 80, color: false };
    const app = await App.open({
      workspace,
      env: {},
      clock: systemClock,
      lasting: false,
      screen,
      logger: silentLogger,
      progress: () => {},
    });
    const run = async (automation: string) => app.operations.ended(await app.operations.run({ automation, dryRun: false }));
    // A daemon has loaded its code long before.
    await run("nothing");
    const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    delay.enable();
    const start = performance.now();
    const { status } = await run("notes");
    const seconds = (performance.now() - start) / 1_000;
    delay.disable();
    await app.stop();
    if (status !== "succeeded") throw new Error(`expected the briefing to succeed, got ${status}`);
    const [p99, most] = [delay.percentile(99) / 1e6, delay.max / 1e6];
    return [
      {
        what: "event loop kept by a briefing on 100 MB of notes, p99",
        chief: `${p99.toFixed(0)} ms (longest ${most.toFixed(0)} ms, in ${seconds.toFixed(1)} s)`,
        bare: "",
        wanted: `under ${MOST_DELAY_MS} ms`,
        met: p99 < MOST_DELAY_MS,
      },
    ];
  });
}

function writeNotes(folder: string): void {
  for (const path of ["config", "automations", "notes"]) mkdirSync(join(folder, path));
  writeFileSync(join(folder, "config/chief.yaml"), "timezone: UTC\n");
  writeFileSync(join(folder, "automations/notes.md"), "---\nname: Notes\nreads: [files]\n---\nGo through @Files.\n");
  writeFileSync(
    join(folder, "automations/nothing.md"),
    "---\nname: Nothing\nreads: [files: { paths: [config] }]\n---\nGo through @Files.\n",
  );
  for (let file = 0; file < FILES; file += 1) writeFileSync(join(folder, `notes/${file}.md`), noteOf(file));
}

/** One line in five is a task, most of them overdue. */
function noteOf(file: number): string {
  const lines = [`# File ${file}`];
  for (let bytes = 0, line = 0; bytes < FILE_BYTES; line += 1) {
    const day = String(10 + (line % 20)).padStart(2, "0");
    const task = `- [ ] Task ${file}-${line} for the launch due: 2026-11-${day} @ann`;
    const text = line % 5 === 0 ? task : `Line ${line} says something about the project, and what people think of it.`;
    lines.push(text);
    bytes += text.length + 1;
  }
  return `${lines.join("\n")}\n`;
}
