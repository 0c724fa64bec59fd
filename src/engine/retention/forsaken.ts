import type { Automation } from "../../core/automation.ts";
import type { AskStore } from "../../core/ports/asks.ts";

export interface ForsakenParts {
  asks: Pick<AskStore, "list" | "cancel">;
  findAutomation(id: string): Automation | undefined;
  /** Whether its file can't be used now: what it asks waits until that is mended. */
  isBroken(id: string): boolean;
}

/** Ends what is asked by automations that are gone, or ask nobody any more: no run of theirs will. `at` is a UTC instant. */
export async function endForsaken({ asks, findAutomation, isBroken }: ForsakenParts, at: string): Promise<void> {
  const asking = new Set((await asks.list({})).map(({ automation }) => automation));
  for (const id of asking) {
    if (findAutomation(id)?.chase === undefined && !isBroken(id)) await asks.cancel(id, "all", "its automation asks nobody any more", at);
  }
}
