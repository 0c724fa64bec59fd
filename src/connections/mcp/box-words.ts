import type { McpConnection } from "../../core/connection.ts";

/** What holds it back. */
export function boxInWords({ command, network, paths, writable }: McpConnection): string {
  if (command === undefined) {
    return "It runs elsewhere, so nothing holds it back there; Chief tells it the constants of the automations and nothing else.";
  }
  const seen = [...paths, ...writable].length === 0 ? "no folder of yours" : [...paths, ...writable].join(", ");
  const writes = writable.length === 0 ? "" : `, may write ${writable.join(", ")}`;
  return `It runs in a box where this machine can make one: sees ${seen}${writes}, and ${network ? "may connect anywhere" : "has no network"}.`;
}
