import { describe, it } from "node:test";
import type { Briefing } from "../../src/core/briefing.ts";
import { inspectOutgoing } from "../../src/policy/outgoing.ts";
import { factOf, sampleBriefing } from "../render/sample.ts";
import { shippedDeliveries } from "../support/deliveries.ts";
import { randomBriefings } from "../support/random-briefing.ts";
import { casesOf } from "../support/thoroughness.ts";

const SECRET = "xoxb-1234-canary";

describe("what Chief writes", () => {
  const deliveries = shippedDeliveries();
  const WAYS: readonly (readonly [id: string, options: Record<string, unknown>])[] = [
    ["console", {}],
    ["email", { to: ["me"] }],
    ["file", { path: "briefings/{date}.md" }],
    ["file", { path: "briefings/{date}.html" }],
    ["file", { path: "briefings/{date}.json" }],
    ["file", { path: "briefings/{date}.csv" }],
    ["webhook", { to: "office" }],
    ["slack", { to: "C0123456789" }],
  ];

  /** The same page that is written to a file. */
  const ATTACHING: typeof WAYS = [
    ["email", { to: ["me"], page: "attached" }],
    ["slack", { to: "C0123456789", page: "attached" }],
  ];

  async function inspect(briefing: Briefing, ways = WAYS): Promise<void> {
    const urls = briefing.citations.flatMap(({ url }) => url ?? []);
    for (const [id, options] of ways) {
      inspectOutgoing((await deliveries.load(id)).preview(briefing, options).exact, { urls, recipients: [], secrets: [SECRET] });
    }
  }

  it("may leave by every way, whatever its sources say", async () => {
    for (const briefing of randomBriefings(20_261_121, casesOf(25))) await inspect(briefing);
    for (const briefing of randomBriefings(20_261_122, casesOf(5))) await inspect(briefing, ATTACHING);
  });

  it("may leave where it is cut and parted at every place", async () => {
    for (let length = 40; length < 130; length += 1) {
      const word = `${"x".repeat(length)}.community@channelling.mailto:www.evil.commons`;
      await inspect(
        sampleBriefing({
          headline: [factOf(word)],
          coverage: [factOf(word)],
          title: word,
          gaps: [{ kind: "fact", text: [factOf(word)], cites: [], flags: [] }],
        }),
      );
    }
  });
});
