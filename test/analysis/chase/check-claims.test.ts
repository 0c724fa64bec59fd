import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Understood } from "../../../src/core/ask.ts";
import { checkClaims, claimsSchema, type Claim } from "../../../src/analysis/chase/replies/check-claims.ts";
import { understand } from "../../../src/analysis/chase/replies/understand.ts";
import { PEOPLE, asked, reply } from "./heard.ts";

const TEXT = "> is it done?\nthe form is lost somewhere at legal since Monday, Ben chases them. I count on Thursday";
const CLAIM: Claim = {
  item: "T-12",
  status: "blocked",
  eta: "2026-11-26",
  percent: null,
  blocker: "the form",
  person: null,
  quote: "the form is lost somewhere at legal since Monday, Ben chases them. I count on Thursday",
};

/** What remains once a model has claimed this of a reply that code left open. */
function checked(claims: readonly Claim[], text = TEXT, count = 1): Understood {
  const before = understand(reply(text), asked(count), PEOPLE);
  return checkClaims(claims, before, { reply: reply(text), asked: asked(count), people: PEOPLE });
}

describe("A model's reading of a reply", () => {
  test("counts where the writer's words say all of it", () => {
    const { told, unclear } = checked([CLAIM]);
    assert.deepEqual(told, [
      {
        item: "notion:1",
        status: "blocked",
        eta: "2026-11-26",
        etaAsk: false,
        percent: null,
        blocker: { by: null, what: "the form" },
        to: null,
        quote: [14, TEXT.length],
        sure: false,
      },
    ]);
    assert.equal(unclear, undefined);
  });

  test("does not count with a word changed, a day, share, blocker or person that is not said, or an item nobody asked about", () => {
    const wrong: Partial<Claim>[] = [
      { quote: "The form is lost somewhere at legal", eta: null },
      { quote: "is it done?", status: "not_started", eta: null, blocker: null },
      { eta: "2026-11-27" },
      { eta: { from: "2026-11-26", to: "2026-11-27" } },
      { percent: 80 },
      { blocker: "the signature" },
      { person: "Priya Nair" },
      { person: "Tom" },
      { item: "T-99" },
    ];
    for (const each of wrong) assert.equal(checked([{ ...CLAIM, ...each }]).told[0]?.status ?? null, null, JSON.stringify(each));
  });

  test("does not count with words of others amid the writer's own", () => {
    const text = "a bit of a mess\n> all of it hangs on Eve\nsee you";
    const claim: Claim = { ...CLAIM, eta: null, blocker: "all of it hangs on Eve", quote: text };
    assert.deepEqual(checked([claim], text).told, []);
    assert.equal(checked([{ ...claim, blocker: "a mess", quote: "a bit of a mess" }], text).told.length, 1);
  });

  test("names whoever the quote names", () => {
    assert.equal(checked([{ ...CLAIM, person: "Ben Ortiz" }]).told[0]?.blocker?.by, "Ben");
  });

  test("does not count against what code hears in the same words, nor twice for one item", () => {
    const text = "can't call this done yet, the form";
    const claim: Claim = { ...CLAIM, status: "done", eta: null, blocker: null, quote: text };
    assert.deepEqual(checked([claim], text).told, []);
    assert.deepEqual(checked([CLAIM, CLAIM]).told, []);
  });

  test("changes nothing of what code has understood", () => {
    const text = "docs done. for the load test the form is lost somewhere at legal";
    const claims: Claim[] = [
      { ...CLAIM, status: "dropped", eta: null, quote: text },
      { ...CLAIM, item: "T-13", eta: null, quote: "the form is lost somewhere at legal" },
    ];
    assert.deepEqual(
      checked(claims, text, 2).told.map(({ item, status }) => [item, status]),
      [
        ["notion:1", "done"],
        ["notion:2", "blocked"],
      ],
    );
  });

  test("may speak of what code would only propose, and not of what code is sure of", () => {
    const proposed = "docs are fine, the words in them are not";
    const claim: Claim = { ...CLAIM, status: "at_risk", eta: null, blocker: null, quote: "the words in them are not" };
    assert.deepEqual(
      [checked([], proposed), checked([claim], proposed)].map(({ told }) => told.map(({ status, sure }) => [status, sure])),
      [[["on_track", false]], [["at_risk", false]]],
    );
    const sure = "docs on track, friday";
    assert.deepEqual(checked([{ ...claim, quote: "friday" }], sure), understand(reply(sure), asked(1), PEOPLE));
  });

  test("is refused at the border where it has another form", () => {
    assert.equal(claimsSchema.safeParse([{ ...CLAIM, eta: "Thursday" }]).success, false);
    assert.equal(claimsSchema.safeParse([CLAIM]).success, true);
  });
});
