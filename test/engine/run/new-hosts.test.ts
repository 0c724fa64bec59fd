import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { Automation } from "../../../src/core/automation.ts";
import type { WriteGrant } from "../../../src/core/grant.ts";
import { fit } from "../../../src/engine/run/fit.ts";
import { newHosts } from "../../../src/engine/run/new-hosts.ts";
import { createConsole } from "../../../src/deliveries/console.ts";
import { sampleBriefing } from "../../render/sample.ts";
import { outboxEntry, RUN_ID, runEnd, runInput } from "../../store/samples.ts";
import { automationWith } from "../../support/automation.ts";
import { memoryStore } from "../../support/store.ts";

const AT = "2026-11-20T08:00:00.000Z";
const citing = (...hosts: readonly string[]) =>
  sampleBriefing({ citations: hosts.map((host, at) => ({ alias: `R${at}`, item: `x:${at}`, title: "x", url: `https://${host}/x` })) });
const asking = (when: Automation["approval"]["when"]): Automation => automationWith({ approval: { when, approvers: [], expiresMs: 1 } });

/** A store in which the sample's grant has sent a message with these links, and still has one to send. */
async function afterSending(test: TestContext, ...hosts: readonly string[]) {
  const store = memoryStore(test);
  const { documents, runs, outbox } = store;
  const [sent, open] = [await documents.put("briefing", citing(...hosts)), await documents.put("briefing", citing("open.com"))];
  await runs.insert(RUN_ID, runInput(), AT);
  await runs.claim(RUN_ID, AT);
  const cleared = { ...outboxEntry("cleared"), briefing: "v1:cleared-away" };
  const entries = [{ ...outboxEntry("sent"), briefing: sent }, cleared, { ...outboxEntry("open"), briefing: open }];
  await runs.finish(RUN_ID, runEnd({ outbox: entries }), AT);
  await outbox.claim("2027-01-01T00:00:00.000Z", 10);
  for (const key of ["sent", "cleared"]) await outbox.settle(key, { state: "sent", receipt: key }, AT);
  return store;
}

describe("hosts that a message links to", () => {
  const { automation, grant, delivery, options } = outboxEntry();
  const proposal = { kind: "message" as const, automation, grant, delivery, options };

  it("are new where no message by its grant has arrived with them", async (t) => {
    const store = await afterSending(t, "github.com", "docs.acme.com");
    const found = await newHosts({ store }, asking(["new_external_link"]), proposal, citing("github.com", "open.com", "evil.com"));
    assert.deepEqual(found, { newHosts: ["evil.com", "open.com"] });
    const other = await newHosts({ store }, asking(["new_external_link"]), { ...proposal, grant: "other" }, citing("github.com"));
    assert.deepEqual(other, { newHosts: ["github.com"] });
    assert.deepEqual(await newHosts({ store }, asking(["first_run", "new_external_link"]), proposal, citing()), { newHosts: [] });
  });

  it("are looked at only where its definition asks for that", async (t) => {
    const store = memoryStore(t);
    for (const when of ["always", "never", ["first_run"]] as const) {
      assert.deepEqual(await newHosts({ store }, asking(when), proposal, citing("evil.com")), {});
    }
  });
});

describe("a message that its definition bounds", () => {
  const delivery = createConsole({ print: () => {}, columns: () => 80, color: false });
  const grantWith = (maxChars?: number): WriteGrant => ({
    ...{ name: "console", delivery: "console", options: {}, audience: [] },
    ...(maxChars !== undefined && { maxChars }),
  });
  const lengthOf = (briefing = sampleBriefing()): number => [...delivery.preview(briefing, {}).text].length;

  it("is cut to what its reader may read, and kept so", async (t) => {
    const store = memoryStore(t);
    const whole = { briefing: sampleBriefing(), stored: "v1:whole" };
    const cut = await fit({ store }, whole, grantWith(lengthOf() - 1), delivery);
    assert.ok(lengthOf(cut.briefing) < lengthOf());
    assert.match(delivery.preview(cut.briefing, {}).text, /not shown here: chief show/);
    assert.deepEqual(await store.documents.get(cut.stored), cut.briefing);
  });

  it("stays whole where it fits, or nothing is said", async (t) => {
    const store = memoryStore(t);
    const whole = { briefing: sampleBriefing(), stored: "v1:whole" };
    for (const grant of [grantWith(), grantWith(lengthOf())]) assert.equal(await fit({ store }, whole, grant, delivery), whole);
  });
});
