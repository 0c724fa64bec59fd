import type { Workspace } from "../../core/workspace.ts";
import { findObstacle } from "../../lib/confine/confinement.ts";
import { ok, warning, type Check } from "./check.ts";

/** Whether the programs that read for us can be kept to what they are granted, and what becomes of them where they can't. */
export async function checkConfinement({ confinement }: Pick<Workspace, "confinement">): Promise<Check> {
  const obstacle = await findObstacle();
  if (!obstacle) return ok("Confinement", "git and other programs see only what they are granted, and have no network");
  const others = confinement.mcp === "refused" ? "MCP servers are refused" : "MCP servers run unconfined, as config/chief.yaml says";
  return warning(
    "Confinement",
    `${obstacle.reason}, so git can read what Chief can, held back by its settings alone; ${others}`,
    obstacle.hint,
  );
}
