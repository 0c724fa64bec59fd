import assert from "node:assert/strict";
import { test } from "node:test";
import type { Briefing, Bullet } from "../../src/core/briefing.ts";
import { prose } from "../../src/core/prose.ts";
import { check } from "../../src/verify/check.ts";
import { credit } from "../../src/verify/credit.ts";
import { fix } from "../../src/verify/fix.ts";
import { runDay } from "../support/day.ts";
import { taskOf } from "../support/items.ts";

const plan = taskOf("Write the plan for 40 guests", { owner: "dana" });
const day = runDay({ items: [taskOf("Send the contract to Acme", { due: "2026-11-16", owner: "me" }), plan] });

/** The day's briefing with lines of a model about the plan. */
function draftOf(...texts: readonly string[]): Briefing {
  const bullets = texts.map((text): Bullet => ({ kind: "fact", text: prose`${text}`, cites: [plan.id], flags: [], by: "model" }));
  const citations = [
    ...day.briefing.citations.filter(({ item }) => item !== plan.id),
    { alias: "T9", item: plan.id, title: plan.title, place: "tasks/launch.md" },
  ];
  const sections = [...day.briefing.sections, { id: "summary" as const, title: "Summary", style: "list" as const, bullets }];
  return { ...day.briefing, sections, citations, writing: { by: "model", replaced: 1 } };
}

function mended(draft: Briefing): Briefing {
  return credit(fix(draft, check(draft, day.evidence), day.evidence).briefing, draft);
}

test("a line of a model that does not hold at the end goes, and counts", () => {
  const { writing, sections } = mended(draftOf("The plan for 40 guests is Dana's.", "The plan is for 90 guests."));
  assert.deepEqual(writing, { by: "model", replaced: 2 });
  assert.equal(JSON.stringify(sections).includes("90 guests"), false);
  assert.equal(JSON.stringify(sections).includes("The plan for 40 guests is Dana's."), true);
});

test("where none of its lines is left, code has written it", () => {
  assert.deepEqual(mended(draftOf("The plan was merged.", "The plan is late because of the rain.")).writing, { by: "code", replaced: 3 });
});

test("a model that says what stands there already says it twice", () => {
  const codes = check(draftOf("The plan for 40 guests is Dana's.", "The plan for 40 guests: it is Dana's."), day.evidence).map(
    ({ code }) => code,
  );
  assert.deepEqual(codes, ["duplicate"]);
});

test("of a briefing that no model was asked for nobody is said to have written it", () => {
  const { writing: _writing, ...alone } = draftOf();
  assert.equal(credit(alone, alone).writing, undefined);
});
