import type { Automation } from "../core/automation.ts";
import type { Clock, Logger } from "../core/ports/ambient.ts";
import { formatProblem } from "../lib/problem.ts";
import { keepLastGood, type InForce } from "./last-good.ts";
import type { LoadedDefinitions } from "./load.ts";
import { watchFolders } from "./watch.ts";

export interface LiveParts {
  /** Absolute paths of the folders in which a change calls for a reload. */
  folders(): readonly string[];
  load(): Promise<LoadedDefinitions>;
  /** Called before each reload, for what else may have changed. */
  refresh(): Promise<void>;
  clock: Clock;
  logger: Logger;
  /** Told after every reload that changed something. */
  changed(): Promise<void>;
}

/** The definitions in force while Chief runs: files are read again when they change, and a broken one keeps its last good version. */
export class LiveDefinitions {
  readonly #parts: LiveParts;
  #inForce: InForce = { automations: [], broken: new Set() };
  #unwatch: () => void = () => {};
  /** Reloads follow one another, so that the last one to be seen is the last one on disk. */
  #work: Promise<void> = Promise.resolve();

  constructor(parts: LiveParts) {
    this.#parts = parts;
  }

  get automations(): readonly Automation[] {
    return this.#inForce.automations;
  }

  find(id: string): Automation | undefined {
    return this.automations.find((automation) => automation.id === id);
  }

  /** Whether its file can't be used as it is now. */
  isBroken(id: string): boolean {
    return this.#inForce.broken.has(id);
  }

  /** Loads for the first time. Where changes are to be seen, watch first. */
  async open(): Promise<void> {
    const loaded = await this.#parts.load();
    const { automations, broken } = keepLastGood(this.#inForce, loaded);
    this.#inForce = { automations, broken };
    for (const problem of loaded.problems) this.#parts.logger.warn({}, formatProblem(problem));
  }

  /** Reads again whenever a file changes. */
  watch(): void {
    const { folders, clock, logger } = this.#parts;
    const reload = (): void => {
      this.#work = this.#work.then(() => this.#reload());
    };
    const failed = (folder: string, error: unknown): void =>
      logger.warn({ folder, error: String(error) }, "changes in this folder are seen at the next start only");
    this.#unwatch = watchFolders({ folders, clock, changed: reload, failed });
  }

  async stop(): Promise<void> {
    this.#unwatch();
    await this.#work;
  }

  async #reload(): Promise<void> {
    await this.#parts.refresh();
    const loaded = await this.#parts.load();
    const { automations, broken, notices } = keepLastGood(this.#inForce, loaded);
    this.#inForce = { automations, broken };
    // As a warning even where all is well: whoever saved a file waits to be told what became of it.
    for (const { message } of notices) this.#parts.logger.warn({}, message);
    if (notices.length === 0) return;
    for (const problem of loaded.problems) this.#parts.logger.warn({}, formatProblem(problem));
    await this.#parts.changed();
  }
}
