import type { LoadedDefinitions } from "./load.ts";

/** The shipped automations in a folder of somebody else's: they say all that they say, and leave no file in it. */
export function withoutFiles({ automations, ...loaded }: LoadedDefinitions): LoadedDefinitions {
  return {
    ...loaded,
    automations: automations.map((automation) => ({
      ...automation,
      writes: automation.writes.filter(({ delivery }) => delivery !== "file"),
    })),
  };
}
