import type { Clock, Logger } from "../core/ports/ambient.ts";
import { instantOf } from "../lib/clock.ts";
import { hashOf } from "../lib/hash.ts";
import { retryWaitMs } from "../lib/retry.ts";

/** Something that is listened to as long as it is open. */
export interface Line {
  /** Rejects where it can't be opened. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface LinesParts<Connection, Open extends Line> {
  /** Who is listened to, as it stands in logs. */
  service: string;
  /** Those of the configuration in force, by name. */
  wanted(): Readonly<Record<string, Connection>>;
  /** Makes one; `lost` is called when it is gone, whoever closed it. Throws where its settings can't be used. */
  make(name: string, connection: Connection, lost: (error: unknown) => void): Open;
  /** Why it failed, without secrets. */
  inWords(error: unknown, connection: Connection): string;
  clock: Clock;
  logger: Logger;
}

/** How one connection stands, in words. */
export interface ConnectionState {
  name: string;
  state: string;
}

/** All connections that are listened to, as the configuration says. */
export interface Lines<Open> {
  /** Opens what is new or has changed, closes what is gone. */
  follow(): void;
  states(): ConnectionState[];
  find(name: string): Open | undefined;
  stop(): Promise<void>;
}

interface Held<Open> {
  mark: string;
  open?: Open;
  state: string;
  failures: number;
  cancelRetry(): void;
}

/** Each connection is opened by itself; one that can't be, or that is lost, is tried again, with waits that grow to a minute. */
export function createLines<Connection, Open extends Line>(parts: LinesParts<Connection, Open>): Lines<Open> {
  const { service, clock, logger } = parts;
  const held = new Map<string, Held<Open>>();

  function begin(name: string, connection: Connection): void {
    const line: Held<Open> = { mark: hashOf(connection), state: "is being connected", failures: 0, cancelRetry() {} };
    held.set(name, line);
    void open(name, connection, line);
  }

  /** Never rejects. */
  async function open(name: string, connection: Connection, line: Held<Open>): Promise<void> {
    let made: Open | undefined;
    const isCurrent = (): boolean => held.get(name) === line && line.open === made;
    const lost = (error: unknown): void => {
      if (isCurrent()) retry(name, connection, line, error);
    };
    try {
      made = parts.make(name, connection, lost);
      line.open = made;
      await within(made.start());
      if (!isCurrent()) return await end(made);
      line.state = `listens since ${instantOf(clock)}`;
      line.failures = 0;
    } catch (error) {
      lost(error);
    }
  }

  function retry(name: string, connection: Connection, line: Held<Open>, error: unknown): void {
    line.failures += 1;
    const why = parts.inWords(error, connection);
    line.state = `does not listen: ${why}`;
    // Services close a connection now and then, to have it opened anew: once is nothing to speak of.
    if (line.failures === 2) logger.warn({ connection: name }, `${service} can't be listened to and is tried again: ${why}`);
    void close(line);
    const waitMs = Math.max(retryWaitMs(error, line.failures, () => 1) ?? LONGEST_WAIT_MS, SHORTEST_WAIT_MS);
    line.cancelRetry = clock.after(waitMs, () => void (held.get(name) === line && open(name, connection, line)));
  }

  function close(line: Held<Open>): Promise<void> {
    line.cancelRetry();
    const { open: made } = line;
    delete line.open;
    return end(made);
  }

  /** Waits for the other side's goodbye, but not for long; what could not be opened may not be closable either. Never rejects. */
  async function end(made: Open | undefined): Promise<void> {
    if (made) await within(made.stop(), GOODBYE_MS).catch(() => {});
  }

  /** Rejects where the work takes longer than it ever should. */
  async function within(work: Promise<void>, mostMs = OPENING_MS): Promise<void> {
    const late = Promise.withResolvers<never>();
    const cancel = clock.after(mostMs, () => late.reject(new Error(`${service} did not answer in time`)));
    try {
      await Promise.race([work, late.promise]);
    } finally {
      cancel();
    }
  }

  return {
    follow() {
      const wanted = new Map(Object.entries(parts.wanted()));
      for (const [name, line] of held) {
        const connection = wanted.get(name);
        if (connection && hashOf(connection) === line.mark) continue;
        held.delete(name);
        void close(line);
      }
      for (const [name, connection] of wanted) if (!held.has(name)) begin(name, connection);
    },
    states: () => [...held].map(([name, { state }]) => ({ name, state })),
    find: (name) => held.get(name)?.open,
    async stop() {
      const open = [...held.values()];
      held.clear();
      await Promise.all(open.map(close));
    },
  };
}

const SHORTEST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const GOODBYE_MS = 2_000;
const OPENING_MS = 20_000;
