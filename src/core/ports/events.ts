import type { z } from "zod";
import type { Audience } from "../audience.ts";
import type { Event } from "../event.ts";
import type { Run } from "../run.ts";
import type { Clock, Logger } from "./ambient.ts";
import type { Catalogue, Connector } from "./outside.ts";
import type { CursorStore, RunStore } from "./store.ts";

/** What one trigger wants to hear of. */
export interface Subscription<Options = unknown> {
  topic: string;
  options: Options;
  /** The grants of the automation that asks: an event source reads nothing that the definition does not. */
  reads: readonly { name: string; connector: string; options: Readonly<Record<string, unknown>> }[];
  /** The automation's IANA zone. */
  timezone: string;
}

/** All that an event source is given. */
export interface WatchContext<Options> {
  /** One for each topic. */
  subscriptions: readonly Subscription<Options>[];
  /** The workspace folder, absolute. */
  root: string;
  clock: Clock;
  logger: Logger;
  cursors: CursorStore;
  runs: Pick<RunStore, "list">;
  connectors: Catalogue<Connector>;
  /** Calls back with each run that ended, until the watching is stopped. */
  onRunEnd(callback: (run: Run) => void): void;
  /** Calls back where a service says by itself that something has happened at one of its connections, until the watching is stopped. */
  onNudge(callback: (connection: string) => void): void;
  /** Resolves once every automation that waits for it has an occurrence; rejects where nothing could be kept, and is then to be called again. */
  emit(event: Event): Promise<void>;
}

/** A read grant: the one of a name, or those of a connector, by one connection where that is named. */
export type GrantWanted = { name: string } | { connector: string; connection?: string };

/** A way to hear of events. One file in `triggers/`, one line in its registry. */
export interface EventSource<Options = unknown> {
  /** The key under `on:`. */
  id: string;
  /** What stands behind that key; strict, every default in it. */
  schema: z.ZodType<Options>;
  /** What its events about these options carry as their topic. The automation is part of it where two must not hear each other's. */
  topic(options: Options, automation: string): string;
  /** Follows "runs": `when a file of notes/ changes`. */
  describe(options: Options): string;
  /** Who can read what its events tell. */
  audience(options: Options): readonly Audience[];
  /** The read grant without which it has nothing to look in; absent where it looks in none. */
  looksIn?(options: Options): GrantWanted;
  /** Looks out until the returned function is called; absent where events come in by themselves. What passed since the last time is told first. */
  watch?(context: WatchContext<Options>): Promise<() => Promise<void>>;
}
