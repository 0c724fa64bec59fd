import type { Automation } from "../core/automation.ts";
import type { Clock, Logger } from "../core/ports/ambient.ts";
import { formatProblem } from "../lib/problem.ts";
import { keepLastGood } from "./last-good.ts";
import type { LoadedDefinitions } from "./load.ts";
import { watchFolders } from "./watch.ts";

export interface LiveParts {
  /** Absolute path of the folder with the definitions. */
  folder: string;
  load(): Promise<LoadedDefinitions>;
  clock: Clock;
  logger: Logger;
  /** Told after every reload that changed something. */
  changed(): Promise<void>;
}

/** The definitions in force while Chief runs: files are read again when they change, and a broken one keeps its last good version. */
export class LiveDefinitions {
  readonly #parts: LiveParts;
  #automations: readonly Automation[] = [];
  #unwatch: () => void = () => {};
  /** Reloads follow one another, so that the last one to be seen is the last one on disk. */
  #work: Promise<void> = Promise.resolve();

  constructor(parts: LiveParts) {
    this.#parts = parts;
  }

  get automations(): readonly Automation[] {
    return this.#automations;
  }

  find(id: string): Automation | undefined {
    return this.#automations.find((automation) => automation.id === id);
  }

  /** Loads for the first time; resolves with what was found. */
  async open(): Promise<LoadedDefinitions> {
    const loaded = await this.#parts.load();
    this.#automations = loaded.automations;
    return loaded;
  }

  watch(): void {
    const { folder, clock, logger } = this.#parts;
    this.#unwatch = watchFolders({
      folders: [folder],
      clock,
      changed: () => (this.#work = this.#work.then(() => this.#reload())),
      failed: (path, error) => logger.warn({ folder: path, error: String(error) }, "changes in this folder are seen at the next start only"),
    });
  }

  async stop(): Promise<void> {
    this.#unwatch();
    await this.#work;
  }

  async #reload(): Promise<void> {
    const loaded = await this.#parts.load();
    const { automations, notices } = keepLastGood(this.#automations, loaded);
    this.#automations = automations;
    for (const { message, change } of notices) this.#parts.logger[change === "kept" || change === "refused" ? "warn" : "info"]({}, message);
    for (const problem of loaded.problems) this.#parts.logger.warn({}, formatProblem(problem));
    if (notices.length > 0) await this.#parts.changed();
  }
}
