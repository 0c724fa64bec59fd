import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { automationWith } from "../../support/automation.ts";
import { FRIDAY, MONDAY, OVERDUE, SATURDAY, openOffice } from "./office.ts";

describe("a source that is asked for less than before", () => {
  const asking = (paths: readonly string[], name = "files") => ({
    ...{ name, connector: "files", audience: [] },
    options: { paths, maxFiles: 100 },
  });
  const START = [asking(["open"]), asking(["private"], "files-2")];
  for (const [what, reads] of [
    ["by its options", [asking(["open"]), asking(["empty"], "files-2")]],
    ["by a grant", [asking(["open"])]],
    ["by a grant whose name another has now", [asking(["open"], "files-2")]],
  ] as const) {
    it(`${what} is told of no more as what it was`, async (t) => {
      const office = openOffice(t, { reads: START });
      office.write("open/tasks.md", OVERDUE, FRIDAY);
      office.write("private/tasks.md", "- [ ] Buy out Acme due: 2026-11-18\n- [ ] Sell the yard due: 2026-11-18\n", FRIDAY);
      office.write("empty/readme.md", "Nothing.\n", FRIDAY);
      assert.match(await office.briefing(await office.run(FRIDAY)), /Buy out Acme/);
      office.inForce.automation = automationWith({ reads, timezone: "UTC", hash: "v1:less" });
      for (const at of [SATURDAY, MONDAY]) {
        const text = await office.briefing(await office.run(at));
        assert.doesNotMatch(text, /Acme|yard/);
        assert.match(text, /Send the contract/);
      }
    });
  }

  it("is told of as ever where what is asked for stays the same", async (t) => {
    const office = openOffice(t, { reads: START });
    office.write("open/tasks.md", OVERDUE, FRIDAY);
    office.write("private/tasks.md", "- [ ] Buy out Acme due: 2026-11-18\n", FRIDAY);
    await office.run(FRIDAY);
    office.write("private/tasks.md", "Nothing.\n", SATURDAY);
    office.inForce.automation = automationWith({ reads: START, timezone: "UTC", hash: "v1:other" });
    assert.match(await office.briefing(await office.run(SATURDAY)), /Cleared:\*\* Buy out Acme/);
  });

  it("counts once what another grant brings as well", async (t) => {
    const reads = [asking(["open"]), asking(["."], "files-2")];
    const office = openOffice(t, { reads });
    office.write("open/tasks.md", OVERDUE, FRIDAY);
    assert.match(await office.briefing(await office.run(FRIDAY)), /Read 1 task\b/);
  });
});
