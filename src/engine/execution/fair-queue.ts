import type { RunInput } from "../../core/run.ts";
import type { Load } from "../decide.ts";
import { createFifo, type Fifo } from "./fifo.ts";

/** A run that waits for its turn, or has it. */
export interface Ticket {
  id: string;
  automation: string;
  kind: RunInput["trigger"];
}

/**
 * Whose turn it is. Schedules and runs by hand go before events; within each of the two, automations take turns; the runs of
 * one automation keep their order. A turn costs the same however many wait.
 */
export interface FairQueue {
  /** A run that is known already stays where it is. */
  push(ticket: Ticket): void;
  /** The next one that may start, which has its turn from now on; undefined where none may. */
  take(): Ticket | undefined;
  /** It has had its turn, or does not wait any more. */
  remove(id: string): void;
  has(id: string): boolean;
  loadOf(automation: string): Load;
  /** The runs of an automation that wait or have their turn. */
  idsOf(automation: string): string[];
}

export interface FairQueueParts {
  /** Turns at once, over all automations. Events get all but one of them, so that a flood keeps nothing else waiting. */
  slots: number;
  /** Turns at once of one automation. */
  concurrencyOf(automation: string): number;
}

/** Runs by hand and by the clock, and those that events start. */
type Class = "prompt" | "events";

/** All of one automation. */
interface Line {
  running: number;
  entries: Map<string, Entry>;
  lanes: Record<Class, Lane>;
}

/** What waits of one automation and one class. */
interface Lane {
  automation: string;
  waiting: Fifo<Entry>;
  /** Whether it is in the round of its class. */
  isOffered: boolean;
}

interface Entry {
  ticket: Ticket;
  state: "waiting" | "running" | "removed";
}

/** An empty queue. */
export function createFairQueue({ slots, concurrencyOf }: FairQueueParts): FairQueue {
  const entries = new Map<string, Entry>();
  const lines = new Map<string, Line>();
  const rounds = { prompt: createFifo<Lane>(), events: createFifo<Lane>() };
  const running = { prompt: 0, events: 0 };
  const slotsForEvents = Math.max(1, slots - 1);

  function offer(name: Class, lane: Lane): void {
    if (lane.isOffered || lane.waiting.size === 0) return;
    lane.isOffered = true;
    rounds[name].push(lane);
  }

  /** A lane whose automation has no turn left goes out of the round until a turn of it ends. */
  function takeFrom(name: Class): Ticket | undefined {
    for (let lane = rounds[name].take(); lane; lane = rounds[name].take()) {
      lane.isOffered = false;
      const line = lines.get(lane.automation);
      const entry = line && line.running < concurrencyOf(lane.automation) ? firstWaiting(lane) : undefined;
      if (!line || !entry) continue;
      entry.state = "running";
      running[name] += 1;
      line.running += 1;
      offer(name, lane);
      return entry.ticket;
    }
    return undefined;
  }

  function endTurn(name: Class, { lanes }: Line): void {
    running[name] -= 1;
    offer("prompt", lanes.prompt);
    offer("events", lanes.events);
  }

  return {
    push(ticket) {
      if (entries.has(ticket.id)) return;
      const entry: Entry = { ticket, state: "waiting" };
      const line = lines.get(ticket.automation) ?? createLine(ticket.automation);
      const name = classOf(ticket);
      const lane = line.lanes[name];
      lines.set(ticket.automation, line);
      entries.set(ticket.id, entry);
      line.entries.set(ticket.id, entry);
      lane.waiting.push(entry);
      offer(name, lane);
    },
    take() {
      if (running.prompt + running.events >= slots) return undefined;
      return takeFrom("prompt") ?? (running.events < slotsForEvents ? takeFrom("events") : undefined);
    },
    remove(id) {
      const entry = entries.get(id);
      const line = entry && lines.get(entry.ticket.automation);
      if (!entry || !line) return;
      entries.delete(id);
      line.entries.delete(id);
      if (line.entries.size === 0) lines.delete(entry.ticket.automation);
      if (entry.state === "running") {
        line.running -= 1;
        endTurn(classOf(entry.ticket), line);
      }
      entry.state = "removed";
    },
    has: (id) => entries.has(id),
    loadOf(automation) {
      const { running: atWork, entries: all } = lines.get(automation) ?? NOTHING;
      return { running: atWork, queued: all.size - atWork };
    },
    idsOf: (automation) => [...(lines.get(automation) ?? NOTHING).entries.keys()],
  };
}

const NOTHING: Pick<Line, "running" | "entries"> = { running: 0, entries: new Map() };

function classOf({ kind }: Ticket): Class {
  return kind === "event" ? "events" : "prompt";
}

function createLine(automation: string): Line {
  const createLane = (): Lane => ({ automation, waiting: createFifo(), isOffered: false });
  return { running: 0, entries: new Map(), lanes: { prompt: createLane(), events: createLane() } };
}

/** Those that were removed while they waited are passed over. */
function firstWaiting({ waiting }: Lane): Entry | undefined {
  let entry = waiting.take();
  while (entry?.state === "removed") entry = waiting.take();
  return entry;
}
