import type { Automation } from "../core/automation.ts";
import type { ReadGrant, WriteGrant } from "../core/grant.ts";

/** All that an automation is permitted. Policy decides by this object, and what people are told is made from it. */
export interface Grants {
  automation: string;
  reads: readonly ReadGrant[];
  writes: readonly WriteGrant[];
}

/** The grants of a definition. */
export function grantsOf({ id, reads, writes }: Automation): Grants {
  return { automation: id, reads, writes };
}
