import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reach } from "../../../src/core/audience.ts";
import { deliveryUnsure } from "../../../src/core/errors.ts";
import { hashOf } from "../../../src/lib/hash.ts";
import { automationWith } from "../../support/automation.ts";
import { settle } from "../../support/clock.ts";
import { forever } from "../../support/engine-world.ts";
import { addRun, BRIEFING, endsOf, restart } from "./outbox-world.ts";
import {
  HOUSE,
  WITH_GUEST,
  WITH_OTHERS,
  WRITE,
  startPlace,
  openAt,
  openWithGuest,
  approve,
  type Place,
  receivingAt,
} from "./permit-world.ts";

test("a message is sent with the fingerprint of who reads it, which is kept", async (context) => {
  const place = startPlace();
  const world = await openAt(context, place, ["a"]);
  await world.worker.drain();
  assert.partialDeepStrictEqual(await world.store.outbox.find("key a"), { state: "sent", receipt: "well", reach: "v1:house" });
});

test("a briefing does not go by a write that has come to carry questions alone, and nobody else is asked about it", async (context) => {
  const place = startPlace();
  const world = await openAt(context, place, ["a"]);
  place.automation = startPlace({ writes: [{ ...WRITE, carries: "questions" }] }).automation;
  await world.worker.drain();
  assert.deepEqual(place.sent, []);
  assert.partialDeepStrictEqual(await world.store.outbox.find("key a"), {
    state: "undeliverable",
    error: { code: "message-not-permitted" },
  });
});

test("where a guest reads, a message waits with all that a person is to be asked, and goes to exactly those once they say yes", async (context) => {
  const { place, world } = await openWithGuest(context);
  const asked = {
    state: "held",
    expiresAt: "2026-11-21T08:00:00.000Z",
    approval: {
      content: hashOf(place.exact),
      reasons: [{ kind: "audience_changed", now: "#risk: 4 readers, 1 guest among them" }],
      approvers: ["me"],
      reach: "v1:guest",
    },
  } as const;
  assert.partialDeepStrictEqual(await world.store.outbox.find("key a"), asked);
  assert.deepEqual([place.sent, place.told, (await endsOf(world.store, "a"))[0]], [[], 1, "held"]);
  await approve(world, "key a");
  await world.worker.drain();
  assert.deepEqual(place.sent, ["key a"]);
});

test("a yes to one guest is none to another, and is forgotten with the question", async (context) => {
  const { place, world } = await openWithGuest(context);
  await approve(world, "key a");
  place.reach = WITH_OTHERS;
  await world.worker.drain();
  const held = await world.store.outbox.find("key a");
  assert.partialDeepStrictEqual(held, { state: "held", approval: { reach: "v1:guests" } });
  assert.equal(held?.decidedBy, undefined);
  place.reach = { ...WITH_OTHERS, name: "#renamed" };
  await approve(world, "key a");
  await world.worker.drain();
  assert.deepEqual(place.sent, ["key a"]);
});

test("once the guest has left, what a person said yes to goes out, and so does what nobody was asked about", async (context) => {
  const { place, world } = await openWithGuest(context);
  await approve(world, "key a");
  place.reach = HOUSE;
  await addRun(world.store, "b", {});
  await world.worker.drain();
  assert.deepEqual(place.sent, ["key a", "key b"]);
});

test("a message that would not be what a person said yes to waits anew, saying so, with the reasons of before", async (context) => {
  const place = startPlace();
  place.automation = automationWith({ ...place.automation, approval: { when: "always", approvers: ["ana"], expiresMs: 3_600_000 } });
  const approval = { content: hashOf("Something else."), reasons: [{ kind: "asked" }], approvers: ["me"] } as const;
  const world = await openAt(context, place, ["a"], { state: "held", approval });
  await approve(world, "key a");
  await world.worker.drain();
  assert.partialDeepStrictEqual(await world.store.outbox.find("key a"), {
    state: "held",
    expiresAt: "2026-11-20T09:00:00.000Z",
    approval: { content: hashOf(place.exact), reasons: [{ kind: "rewritten" }, { kind: "asked" }], approvers: ["ana"] },
  });
  await approve(world, "key a");
  await world.worker.drain();
  assert.deepEqual(place.sent, ["key a"]);
});

test("asked to say when readers change, it compares with who read the last message of which that is known", async (context) => {
  const place = startPlace();
  place.automation = automationWith({ ...place.automation, approval: { when: ["audience_changed"], approvers: [], expiresMs: 1_000 } });
  const world = await openAt(context, place, ["a"]);
  await world.worker.drain();
  place.reach = { ...HOUSE, fingerprint: "v1:one more" };
  await addRun(world.store, "b", {});
  await world.worker.drain();
  assert.equal((await endsOf(world.store, "b"))[1], "held");
  place.reach = HOUSE;
  await addRun(world.store, "c", {});
  await world.worker.drain();
  assert.deepEqual(place.sent, ["key a", "key c"]);
});

test("asked to say when readers change, a yes is to the readers of then, and to no others, be they those of before", async (context) => {
  const place = startPlace();
  place.automation = automationWith({ ...place.automation, approval: { when: ["audience_changed"], approvers: [], expiresMs: 1_000 } });
  const world = await openAt(context, place, ["a"]);
  await world.worker.drain();
  place.reach = { ...HOUSE, fingerprint: "v1:one more" };
  await addRun(world.store, "b", {});
  await world.worker.drain();
  await approve(world, "key b");
  place.reach = HOUSE;
  await world.worker.drain();
  assert.equal((await endsOf(world.store, "b"))[1], "held");
  await approve(world, "key b");
  await world.worker.drain();
  assert.deepEqual(place.sent, ["key a", "key b"]);
});

test("a message that may have arrived already, and waits for a person before it is sent once more, is still known as such", async (context) => {
  const place = startPlace();
  const world = await openAt(context, place, ["a"], { onUnknown: "resend" });
  const lost = restart(world, { ...receivingAt(place), send: () => Promise.reject(deliveryUnsure()) });
  await lost.worker.start();
  await settle();
  place.reach = WITH_GUEST;
  await lost.clock.advance(60_000);
  assert.partialDeepStrictEqual(await lost.store.outbox.find("key a"), { state: "held", error: { code: "delivery-unsure" } });
});

const DENIED: readonly [what: string, change: (place: Place) => void, got: RegExp][] = [
  ["its definition is gone", (place) => (place.automation = undefined), /got none called sample/],
  ["its write is gone", (place) => (place.automation = automationWith({ id: "sample" })), /expected a grant of sample/],
  [
    "its write names another place",
    (place) => (place.automation = automationWith({ id: "sample", writes: [{ ...WRITE, options: { to: "ana" } }] })),
    /got others/,
  ],
  [
    "its write is to be written down only",
    (place) => (place.automation = automationWith({ id: "sample", writes: [{ ...WRITE, staged: true }] })),
    /written down and not sent/,
  ],
];

for (const [what, change, got] of DENIED) {
  test(`where ${what}, a message ends with the way out, and nobody there is asked anything`, async (context) => {
    const place = startPlace();
    change(place);
    const world = await openAt(context, place, ["a"]);
    const never = {
      ...place,
      get reach(): Reach {
        return assert.fail("asked");
      },
    };
    const next = restart(world, receivingAt(never));
    await next.worker.drain();
    const [delivery, state, , error] = await endsOf(next.store, "a");
    assert.deepEqual([delivery, state, place.sent], ["undeliverable", "undeliverable", []]);
    assert.partialDeepStrictEqual(error, { code: "message-not-permitted" });
    assert.match(JSON.stringify(error), got);
    assert.match(JSON.stringify(error), /a new run writes another/);
  });
}

test("where the file of its definition has faults and no good version is known, a message waits until it is mended", async (context) => {
  const place = startPlace();
  const { automation } = place;
  place.automation = undefined;
  place.isBroken = true;
  const world = await openAt(context, place, ["a"]);
  await world.worker.start();
  await settle();
  assert.partialDeepStrictEqual(await world.store.outbox.find("key a"), { state: "pending", error: { code: "definition-broken" } });
  place.automation = automation;
  await world.clock.advance(60_000);
  assert.deepEqual(place.sent, ["key a"]);
});

test("what holds a secret or links elsewhere ends, and the secret is not told", async (context) => {
  const place = startPlace();
  place.secrets = ["a secret of ours"];
  place.exact = { text: "It is a secret of ours." };
  const world = await openAt(context, place, ["a"]);
  await world.worker.drain();
  const [, state, , error] = await endsOf(world.store, "a");
  assert.deepEqual([state, place.sent], ["undeliverable", []]);
  assert.partialDeepStrictEqual(error, { code: "outgoing-secret" });
  assert.doesNotMatch(JSON.stringify(error), /a secret of ours/);
});

test("what Chief says of itself needs no definition, and is refused where people from outside read", async (context) => {
  const place = startPlace();
  place.automation = undefined;
  const world = await openAt(context, place, []);
  const own = async (bundle: string) => {
    const briefing = await world.store.documents.put("briefing", BRIEFING);
    const waiting = { state: "pending", attempts: 0, nextAttemptAt: "2026-11-20T08:00:00.000Z" } as const;
    await world.store.alerts.tell(
      [],
      [{ key: bundle, automation: "sample", grant: "alerts", delivery: "mail", options: {}, briefing, ...waiting }],
      "2026-11-20T08:00:00.000Z",
    );
    await world.worker.drain();
    return world.store.outbox.find(bundle);
  };
  assert.partialDeepStrictEqual(await own("first"), { state: "sent" });
  place.reach = WITH_GUEST;
  const refused = await own("second");
  assert.partialDeepStrictEqual(refused, { state: "undeliverable", error: { code: "message-outsiders" } });
  assert.match(refused?.error?.hint ?? "", /under `alerts` in config\/chief\.yaml/);
});

test("whatever a start that died had found, the next one asks again before it sends", async (context) => {
  const place = startPlace();
  const first = await openAt(context, place, ["a"]);
  const dying = restart(first, { ...receivingAt(place), send: () => forever() });
  void dying.worker.drain();
  await settle();
  assert.equal((await endsOf(dying.store, "a"))[1], "sending");
  place.reach = WITH_GUEST;
  const next = restart(dying, { ...receivingAt(place), find: async () => undefined });
  await next.worker.start();
  await next.clock.advance(60_000);
  assert.deepEqual([(await endsOf(next.store, "a"))[1], place.sent], ["held", []]);
  assert.equal((await next.store.outbox.find("key a"))?.error, undefined, "a look has ended the doubt");
});

test("a place that gives no answer in time leaves the message for later", async (context) => {
  const place = startPlace();
  const world = await openAt(context, place, ["a"]);
  const silent = restart(world, { ...receivingAt(place), reach: () => forever() });
  await silent.worker.start();
  await silent.clock.advance(10_000);
  assert.partialDeepStrictEqual(await silent.store.outbox.find("key a"), { state: "pending", error: { code: "lookup-late" } });
  assert.deepEqual(place.sent, []);
});

test("a yes of an owner counts as long as that one may see all that the message rests on", async (context) => {
  const approval = { content: hashOf("Nothing needs you."), reasons: [{ kind: "asked" as const }], approvers: ["ana"] };
  for (const [person, state] of Object.entries({ ana: "sent", me: "held" })) {
    const reads = [{ name: "gmail", connector: "gmail", options: {}, audience: [{ kind: "person" as const, person }] }];
    const world = await openAt(context, startPlace({ reads, owner: "ana" }), ["a"], { state: "held", approval });
    await approve(world, "key a", "ana");
    await world.worker.drain();
    assert.equal((await world.store.outbox.find("key a"))?.state, state, person);
  }
});
