/**
 * Who can read something: one person of config/people.yaml, whoever is let into a place (`slack:C0123456789`, `github:acme/shop`), or
 * everybody.
 */
export type Audience = { kind: "person"; person: string } | { kind: "place"; place: string } | { kind: "public" };

/** What only the workspace's owner can read, as far as anybody knows: a mailbox, a folder, an event that was posted to Chief. */
export const OWNER_ONLY: readonly Audience[] = [{ kind: "person", person: "me" }];

/** Who reads what is written to a place, as the place itself says now. */
export interface Reach {
  /** What people call the place now; absent where it has no name. */
  name?: string;
  /** How many people read there; absent where that can't be had. */
  count?: number;
  /** Who is there from outside and not let in by the definition, in words, such as `another company` and `2 guests`. */
  outsiders: readonly string[];
  /** The same as long as nobody came or went: `v1:` and a hash. No person can be had from it. */
  fingerprint: string;
}
