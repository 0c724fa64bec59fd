import type { Automation } from "../core/automation.ts";
import type { Addressee, ReadGrant, WriteGrant } from "../core/grant.ts";

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

/** A write that goes to one of its addressees and nobody else. Who may read there is judged as before: by all whom it may go to. */
export function settledOn({ addressees: _others, ...write }: WriteGrant, { options }: Addressee): WriteGrant {
  return { ...write, options };
}
