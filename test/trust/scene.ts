import type { TrustWorld } from "./world.ts";

/** Something that happened to others, played with what it takes. Resolves with all that went wrong. */
export interface Scene {
  name: string;
  seenIn: string;
  play(world: TrustWorld): Promise<string[]>;
}
