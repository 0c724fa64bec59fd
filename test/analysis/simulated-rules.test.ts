import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { rules } from "../../src/analysis/rules/registry.ts";
import type { Rule } from "../../src/analysis/rule.ts";
import { SCENES } from "../support/simulator/scene.ts";
import { languageTrials, structuredTrials } from "../support/simulator/trials/all.ts";
import { playTrial, scoreOf, type Trial } from "../support/simulator/trial.ts";

/** Least share of alarms that are right, where the rule reads what people wrote. */
const LEAST_PRECISION = 0.8;

function ruleOf({ rule: id }: Trial): Rule {
  const rule = rules.find((each) => each.id === id);
  assert.ok(rule, `expected a rule ${id}`);
  return rule;
}

function assertEnough({ found, near, exempt }: Trial): void {
  const counts = [found, near, exempt].map((cases) => Object.keys(cases).length);
  assert.ok(
    counts.every((count, index) => count >= ([5, 5, 3][index] ?? 0)),
    `expected 5, 5 and 3 cases, got ${counts.join(", ")}`,
  );
}

describe("a rule over fields finds what is planted, and nothing else, in every zone and season", () => {
  for (const trial of structuredTrials) {
    test(trial.rule, () => {
      assertEnough(trial);
      const { missed, falseAlarms } = playTrial(ruleOf(trial), trial, SCENES);
      assert.deepEqual({ missed, falseAlarms }, { missed: [], falseAlarms: [] });
    });
  }
});

describe("a rule over words is right four times of five", () => {
  for (const trial of languageTrials) {
    test(trial.rule, (t) => {
      assertEnough(trial);
      const outcome = playTrial(ruleOf(trial), trial, SCENES);
      const { precision, recall } = scoreOf(outcome);
      t.diagnostic(`${trial.rule}: precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)}`);
      assert.ok(precision >= LEAST_PRECISION, outcome.falseAlarms.join("\n"));
      assert.ok(recall >= LEAST_PRECISION, outcome.missed.join("\n"));
    });
  }
});
