import type { Connection, Connections } from "../core/connection.ts";
import type { Vitals } from "../lib/vitals.ts";

/** What is known of a connection that is being made: its settings, by key. */
export type Given = Readonly<Record<string, string>>;

/** One thing that is asked to connect a service. */
export interface Question {
  /** Of the connection in chief.yaml; a dot leads deeper: `oauth2.clientId`. */
  key: string;
  /** What it is, without a question mark. */
  what: string;
  secret: boolean;
  /** The environment variable that usually holds it. */
  variable?: string;
  /** What is taken where nothing else is said. */
  usual?: (given: Given) => string | undefined;
  /** May be left empty. */
  optional?: boolean;
  /** A number in chief.yaml. */
  numeric?: boolean;
  /** A list in chief.yaml, which is written with spaces between or as JSON; or `yes` or `no`, which is true or false there. */
  shape?: "words" | "yes_or_no";
  /** How it has to look; `wish` completes "expected the bot token to ...". */
  form?: { pattern: RegExp; wish: string };
  /** Whether it has to be asked; always when absent. */
  when?: (given: Given) => boolean;
  /** Nobody has it at hand: it comes of signing in, and is only asked for where nobody is there to do that. */
  bySignIn?: boolean;
}

/** Of a grant or a trigger, as its own schema parsed them. */
export type Options = Readonly<Record<string, unknown>>;

/** One grant or trigger: the id of the delivery, connector or event source, and what it is told. */
export interface Part {
  part: string;
  options: Options;
}

/** What goes by a connection. */
export interface Uses {
  /** The automations, by their ids, and `alerts` where the owner is told of trouble by it. */
  by: readonly string[];
  /** The options of the grants and triggers. */
  writes: readonly Options[];
  reads: readonly Options[];
  events: readonly Options[];
  /** All of these with what they belong to, for a service that serves several connectors. */
  parts: readonly Part[];
  /** Whether others can answer by it: true as well while it is not made yet. */
  listens: boolean;
}

/** A model that a service has. */
export interface ListedModel {
  id: string;
  /** UTC instant at which the service shuts it down; absent where it does not say. */
  endsAt?: string;
}

/** What a service says about the one who asks. */
export interface Account extends Vitals {
  /** Who we are there, in words. */
  name: string;
  /** What we may do there; absent where the service has no such list. */
  scopes?: readonly string[];
  /** UTC instant at which the service takes the secret no longer; absent where it takes it for ever, or does not say. */
  expiresAt?: string;
  /** The models that it has; absent where it has none, or does not list them. */
  models?: readonly ListedModel[];
  /** Whatever else has been found out, as sentences. */
  remarks: readonly string[];
}

/** Something that a connection must be allowed to do, and what for. */
export interface Need {
  scope: string;
  what: string;
}

export interface CheckContext {
  /** Of the connection, where it has one already. */
  name?: string;
  /** Leads from the connection's references to its secrets. */
  readSecret: Connections["readSecret"];
  /** Milliseconds since 1970. */
  now: number;
  signal: AbortSignal;
}

/** Whoever signs in. */
export interface Person {
  say(text: string): void;
  /** What is pasted, which is not shown; undefined where the signal came first. Throws PermanentError `interrupted` where they stop. */
  paste(question: string, signal: AbortSignal): Promise<string | undefined>;
  /** An empty answer is `usual`. Throws the same. */
  confirm(question: string, usual: boolean): Promise<boolean>;
}

export interface SignInContext extends CheckContext {
  uses: Uses;
  person: Person;
}

/** How one kind of service is connected. One folder in `connections/`, one line in its registry. */
export interface Service<Made extends Connection = Connection> {
  kind: Made["kind"];
  title: string;
  /** The deliveries, connectors and event sources that go by it, by their ids, and whether models are asked by it. */
  serves: { deliveries: readonly string[]; connectors: readonly string[]; events: readonly string[]; models?: true };
  /** What to do before the questions can be answered, step by step, with the exact addresses. */
  guide(uses: Uses): string[];
  /** What is found on this machine, to be offered as usual answers to whoever is asked. */
  find?(context: Pick<CheckContext, "now" | "signal">): Promise<Given>;
  /** In their order: a later one can depend on an earlier one. */
  questions: readonly Question[];
  /** What the service is to be told to make an account for Chief, where there is such a form. */
  manifest?(uses: Uses): string;
  /**
   * Leads a person through the service's own sign-in, and resolves with what that gave, by the keys of the connection: secrets, and settings
   * that follow from it. The connection's references that only this leads to can't be read yet. Throws as `check` does.
   */
  signIn?(connection: Made, context: SignInContext): Promise<Given>;
  /** Has the service take back what it has granted. Throws as `check` does. */
  revoke?(connection: Made, context: CheckContext): Promise<void>;
  /**
   * Asks the service who we are, and changes nothing there. Throws PermanentError `reauth-needed` where the sign-in itself is taken no
   * more, `connection-refused` where somebody has to do something else about it, TransientError `connection-unreachable` where it may
   * pass; none says anything of the secrets.
   */
  check(connection: Made, context: CheckContext): Promise<Account>;
  /** What the automations that go by it need to be allowed. */
  needs(connection: Made, uses: Uses): readonly Need[];
  /** What a scope is for, where Chief knows it. */
  explainScope?(scope: string): string | undefined;
  /** How an automation goes by it: lines of a definition. `connection` is its name where there are several. */
  example(connection: string | undefined): string[];
}
