import assert from "node:assert/strict";
import { test } from "node:test";
import { ownLines } from "../../../src/analysis/briefing/own-lines.ts";
import { select, type Group } from "../../../src/analysis/select.ts";
import type { Bullet } from "../../../src/core/briefing.ts";
import type { JudgedFinding } from "../../../src/core/finding.ts";
import { fact, prose, type Prose } from "../../../src/core/prose.ts";
import { NOW, runDay } from "../../support/day.ts";
import { calendarOf, taskOf } from "../../support/items.ts";

const late = taskOf("Send the contract", { due: "2026-11-16", owner: "me", status: "in_progress" });
const later = taskOf("Book the room", { due: "2026-11-17", owner: "me", status: "todo" });
const items = new Map([late, later].map((item) => [item.id, item]));
const judgedWith = (severity: 2 | 3): JudgedFinding[] =>
  runDay({ items: [late, later] }).evidence.judged.map((each) => ({ ...each, finding: { ...each.finding, severity } }));

function divide(
  severity: 2 | 3,
  text: Prose,
  about: readonly string[],
): { told: readonly (Bullet | undefined)[]; summary: readonly Bullet[] } {
  const judged = judgedWith(severity);
  const flags = judged.flatMap(({ finding }) => (about.includes(finding.primary) ? [finding.key] : []));
  const bullet: Bullet = { kind: "judgement", text, cites: about.slice(0, 1), flags, by: "model" };
  const selection = select(judged, NOW, calendarOf());
  assert.equal(selection.risks.length, 2);
  const { told, summary } = ownLines([bullet], selection, items);
  return { told: selection.risks.map((group: Group) => told(group)).filter(Boolean), summary };
}

test("a model's line takes the place of code's where it is about one thing that need not be told, and says which", () => {
  for (const text of [
    prose`${fact(late, "title")} can wait.`,
    prose`There is time for it until ${fact(late, "fields.due", "date")}.`,
    prose`Send the Contract soon.`,
  ]) {
    const { told, summary } = divide(2, text, [late.id]);
    assert.deepEqual([told.length, summary.length], [1, 0]);
  }
});

test("else it stands in the summary, without flags and with what they are about as cites", () => {
  const cases: readonly (readonly [2 | 3, Prose, readonly string[]])[] = [
    [3, prose`${fact(late, "title")} can wait.`, [late.id]],
    [2, prose`This needs no action.`, [late.id]],
    [2, prose`${fact(late, "title")} can wait.`, [late.id, later.id]],
    [2, prose`${fact(later, "title")} can wait.`, [late.id]],
  ];
  for (const [severity, text, about] of cases) {
    const { told, summary } = divide(severity, text, about);
    assert.deepEqual([told.length, summary.map(({ flags, cites }) => [flags, cites])], [0, [[[], about]]]);
  }
});
