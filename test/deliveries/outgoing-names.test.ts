import assert from "node:assert/strict";
import { test } from "node:test";
import type { Briefing } from "../../src/core/briefing.ts";
import { prose, type Span } from "../../src/core/prose.ts";
import { inspectOutgoing } from "../../src/policy/outgoing.ts";
import { sampleBriefing } from "../render/sample.ts";
import { shippedDeliveries } from "../support/deliveries.ts";

const TITLES = [
  "Delete README.md?",
  "Fix `README.md`",
  "What of `setup.py`?",
  "Who runs `deploy.sh`?x",
  "See `install.sh`/docs",
  "`main.rs`?",
  "Use a.rs`/b",
  "Is it in main.py?",
  "*README.md* and _main.rs_, ~old.py~",
];
const WAYS = { slack: { to: "C0123456789" }, email: { to: ["me"] }, file: { path: "briefings/{date}.md" }, console: {} };

function briefingOn(title: string): Briefing {
  const named = (strong: boolean): Span => ({ kind: "fact", fact: { item: "i", path: "title", value: title }, form: "text", strong });
  const text = prose`${named(true)}: no answer to “${named(false)}”.`;
  const bullets = [{ kind: "fact", text, cites: ["i"], flags: ["v1:aaaaaaaaaaaaaaaa"] }] as const;
  const sections = [{ id: "risks", title: "At risk", style: "numbered", bullets }] as const;
  return { ...sampleBriefing(), sections, gaps: [], citations: [{ alias: "M1", item: "i", title, place: "mail/x.eml" }] };
}

for (const title of TITLES) {
  test(`a file's name in a title stops no message: ${title}`, async () => {
    const deliveries = shippedDeliveries();
    for (const [id, options] of Object.entries(WAYS)) {
      const { exact } = (await deliveries.load(id)).preview(briefingOn(title), options);
      assert.doesNotThrow(() => inspectOutgoing(exact, { urls: [], recipients: [], secrets: [] }), id);
    }
  });
}
