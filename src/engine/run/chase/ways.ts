import type { Automation } from "../../../core/automation.ts";
import type { Addressee, WriteGrant } from "../../../core/grant.ts";

/** The way to one person. */
export interface Way {
  grant: WriteGrant;
  addressee: Addressee;
}

/** How each person who may be asked is written to: by the first write that names them. */
export function waysOf({ writes }: Pick<Automation, "writes">): ReadonlyMap<string, Way> {
  const ways = writes
    .filter(({ carries }) => carries === "questions")
    .flatMap((grant) => (grant.addressees ?? []).map((addressee) => [addressee.person, { grant, addressee }] as const));
  return new Map(ways.toReversed());
}
