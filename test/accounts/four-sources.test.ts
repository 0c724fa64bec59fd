import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { textOf } from "../support/text.ts";
import { FAULTS, SERVICES, startFourServices, type FaultName, type FourServices, type ServiceName } from "./four-services.ts";
import { openFourWorld, type Told } from "./four-world.ts";

const NINE = "2026-11-19T08:00:00.000Z";
const HALF_PAST_NINE = "2026-11-19T08:30:00.000Z";
const TEN = "2026-11-19T09:00:00.000Z";
/** An account that let us in no more is asked again by then. */
const FIVE = "2026-11-19T16:00:00.000Z";

let services: FourServices;
before(async () => {
  services = await startFourServices();
});
after(() => services.close());

/** What is found of each source, as its rule calls it. */
const FOUND: Readonly<Record<ServiceName, string>> = { gmail: "MAIL-02", "google-calendar": "CAL-01", github: "PR-01", slack: "CHAT-01" };
const CONNECT: Readonly<Record<ServiceName, string>> = {
  gmail: "google mail",
  "google-calendar": "google dates",
  github: "github hub",
  slack: "slack acme",
};

/** The rules of what was found, those that are over left out. */
function rulesOf({ judged }: Told): string[] {
  return judged.flatMap(({ finding, word }) => (word === "resolved" ? [] : finding.rule)).toSorted();
}

function wordsOf({ judged }: Told): Set<string> {
  return new Set(judged.map(({ word }) => word));
}

test("a briefing from four services at once finds something in each, and shows one pull request in all the places where it was seen", async (t) => {
  const world = await openFourWorld(t, services);
  const { run, briefing, text, judged } = await world.run(NINE);
  assert.deepEqual([run.status, briefing.gaps, briefing.quiet], ["succeeded", [], false]);
  assert.deepEqual(judged.map(({ finding }) => finding.rule).toSorted(), Object.values(FOUND).toSorted());
  assert.match(text, /Guests pay in one step \(#11\) waits for your review\*\*.*?(?=\[P1\]\[\w1\])(?=\S*\[S1\])(?=\S*\[M1\])/);
  assert.match(text, /Budget overlaps 10:00 Interview\*\*.*?\[C1\]\[C2\]/);
  const again = await world.run(HALF_PAST_NINE);
  assert.deepEqual([again.run.status, again.briefing.quiet, wordsOf(again)], ["succeeded", true, new Set(["repeat"])]);
  assert.match(textOf(again.briefing.headline), /^Nothing new needs you; /);
});

/** What a reader can do about it, by what has happened. */
const WAYS_OUT: Readonly<Record<FaultName | "gone", RegExp>> = {
  gone: /got no answer\. It is tried again; check the network/,
  ended: /not included since Thu 19 Nov 09:00\. Sign in again with chief connect/,
  busy: /got the wish for a pause\. It is tried again after the pause/,
  "busy for an hour": /got the wish for a pause\. It is tried again after the pause/,
  slow: /expected an answer within 5 minutes, got none\. The next run asks again/,
  page: /got (?:something else|no answer)\. It is tried again/,
  "forbidding page": /got no answer\. It is tried again; check the network/,
  half: /got (?:something else|no answer)\. It is tried again/,
  empty: /got (?:something else|no answer)\. It is tried again/,
  wrong: /got (?:something else|no answer)\. It is tried again/,
};

for (const service of SERVICES) {
  describe(`with ${service} failing the briefing comes, names the gap, and takes nothing back`, () => {
    for (const fault of ["gone", ...FAULTS] as const) {
      test(fault, async (t) => {
        const world = await openFourWorld(t, services);
        await world.run(NINE);
        t.after(() => services.fail());
        if (fault === "gone") await world.lose(service);
        else services.fail(service, fault);
        const told = await world.run(HALF_PAST_NINE, service);
        expectGap(told, service, fault);
        services.fail();
        await world.lose();
        const back = await world.run(FIVE);
        assert.deepEqual([back.run.status, back.briefing.gaps], ["succeeded", []]);
        assert.deepEqual([rulesOf(back), wordsOf(back)], [Object.values(FOUND).toSorted(), new Set(["repeat"])]);
      });
    }
  });
}

function expectGap(told: Told, service: ServiceName, fault: FaultName | "gone"): void {
  const { run, briefing, text } = told;
  assert.deepEqual([run.status, run.reason], ["partial", `${service} could not be read in full`]);
  assert.deepEqual([briefing.gaps.length, briefing.quiet], [1, false]);
  assert.match(text, WAYS_OUT[fault]);
  assert.match(textOf(briefing.gaps[0]?.text ?? []), fault === "ended" ? new RegExp(CONNECT[service]) : new RegExp(`^${service}: `));
  assert.match(textOf(briefing.headline), /^Nothing new needs you in what could be read; /);
  assert.doesNotMatch(text, /Nothing (?:new )?(?:needs you|of yours is at risk)(?! in what could be read)/);
  const others = SERVICES.filter((each) => each !== service);
  assert.deepEqual(
    briefing.sources.filter(({ ok, count }) => ok && count > 0).map(({ source }) => source),
    others,
  );
  assert.deepEqual([rulesOf(told), wordsOf(told)], [others.map((each) => FOUND[each]).toSorted(), new Set(["repeat"])]);
}

for (const service of SERVICES) {
  test(`a sign-in to ${service} that has ended is told once to its owner, and the service is left alone`, async (t) => {
    const world = await openFourWorld(t, services);
    const { alerts } = world.store;
    await world.run(NINE);
    t.after(() => services.fail());
    services.fail(service, "ended");
    await world.run(HALF_PAST_NINE);
    const troubles = await alerts.untold(NINE, 60_000);
    assert.deepEqual(
      troubles.map(({ kind, hint }) => [kind, hint]),
      [["signed_out", `Sign in again with \`chief connect ${CONNECT[service]} --replace\`.`]],
    );
    await alerts.keep(troubles);
    const calls = services.callsOf(service);
    expectGap(await world.run(TEN), service, "ended");
    assert.deepEqual([await alerts.untold(NINE, 60_000), services.callsOf(service) - calls], [[], 0]);
  });

  test(`a short pause that ${service} asks for once is kept, and nothing is missing`, async (t) => {
    const world = await openFourWorld(t, services);
    t.after(() => services.fail());
    await world.run(NINE);
    services.fail(service, "busy", 1);
    const { run, briefing } = await world.run(HALF_PAST_NINE, service);
    assert.deepEqual([run.status, briefing.gaps, briefing.quiet], ["succeeded", [], true]);
    assert.ok(world.clock.now() - Date.parse(HALF_PAST_NINE) >= 5_000);
  });
}

test("no call to any of them was one that writes", () => {
  for (const service of SERVICES) assert.ok(services.callsOf(service) > 20);
  assert.deepEqual(services.writes(), []);
});
