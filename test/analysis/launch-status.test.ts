import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Ask } from "../../src/core/ask.ts";
import type { Item } from "../../src/core/item.ts";
import { healthOf } from "../support/items.ts";
import { pullRequestItem } from "../support/simulator/code.ts";
import { bare, pageLines, under } from "./report-day.ts";
import { answered, asked, LAUNCH, NOW, statusOf, task, YESTERDAY } from "./status-day.ts";

const docs = task("T-12", "Docs", { due: "2026-11-24" });
const load = task("T-14", "Load test", { due: "2026-11-25", owner: "Ben Ortiz" });
const pricing = task("T-15", "Pricing page", { due: "2026-11-27", status: "todo" });
const api = task("T-16", "API", { status: "done" });
const legal = task("T-17", "Legal review", { due: "2026-11-26" });
const items = [LAUNCH, docs, load, pricing, api, legal];

function of({ id, title, fields }: Item): { key: string; title: string; item: string } {
  return { key: String(fields["key"]), title, item: id };
}

const ASKED_ON = "2026-11-17T10:00:00.000Z";
const SILENT: Partial<Ask> = {
  ...{ person: "ben", actor: "ben", state: "silent", reason: "no reply from Ben Ortiz since 2026-11-17", createdAt: ASKED_ON },
  ...{ endedAt: "2026-11-20T10:00:00.000Z", messages: [{ at: ASKED_ON, key: "m0" }] },
};
const asks = [
  answered(of(docs), { status: "at_risk", eta: "2026-12-03" }, "docs is at risk, Thursday week"),
  asked(of(load), SILENT),
  asked(of(pricing)),
  answered(of(legal), { status: "on_track", eta: { from: "2026-11-26", to: "2026-11-27" }, etaAsk: true }, "Thursday or Friday"),
];

function linesOf(day: Parameters<typeof statusOf>[0]): string[] {
  return pageLines(statusOf(day).briefing);
}

test("whoever a plan calls by a handle has their name in what comes next, and what is late comes next no more", () => {
  const late = task("T-13", "Docs", { due: "2026-11-19" });
  const lines = linesOf({ items: [LAUNCH, late, task("T-14", "Load test", { due: "2026-11-25", owner: "ben" })], asks: [] });
  assert.deepEqual(under(lines, "Next"), ["- Load test by Wed 25 Nov (Ben Ortiz)."]);
});

describe("the status of a launch", () => {
  const lines = linesOf({ items, asks });

  test("says in its first line how the plan stands in numbers", () => {
    assert.equal(lines[0], "Fri 20 Nov: Spring release on Tue 1 Dec: 1 of 5 tasks done, 1 at risk; 2 business days too late.");
    assert.equal(
      linesOf({ items: [docs, { ...load, fields: { ...load.fields, status: "blocked" } }, api] })[0],
      "Fri 20 Nov: 1 of 3 tasks done, 1 blocked.",
    );
    assert.equal(linesOf({ items: [] })[0], "Fri 20 Nov: No plan was read.");
    const shop = {
      ...LAUNCH,
      id: "files:plan/shop.md",
      title: "Second shop",
      fields: { ...LAUNCH.fields, plan: "Second shop", date: "2026-11-27" },
    };
    const lease = { ...api, id: "files:plan/shop.md#1", title: "Lease", fields: { ...api.fields, plan: "Second shop" } };
    assert.equal(linesOf({ items: [LAUNCH, shop, api, lease] })[0], "Fri 20 Nov: Second shop and Spring release: 2 of 2 tasks done.");
  });

  test("tells what needs its reader: what replies put at risk, and whom to call", () => {
    assert.deepEqual(under(lines, "Needs you"), [
      "1. Spring release can't be ready on Tue 1 Dec: its critical path ends 2 business days later: Docs. Next: cut work from it, add people or move the date (you).",
      "2. Docs slipped on the way to Spring release: put off by 6 business days to Thu 3 Dec, as Ana Pereira says, on the critical path of Spring release on Tue 1 Dec. Next: agree what must give for the launch to hold (Ana Pereira, by Thu 3 Dec).",
      "3. Load test: no reply from Ben Ortiz since Tue 17 Nov 11:00. Next: call Ben Ortiz.",
    ]);
  });

  test("tells what people said, in their words, beside what the plan says", () => {
    assert.deepEqual(under(lines, "What people said"), [
      "- Docs: at risk, ETA Thu 3 Dec (was in progress, due Tue 24 Nov): “docs is at risk, Thursday week” (Ana Pereira, Fri 20 Nov 12:00).",
    ]);
    assert.deepEqual(under(lines, "Not written into the plan"), [
      "- Legal review: on track, ETA between Thu 26 Nov and Fri 27 Nov: “Thursday or Friday” (Ana Pereira, Fri 20 Nov 12:00); the day may be meant in two ways.",
    ]);
    assert.deepEqual(under(lines, "Asked, not answered yet"), ["- Ana Pereira, since Fri 20 Nov 10:12: Pricing page."]);
    assert.deepEqual(under(lines, "Next"), [
      "- Load test by Wed 25 Nov (Ben Ortiz); Legal review by Thu 26 Nov (Ana Pereira); Pricing page by Fri 27 Nov (Ana Pereira); Docs by Thu 3 Dec (Ana Pereira).",
    ]);
  });

  test("tells what the plan said before it was brought up to date", () => {
    const at = "2026-11-20T11:05:00.000Z";
    const updated = { ...docs, updatedAt: at, fields: { ...docs.fields, eta: "2026-12-03", statusAt: at } };
    const changes = [{ item: docs.id, field: "eta", from: "2026-11-24", to: "2026-12-03", at }];
    const [button] = [answered(of(docs), { status: "on_track", eta: "2026-12-03" }, "")];
    const page = linesOf({ items: [LAUNCH, updated], asks: [button], changes });
    assert.deepEqual(under(page, "What people said"), [
      "- Docs: on track, ETA Thu 3 Dec (ETA was Tue 24 Nov) (Ana Pereira, Fri 20 Nov 12:00).",
    ]);
  });

  test("does not tell for said what somebody has changed since", () => {
    const at = "2026-11-20T12:00:00.000Z";
    const changes = [{ item: docs.id, field: "status", from: "todo", to: "in_progress", at }];
    const page = linesOf({ items: [LAUNCH, { ...docs, updatedAt: at }], asks: [answered(of(docs), { status: "done" }, "done")], changes });
    assert.deepEqual(under(page, "Not written into the plan"), [
      "- Docs: done: “done” (Ana Pereira, Fri 20 Nov 12:00); somebody has changed the plan since.",
    ]);
    assert.deepEqual(under(page, "What people said"), []);
  });

  test("says what to do where asking came to its end otherwise", () => {
    const end = { endedAt: "2026-11-20T10:00:00.000Z" };
    const page = linesOf({
      items,
      asks: [
        asked(of(docs), { ...end, state: "stopped", reason: "Ana Pereira wants no more questions" }),
        asked(of(load), { ...end, state: "reassigned", reason: "Ana Pereira says that it is not theirs, and does not say whose it is" }),
        asked(of(pricing), { ...end, state: "silent", reason: "Ana Pereira replied, but not how it stands", repliedAt: end.endedAt }),
        asked(of(api), { ...end, state: "silent" }),
        asked(of(legal), { ...end, state: "moved" }),
      ],
    });
    assert.deepEqual(under(page, "Needs you"), [
      "1. Docs: Ana Pereira wants no more questions. Next: ask Ana Pereira yourself.",
      "2. Load test: Ana Pereira says that it is not theirs, and does not say whose it is. Next: say in the plan whose it is.",
      "3. Pricing page: Ana Pereira replied, but not how it stands. Next: call Ana Pereira.",
    ]);
  });

  test("tells who is asked next, and that a question waits for a yes, in the place of who was asked", () => {
    const mine = { person: "me" };
    const leaving = [{ key: "m1", from: "2026-11-20T15:05:00.000Z", isHeld: false }];
    const held = { key: "m2", from: "2026-11-20T15:02:00.000Z", isHeld: true };
    const bens = { person: "ben", actor: "ben", messages: [{ at: NOW, key: "m2" }] };
    const reminded = asked(of(legal), { ...mine, messages: [{ at: YESTERDAY, key: "m0" }, ...asked(of(legal)).messages] });
    const page = linesOf({ items, asks: [asked(of(pricing)), asked(of(load), bens), reminded], leaving: [...leaving, held] });
    assert.deepEqual(under(page, "To be asked"), [
      "- Ana Pereira, from Fri 20 Nov 16:05 on: Pricing page.",
      "- Ben Ortiz, once you say yes to the question: Load test.",
    ]);
    assert.deepEqual(under(page, "Asked, not answered yet"), ["- You, since Thu 19 Nov 15:30: Legal review."]);
  });

  test("counts the questions that have no message yet, as further ones only where others are told", () => {
    const unasked = asked(of(pricing), { messages: [] });
    assert.deepEqual(under(linesOf({ items, asks: [unasked] }), "To be asked"), ["- 1 question waits for a chance to ask."]);
    const others = linesOf({ items, asks: [unasked, asked(of(legal))] });
    assert.deepEqual(under(others, "To be asked"), ["- 1 more question waits for a chance to ask."]);
  });

  test("tells who has handed something over, also once it is asked of somebody else, and what that one says", () => {
    const handed = { state: "reassigned", reason: "Ana Pereira says that Ben Ortiz has it now" } as const;
    const heir = { id: "ask-heir", person: "ben", createdAt: "2026-11-20T11:01:00.000Z" };
    const page = linesOf({
      items,
      asks: [
        answered(of(docs), { status: "reassigned", to: "ben" }, "not mine, Ben has it", handed),
        answered(of(docs), { status: "on_track" }, "yes, on track", heir),
      ],
    });
    assert.deepEqual(under(page, "What people said"), [
      "- Docs: Ana Pereira says that Ben Ortiz has it now: “not mine, Ben has it” (Ana Pereira, Fri 20 Nov 12:00).",
      "- Docs: on track: “yes, on track” (Ben Ortiz, Fri 20 Nov 12:00).",
    ]);
  });

  test("sends nobody to themselves", () => {
    const page = linesOf({ items, asks: [asked(of(load), { ...SILENT, person: "me", actor: "me" })] });
    assert.deepEqual(under(page, "Needs you"), [
      "1. Load test: no reply from you since Tue 17 Nov 11:00. Next: say in the plan how it stands.",
    ]);
  });

  test("tells what shows without asking", () => {
    const mergedAt = "2026-11-20T08:00:00.000Z";
    const pull = pullRequestItem("T-12: a page for each call", mergedAt, { number: 815, state: "merged", mergedAt });
    const page = linesOf({ items: [...items, pull], sources: [healthOf("notion", NOW), healthOf("github", NOW)] });
    assert.deepEqual(under(page, "Found out without asking"), [
      "- Docs: #815 was merged Fri 20 Nov 09:00, so it looks done; the plan does not say so.",
    ]);
  });
});

describe("the day after", () => {
  const before = statusOf({ items, asks });
  const old = asks.map((ask): Ask => ({ ...ask, ...(ask.endedAt !== undefined && { endedAt: "2026-11-18T10:00:00.000Z" }) }));
  const told = old.map((ask): Ask => (ask.answer ? { ...ask, answer: { ...ask.answer, at: "2026-11-19T11:00:00.000Z" } } : ask));

  test("without news still says on each day who has not answered", () => {
    const { briefing } = statusOf({ items, asks: told, since: YESTERDAY, ledger: before.ledger });
    assert.equal(briefing.quiet, false);
    assert.ok(briefing.sections.some(({ title }) => title === "Asked, not answered yet"));
  });

  test("without news since earlier on the day is one line, whatever stands", () => {
    const { briefing } = statusOf({ items, asks: told, since: "2026-11-20T01:00:00.000Z", ledger: before.ledger });
    assert.equal(briefing.quiet, true);
    assert.deepEqual(briefing.sections, []);
    assert.match(
      pageLines(briefing)[0] ?? "",
      /^Fri 20 Nov: Spring release on Tue 1 Dec: 1 of 5 tasks done, 1 at risk; 2 business days too late\.$/,
    );
  });

  test("with news counts what was told before", () => {
    const news = answered(of(pricing), { status: "on_track" }, "all good");
    const { briefing } = statusOf({ items, asks: [...told, news], since: YESTERDAY, ledger: before.ledger });
    const page = pageLines(briefing);
    assert.equal(briefing.quiet, false);
    assert.deepEqual(under(page, "Needs you"), ["1. 1 other told before is still without an answer."]);
    assert.deepEqual(under(page, "What people said"), [
      "- Pricing page: on track (was not started): “all good” (Ana Pereira, Fri 20 Nov 12:00).",
    ]);
    assert.match(page.join("\n"), /Also at risk: Spring release can't be ready/);
  });

  test("tells what was said right before the last digest and heard after it", () => {
    const [at, heardAt] = ["2026-11-19T14:29:30.000Z", "2026-11-19T14:30:40.000Z"];
    const late = answered(of(pricing), { status: "on_track" }, "all good", { endedAt: at });
    const heardLate = late.answer && { ...late, answer: { ...late.answer, at, heardAt } };
    const { briefing } = statusOf({ items, asks: [...told, heardLate ?? late], since: YESTERDAY, ledger: before.ledger });
    assert.deepEqual(under(pageLines(briefing), "What people said"), [
      "- Pricing page: on track (was not started): “all good” (Ana Pereira, Thu 19 Nov 15:29).",
    ]);
  });

  test("with a source that did not answer says that nobody was asked, and changes no row", () => {
    const failed = healthOf("github", NOW, { ok: false, error: "GitHub did not answer" });
    const page = linesOf({ items, asks, sources: [healthOf("notion", NOW), failed] });
    assert.match(page.slice(0, 2).join(" "), /; not everything could be read\./);
    assert.ok(
      page.map(bare).some((line) => line.endsWith("Nobody was asked this time, since not everything could be read.")),
      page.join("\n"),
    );
    assert.deepEqual(under(page, "Asked, not answered yet"), ["- Ana Pereira, since Fri 20 Nov 10:12: Pricing page."]);
  });

  test("an answer that is taken back ends what it put at risk", () => {
    const { ledger } = statusOf({ items, asks });
    const better = answered(of(docs), { status: "on_track", eta: "2026-11-24" }, "good again");
    const after = statusOf({ items, asks: [...asks.slice(1), better], since: YESTERDAY, ledger });
    assert.doesNotMatch(pageLines(after.briefing).join("\n"), /slipped|can't be ready/);
    const ends = after.ledger.filter(({ rule }) => rule === "LNCH-01" || rule === "LNCH-03").map(({ resolvedAt }) => resolvedAt);
    assert.deepEqual(ends, [NOW, NOW]);
  });
});
