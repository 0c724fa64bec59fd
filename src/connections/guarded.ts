import { REAUTH_NEEDED } from "../core/connection.ts";
import { ChiefError, TransientError } from "../core/errors.ts";
import type { Catalogue, Connector, Delivery } from "../core/ports/outside.ts";
import { lazy } from "../lib/lazy.ts";
import type { Part } from "./find-account.ts";
import type { Guard, GuardParts } from "./guard.ts";

export interface GuardedParts extends GuardParts {
  connectors: Catalogue<Connector>;
  deliveries: Catalogue<Delivery>;
}

/** Ways in and out whose accounts are looked after, and whether one of them is shut. */
export interface Guarded {
  connectors: Catalogue<Connector>;
  deliveries: Catalogue<Delivery>;
  isShut(way: { delivery: string; options: unknown }): Promise<boolean>;
  /** Does something by the account of that name, as `using` of the guard does. */
  usingNamed: Guard["usingNamed"];
}

/** How soon a message that waits for its account is looked at again; nobody is asked then, unless there are new secrets. */
const LOOK_AGAIN_MS = 10 * 60_000;

type FindGuard = () => Promise<Guard | undefined>;

/**
 * The same connectors and deliveries, for whom an account that lets us in no more is not asked again. A message that would go out by it
 * waits, as long as any other that can't go out for now. What looks after accounts is loaded where there are some.
 */
export function createGuarded({ connectors, deliveries, ...parts }: GuardedParts): Guarded {
  const load = lazy(async () => {
    const { createGuard } = await import("./guard.ts");
    return createGuard(parts);
  });
  const find = async (): Promise<Guard | undefined> => (Object.keys(parts.workspace().connections).length === 0 ? undefined : load());
  return {
    connectors: { ids: connectors.ids, load: async (id) => guardConnector(await connectors.load(id), find) },
    deliveries: { ids: deliveries.ids, load: async (id) => guardDelivery(await deliveries.load(id), find) },
    isShut: async ({ delivery: id, options }) => (await (await find())?.isShut({ as: "deliveries", id, options })) ?? false,
    usingNamed: async (name, work) => ((await find())?.usingNamed ?? plainly)(name, work),
  };
}

function plainly<Result>(_name: string, work: () => Promise<Result>): Promise<Result> {
  return work();
}

/** What its owner should know of the account is a note of each answer. */
function guardConnector(connector: Connector, find: FindGuard): Connector {
  return {
    ...connector,
    async fetch(context) {
      const guard = await find();
      if (!guard) return connector.fetch(context);
      const part: Part = { as: "connectors", id: connector.id, options: context.options };
      const notes = await guard.notesOn(part, { timezone: context.timezone, asOf: context.window.to });
      const fetched = await guard.using(part, () => connector.fetch(context));
      return { ...fetched, notes: [...notes, ...fetched.notes] };
    },
  };
}

function guardDelivery({ find: findMessage, reach, ...delivery }: Delivery, find: FindGuard): Delivery {
  const using = async <Result>(options: unknown, work: () => Promise<Result>): Promise<Result> => {
    const guard = await find();
    if (!guard) return work();
    return guard.using({ as: "deliveries", id: delivery.id, options }, work).catch((error: unknown) => {
      throw error instanceof ChiefError && error.code === REAUTH_NEEDED ? waiting(error) : error;
    });
  };
  return {
    ...delivery,
    send: (context) => using(context.options, () => delivery.send(context)),
    ...(reach && { reach: (context) => using(context.options, () => reach(context)) }),
    ...(findMessage && { find: (context) => using(context.options, () => findMessage(context)) }),
  };
}

function waiting({ code, message, hint }: ChiefError): TransientError {
  return new TransientError(code, message, { retryAfterMs: LOOK_AGAIN_MS, ...(hint !== undefined && { hint }) });
}
