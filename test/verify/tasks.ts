import { taskOf } from "../support/items.ts";

/** Tasks in three states, for lines to be right or wrong about. */
export const contract = taskOf("Send the contract to Acme", { due: "2026-11-16", owner: "me", status: "in_progress" });
export const loadTest = taskOf("Load test the checkout", {
  status: "blocked",
  blockedBy: "staging",
  blockedSince: "2026-11-06",
  owner: "priya",
});
export const plan = taskOf("Write the plan for 40 guests", { owner: "dana", status: "done" });
