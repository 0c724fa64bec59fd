import type { Person } from "../../src/core/person.ts";
import type { Store } from "../../src/core/ports/store.ts";
import { createPermit, type Permit } from "../../src/engine/outbox/permit.ts";
import { automationWith } from "./automation.ts";

/** Judges each message by a definition that permits just that one, to its owner's own readers. */
export function permitAsWritten(store: Pick<Store, "asks" | "consents" | "outbox" | "replies">, people: readonly Person[] = []): Permit {
  return (entry, leaving) => {
    const { automation: id, grant: name, delivery, options } = entry;
    const carries = leaving.briefing.asking && ({ carries: "questions" } as const);
    const automation = automationWith({
      id,
      writes: [{ name, delivery, options, audience: [{ kind: "person", person: "me" }], ...carries }],
    });
    return createPermit({
      store,
      findAutomation: () => automation,
      findRanBy: async () => automation,
      workspace: () => ({ owner: "me" }),
      isBroken: () => false,
      people: () => ({ all: people }),
      secrets: () => [],
    })(entry, leaving);
  };
}
