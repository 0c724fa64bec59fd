import type { SecretReference } from "./secret.ts";
import type { Connection, ConnectionKind } from "./connection.ts";
import type { WriteGrant } from "./grant.ts";
import type { Budget, Models, Price } from "./model.ts";
import type { People } from "./person.ts";
import type { Retention } from "./retention.ts";
import type { WorkCalendar } from "./work-calendar.ts";

/** An address of ours that others post events to. */
export interface Hook {
  secret: SecretReference;
  /** The field of the body that names the event; the hash of the body when absent. */
  id?: string;
  /** Requests a second that are taken; more are told to come again. */
  perSecond: number;
  /** The largest body in bytes. */
  maxBytes: number;
}

/** An address of others that messages are posted to. */
export interface Webhook {
  url: SecretReference;
  secret: SecretReference;
  /** Asked with the message's key whether it arrived; nobody can be asked when absent. */
  lookup?: SecretReference;
}

/** The names that the configuration gives, for definitions to refer to. */
export interface KnownNames {
  hooks: readonly string[];
  webhooks: readonly string[];
  pings: readonly string[];
  connections: readonly { name: string; kind: ConnectionKind }[];
  /** Keys of people, `me` among them. */
  people: readonly string[];
}

/** What config/chief.yaml and config/people.yaml say, as the rest of Chief sees it. */
export interface Workspace {
  /** Absolute path. Relative paths in definitions start here. */
  root: string;
  /** Absolute path of the folder that holds the database. */
  dataDirectory: string;
  automationsDirectory: string;
  owner: string;
  calendar: WorkCalendar;
  people: People;
  server: { host: string; port: number };
  /** What becomes of MCP servers where this machine can't confine programs. */
  confinement: { mcp: "refused" | "unconfined" };
  /** Thresholds by rule id, then by the threshold's name. */
  rules: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** What may be posted to `/hooks/<name>`, by name. */
  hooks: Readonly<Record<string, Hook>>;
  /** Where messages can be posted to, by name. */
  webhooks: Readonly<Record<string, Webhook>>;
  /** Addresses that are told how runs go, by name. */
  pings: Readonly<Record<string, SecretReference>>;
  /** Accounts of services, by name. */
  connections: Readonly<Record<string, Connection>>;
  /** How the owner hears of trouble, the best way first, and how often at most about one automation that does not say so itself. */
  alerts: { to: readonly Pick<WriteGrant, "delivery" | "options">[]; everyMs: number };
  /** Absent where no model is asked. */
  models?: Models;
  /** What models cost, by their names. */
  prices: Readonly<Record<string, Price>>;
  /** The most that models may cost: one run, one day of one automation, and one day of all together. */
  budgets: { run: Budget; day: Budget; all: Budget };
  /** Runs at once, over all automations. */
  concurrency: number;
  logLevel: string;
  /** How long what automations leave is kept, where they do not say so themselves. */
  retention: Retention;
  /** Hash of everything above. */
  hash: string;
}
