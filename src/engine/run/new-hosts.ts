import type { Automation } from "../../core/automation.ts";
import type { Briefing } from "../../core/briefing.ts";
import { PermanentError } from "../../core/errors.ts";
import type { MessageProposal } from "../../core/proposal.ts";
import { hostsOf } from "../../policy/links.ts";
import type { RunnerParts } from "./parts.ts";

type Parts = Pick<RunnerParts, "store">;

/** Earlier messages that are looked at: a host that none of so many has linked to is asked about anew. */
const MESSAGES_LOOKED_AT = 100;

/** The hosts that a message links to and no earlier one of its grant has; nothing where its definition does not ask for that. */
export async function newHosts(
  parts: Parts,
  { approval }: Automation,
  proposal: MessageProposal,
  briefing: Briefing,
): Promise<{ newHosts?: readonly string[] }> {
  if (typeof approval.when === "string" || !approval.when.includes("new_external_link")) return {};
  const hosts = new Set(hostsOf(briefing));
  for (const hash of hosts.size > 0 ? await parts.store.outbox.briefingsSent(proposal, MESSAGES_LOOKED_AT) : []) {
    for (const host of await hostsIn(parts, hash)) hosts.delete(host);
  }
  return { newHosts: [...hosts] };
}

async function hostsIn({ store }: Parts, hash: string): Promise<string[]> {
  try {
    return hostsOf(await store.documents.get<Briefing>(hash));
  } catch (error) {
    // What was cleared away since is not known any more, so that its hosts are asked about anew.
    if (error instanceof PermanentError && error.code === "document-missing") return [];
    throw error;
  }
}
