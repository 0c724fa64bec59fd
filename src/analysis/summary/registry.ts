import type { Bullet } from "../../core/briefing.ts";
import type { Material } from "../../core/ports/agent.ts";
import { summariseFiles } from "./files.ts";
import { summariseGit } from "./git.ts";
import type { Summarise } from "./summary.ts";

/** Who tells what is new, by connector. */
const summaries: Readonly<Record<string, Summarise>> = { git: summariseGit, files: summariseFiles };

/** The lines on what is new in one source; none where nobody knows how to tell it. */
export function summarise(source: string, material: Material): Bullet[] {
  const news = material.news.filter((item) => item.source === source);
  return news.length === 0 ? [] : (summaries[source]?.(news, material) ?? []);
}
