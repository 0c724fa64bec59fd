import type { Ask } from "../core/ask.ts";
import type { Automation } from "../core/automation.ts";
import { PermanentError } from "../core/errors.ts";
import type { Clock } from "../core/ports/ambient.ts";
import type { AskStore } from "../core/ports/asks.ts";
import { pick } from "../definitions/pick.ts";
import { instantOf } from "../lib/clock.ts";
import { findNearest } from "../lib/text.ts";

interface Parts {
  asks: AskStore;
  automations(): readonly Automation[];
  clock: Clock;
}

/** Ends what an automation asks people, all of it or about one item; resolves with what it ended. Throws PermanentError `automation-unknown` or `ask-unknown`. */
export async function cancelAsks({ asks, automations, clock }: Parts, wanted: string, item: string | undefined): Promise<Ask[]> {
  const own = await asks.list({ automation: wanted });
  // One whose file is gone is known by what it has asked.
  const automation = own[0]?.automation ?? pick(automations(), wanted).id;
  const open = own.length > 0 ? own : await asks.list({ automation });
  const meant = open.filter(({ key }) => item === undefined || key.toLowerCase() === item.toLowerCase());
  if (item !== undefined && meant.length === 0) throw unknown(automation, item, open);
  const ids = meant.map(({ id }) => id);
  return asks.cancel(automation, ids, "called off by hand", instantOf(clock));
}

function unknown(automation: string, item: string, open: readonly Ask[]): PermanentError {
  const nearest = findNearest(
    item,
    open.map(({ key }) => key),
  );
  return new PermanentError("ask-unknown", `expected something that ${automation} asks about, got ${item}`, {
    hint: nearest === undefined ? "`chief asks` lists what is open." : `Did you mean ${nearest}?`,
  });
}
