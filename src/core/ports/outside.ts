import type { z } from "zod";
import type { Audience, Reach } from "../audience.ts";
import type { Briefing, PlanUpdate } from "../briefing.ts";
import type { ConnectionKind } from "../connection.ts";
import type { Addressee, Cargo } from "../grant.ts";
import type { Coverage, Item, Window } from "../item.ts";
import type { Identity } from "../person.ts";
import type { Logger } from "./ambient.ts";

/**
 * What a connector has made of large things and may need again, by names of its own: seen by the same grant of the same automation only, and
 * forgotten once nobody has asked for it for 30 days. What is not there can always be made anew.
 */
export interface Shelf {
  find(name: string): Promise<string | undefined>;
  /** At most a million characters; throws a RangeError for more. */
  keep(name: string, text: string): Promise<void>;
}

/** All that a connector is given: its grant's options and nothing else of the definition. */
export interface FetchContext<Options> {
  options: Options;
  /** The workspace folder, absolute: relative paths in the options start here. */
  root: string;
  /** From the last success (minus an overlap) to `asOf`; on the first run `from` is a week earlier. */
  window: Window;
  /** The automation's IANA zone: it says which plain date `asOf` falls on. */
  timezone: string;
  /** What the last successful fetch of this grant returned as its cursor; undefined on the first. */
  cursor: unknown;
  /** The Items that the last successful fetch of this grant returned; none on the first. What has not changed need not be read again. */
  picture: readonly Item[];
  signal: AbortSignal;
  /** The same for all that is read in one go, which may share by it what it takes to be let in; absent where something is read by itself. */
  round?: object;
  /** Absent where nothing is kept from one fetch to the next. */
  shelf?: Shelf;
  logger: Logger;
  /** Told how far long work has come, for people who watch. */
  progress(message: string): void;
}

/** What one fetch brought. */
export interface Fetched {
  /** Events of the window, and everything that is still open now (tasks, branches, worktrees). */
  items: readonly Item[];
  /** Parts that could not be read, in plain words; the source counts as failed in part. */
  failures: readonly { what: string; error: string; hint?: string }[];
  /** A folder that is read where none is named, and that never was there: a failure only where no other source has anything either. */
  missing?: { what: string; error: string; hint?: string };
  /** The span and the parts whose items it brings: what lies outside was not looked for. Absent where it brings all there are. */
  covers?: Coverage;
  /** Addresses and accounts of whoever it was read for, where the service tells: theirs is what is to and from them. */
  me?: readonly Identity[];
  /** Worth telling, no failure: a cap that was reached, a shallow clone. */
  notes: readonly string[];
  /** JSON handed back to the next fetch, once this run has succeeded: where to go on. */
  cursor?: unknown;
}

/** A service that Items come from. One folder in `connectors/`, one line in its registry. */
export interface Connector<Options = unknown> {
  /** The key in `reads:`, and the `source` of its Items. */
  id: string;
  /** As people write it, `@Title` in a body. */
  title: string;
  /** First letter of its citations, such as `R`. */
  alias: string;
  /** What stands behind the key in `reads:`; strict, every default in it. */
  schema: z.ZodType<Options>;
  /** Other words that mean it when written after `@`. */
  mentions: readonly string[];
  /** The kind of account that it reads by; absent where it needs none. */
  account?: ConnectionKind;
  /** What the grant lets it read, as one sentence part after "Can read". */
  describe(options: Options): string;
  /** Who can read what it brings, one for each secret apart: what may be written to whom follows from that. */
  audience(options: Options): readonly Audience[];
  /** Made-up Items about the day of an instant, to show what it would bring while there is no account; absent where it needs none. */
  example?(asOf: string, timezone: string): Promise<Pick<Fetched, "items" | "me">>;
  /** Throws TransientError or PermanentError when the source can't be read at all; a part that can't is a failure in the answer. */
  fetch(context: FetchContext<Options>): Promise<Fetched>;
}

/** All that a delivery is given. */
export interface SendContext<Options> {
  options: Options;
  root: string;
  briefing: Briefing;
  /** The same on every attempt to send this message. */
  idempotencyKey: string;
  /** From 1 on. On a later one a part of the message may be there already, and is to be looked for before it is sent. */
  attempt: number;
  /**
   * What was sent last to the same place by the same grant, for a message that takes the place of an earlier one, or hangs together with
   * it. None where a later one is there already: a message that had to wait for a person does not undo it.
   */
  findEarlier(): Promise<EarlierMessage | undefined>;
  signal: AbortSignal;
}

/** A message that has arrived. */
export interface EarlierMessage {
  receipt: string;
  briefing: Briefing;
}

/** What a message would be, without sending it. */
export interface Preview {
  /** As its reader would read it in plain text. */
  text: string;
  /** Word for word what the receiver would be handed, as JSON. */
  exact: unknown;
  /** As it would look there: a whole HTML page. Absent where the text shows that. */
  page?: string;
}

/** When somebody can be written to. */
export interface Availability {
  /** Whether there is a way to them. */
  isReachable: boolean;
  /** Their IANA zone, where the place knows it. */
  timezone?: string;
  /** Spans in which they don't want to be disturbed: UTC instants. */
  busy: readonly { from: string; to: string }[];
}

/** A way that briefings go out. One file in `deliveries/`, one line in its registry. */
export interface Delivery<Options = unknown> {
  id: string;
  title: string;
  schema: z.ZodType<Options>;
  needsAccount: boolean;
  /** Where it writes, as one sentence part after "Can write only". */
  describe(options: Options): string;
  /** Who will read what is written there. */
  audience(options: Options): readonly Audience[];
  /** Whether people from outside may read there; undefined, or absent, where nobody can say who reads there. */
  outsiders?(options: Options): boolean | undefined;
  /**
   * Asks the place who reads there now, before each message; undefined where that can't change behind the definition's back, as with a
   * message to one person, and absent where it never can. Throws as `send` does, but leaves nothing in doubt.
   */
  reach?(
    context: Pick<SendContext<Options>, "options" | "signal"> & Partial<Pick<SendContext<Options>, "briefing">>,
  ): Promise<Reach | undefined>;
  /** True where only one automation can write to a place, since what others send there would get in its way. */
  exclusive?: boolean;
  /** True where a message takes the place of the one before it, so that none may overtake another. */
  inOrder?: true;
  /** Who or what receives, for the idempotency key. */
  target(options: Options): string;
  /** The same way to one person alone, who is a key of config/people.yaml; absent where it can't be addressed to one. */
  addressed?(options: Options, person: string): Readonly<Record<string, unknown>>;
  /** What is taken out by these options; `briefing` where it is absent. */
  carries?(options: Options): Cargo;
  /** Whether what is changed lies where these options write; absent where nothing is changed by it. */
  holds?(options: Options, update: PlanUpdate): boolean;
  /** When somebody can be written to by these options, as the place itself knows; absent where it can't tell. Throws as `send` does. */
  availability?(context: Pick<SendContext<Options>, "options" | "signal">): Promise<Availability>;
  /** Those of whom each message goes to one, such as the author of the pull request that set a run off; absent, or undefined, where the options name the receiver. */
  addressees?(options: Options): readonly Addressee[] | undefined;
  /** Whether who gets this briefing reads all of it there, and is heard when writing back; absent where nobody ever is, or buttons take the answer. */
  takesWords?(options: Options, briefing: Briefing): boolean;
  /** What `send` would hand over, without the key that the message is marked with; asks and tells nobody, and is the same as long as the message is. */
  preview(briefing: Briefing, options: Options): Preview;
  /** Resolves with the receiver's own reference once it confirmed. Throws TransientError `delivery-unsure` where nobody knows whether it arrived. */
  send(context: SendContext<Options>): Promise<{ receipt: string }>;
  /** Asks the receiver for a message of unknown end; undefined where it has surely not arrived. Absent where nobody can be asked. */
  find?(context: SendContext<Options>): Promise<{ receipt: string } | undefined>;
  /** Whether the receiver that these options name can be asked; where it is absent, all can that `find` is there for. */
  canFind?(options: Options): boolean;
}

/** What there is of a kind, loaded when it is first used, so that a heavy client costs nothing until then. */
export interface Catalogue<Part> {
  readonly ids: readonly string[];
  /** Throws a RangeError for an id that is not in `ids`. */
  load(id: string): Promise<Part>;
}
