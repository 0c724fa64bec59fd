import type { Automation } from "../core/automation.ts";
import { flowsNamed, flowsNeeded } from "./audiences.ts";

/** An automation whose messages wait for what `chief accept` would end. */
export interface Unaccepted {
  automation: string;
  /** Of its file, for messages. */
  path: string;
  message: string;
  hint: string;
}

/** The automations whose files name flows that nobody has accepted; `acceptedHash` is that of the definition that was, if any. */
export async function findUnaccepted(
  automations: readonly Automation[],
  acceptedHash: (automation: string) => Promise<string | undefined>,
): Promise<Unaccepted[]> {
  const naming = automations.filter((automation) => automation.writes.some((write) => flowsNamed(automation, write).length > 0));
  const accepted = await Promise.all(naming.map(async ({ id, hash }) => (await acceptedHash(id)) === hash));
  return naming.filter((_, index) => !accepted[index]).map(unacceptedOf);
}

function unacceptedOf(automation: Automation): Unaccepted {
  const { id, path, writes } = automation;
  const areWide = writes.some((write) => flowsNeeded(automation, write).length > 0);
  const follows = areWide ? "each message there waits for a person" : "not all who are named under approval can be asked";
  const message = `expected what ${id} names under flows to be accepted, got nobody's consent to the file as it is: ${follows}`;
  return { automation: id, path, message, hint: `\`chief accept ${id}\` shows what that is, and asks.` };
}
