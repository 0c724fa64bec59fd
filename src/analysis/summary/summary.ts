import type { Bullet } from "../../core/briefing.ts";
import type { Item } from "../../core/item.ts";
import type { Material } from "../../core/ports/agent.ts";

/** Tells in few lines what is new in one source. `news` are the source's own items; pure. */
export type Summarise = (news: readonly Item[], material: Material) => Bullet[];
