import type { Automation } from "../../core/automation.ts";
import type { Event } from "../../core/event.ts";
import type { Run } from "../../core/run.ts";
import { Dispatcher, type DispatcherParts, type Receipt } from "./dispatcher.ts";
import { Watches, type WatchesParts } from "./watches.ts";

/** Everything that has to do with events: who waits for them, and who looks out for them. */
export interface Events {
  /** Changes what is waited for; resolves when all look out. */
  update(automations: readonly Automation[]): Promise<void>;
  receive(event: Event): Promise<Receipt>;
  runEnded(run: Run): void;
  /** A service says by itself that something has happened at a connection: who looks in it looks now. */
  nudge(source: string, connection: string): void;
  /** Resolves once nothing is being told any more. */
  stop(): Promise<void>;
}

export function createEvents(parts: DispatcherParts & Omit<WatchesParts, "receive">): Events {
  const dispatcher = new Dispatcher(parts);
  const receive = (event: Event): Promise<Receipt> => dispatcher.receive(event);
  const watches = new Watches({ ...parts, receive });
  return {
    receive,
    async update(automations) {
      await dispatcher.update(automations);
      await watches.update(automations);
    },
    runEnded: (run) => watches.runEnded(run),
    nudge: (source, connection) => watches.nudge(source, connection),
    stop: () => watches.stop(),
  };
}
