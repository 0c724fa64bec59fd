import { withIds } from "../../analysis/ci/describe-failure.ts";
import type { Failure } from "../../core/ci-failure.ts";
import { inTurns } from "../../lib/in-turns.ts";
import { linesWithoutSecretForms, withoutSecretForms } from "../../lib/secret-forms.ts";

/** The failures without what looks like a secret; each line stays the line that it was. */
export async function clearFailures(failures: Iterable<Failure>): Promise<Failure[]> {
  return inTurns(withIds(eachCleared(failures)));
}

function* eachCleared(failures: Iterable<Failure>): Generator<Failure> {
  for (const failure of failures) {
    const { test, step, region, primaryError, masked } = failure;
    yield {
      ...failure,
      test: test === null ? null : withoutSecretForms(test),
      step: step === null ? null : withoutSecretForms(step),
      region: linesWithoutSecretForms(region.split("\n")).join("\n"),
      primaryError: withoutSecretForms(primaryError),
      masked: withoutSecretForms(masked),
    };
  }
}
