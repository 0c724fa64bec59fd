import assert from "node:assert/strict";
import { instantOf } from "../../../src/lib/clock.ts";
import { heard, testAttacks, value } from "./approval-attack.ts";
import { HOME, HOUR_MS, type ApprovalWorld } from "./approvals-world.ts";

const DAY_MS = 24 * HOUR_MS;
const yes = { approved: true, by: "me" };

testAttacks([
  // Replayed.
  {
    ...{ name: "Slack tells of the same press again", refused: /^heard 0 times$/, sent: 1, left: "sent" },
    async attack(world, { approve }) {
      await world.press(approve, { trigger: "same" });
      return heard(world.pressUnheard(approve, { trigger: "same" }));
    },
  },
  {
    ...{ name: "a button is pressed again", refused: /does not wait any more.*Approved by Sam Field/, sent: 1, left: "sent" },
    async attack(world, { approve }) {
      await world.press(approve);
      return world.press(approve);
    },
  },
  {
    ...{ name: "the command is given again", refused: /^message-not-held$/, sent: 1, left: "sent" },
    async attack(world, { content }) {
      await world.command("one", { ...yes, seen: content });
      return world.command("one", { ...yes, seen: content });
    },
  },
  {
    ...{ name: "a yes by button follows a no", refused: /Denied by Sam Field/, left: "denied" },
    async attack(world, { approve, deny }) {
      await world.press(deny);
      return world.press(approve);
    },
  },
  {
    ...{ name: "a yes by command follows a no", refused: /^message-not-held$/, left: "denied" },
    async attack(world, { deny }) {
      await world.press(deny);
      return world.command("one", yes);
    },
  },
  {
    ...{ name: "a no by button follows a yes by command", refused: /Approved by Sam Field/, sent: 1, left: "sent" },
    async attack(world, { deny }) {
      await world.command("one", yes);
      return world.press(deny);
    },
  },
  {
    ...{ name: "an old yes is pressed once nobody knows whether the message arrived", refused: /not what waits now/, left: "held" },
    attack: async (world, { approve }) => (await doubt(world), world.press(approve)),
  },
  {
    ...{
      name: "an old yes is given by command once nobody knows whether the message arrived",
      refused: /^message-not-held$/,
      left: "held",
    },
    attack: async (world, { content }) => (await doubt(world), world.command("one", { ...yes, seen: content })),
  },
  // Swapped.
  {
    ...{ name: "a button names another message", refused: /do not know this message/, left: "held" },
    async attack(world, { approve }) {
      await world.hold("two");
      return world.press(value(approve, approve.value.replace("v1:one", "v1:two")));
    },
  },
  {
    ...{ name: "a button names another content", refused: /do not know this message/, left: "held" },
    attack: (world, { approve, content }) => world.press(value(approve, approve.value.replace(content, "v1:f00d"))),
  },
  {
    ...{ name: "a button names no content", refused: /do not know this message/, left: "held" },
    attack: (world, { approve, content }) => world.press(value(approve, approve.value.replace(content, "none"))),
  },
  {
    ...{ name: "a button in the home tab names no content", refused: /^heard 0 times$/, left: "held" },
    attack: (world, { approve, content }) =>
      heard(world.pressUnheard({ ...value(approve, approve.value.replace(content, "none")), place: { channel: HOME, ts: "" } })),
  },
  {
    ...{ name: "a button in the home tab names another content", refused: /^heard 0 times$/, left: "held" },
    attack: (world, { approve, content }) =>
      heard(world.pressUnheard({ ...value(approve, approve.value.replace(content, "v1:f00d")), place: { channel: HOME, ts: "" } })),
  },
  {
    ...{ name: "a button names another end of waiting", refused: /do not know this message/, left: "held" },
    attack: (world, { approve, held }) =>
      world.press(value(approve, approve.value.replace(held.expiresAt ?? "", "2099-01-01T00:00:00.000Z"))),
  },
  {
    ...{ name: "a button names the message alone", refused: /^heard 0 times$/, left: "held" },
    attack: (world, { approve }) => heard(world.pressUnheard(value(approve, "v1:one"))),
  },
  {
    ...{ name: "a button names nothing", refused: /^heard 0 times$/, left: "held" },
    attack: (world, { approve }) => heard(world.pressUnheard(value(approve, ""))),
  },
  {
    ...{ name: "a button says more than it may", refused: /^heard 0 times$/, left: "held" },
    attack: (world, { approve }) => heard(world.pressUnheard(value(approve, `${approve.value} v1:two`))),
  },
  {
    ...{ name: "a button stands in a message that is not ours", refused: /do not know this message/, left: "held" },
    attack: (world, { approve }) => world.press({ ...approve, place: { channel: "C0ELSEWHERE", ts: "1.1" } }),
  },
  {
    ...{ name: "a button stands below another question", refused: /do not know this message/, left: "held" },
    async attack(world, { approve }) {
      await world.hold("two");
      await world.ask();
      const [other] = world.buttons();
      return world.press({ ...approve, place: other?.place ?? approve.place });
    },
  },
  {
    ...{ name: "a command names another content", refused: /^message-changed$/, left: "held" },
    attack: (world) => world.command("one", { ...yes, seen: "v1:f00d" }),
  },
  {
    ...{ name: "a no by command names another content", refused: /^message-changed$/, left: "held" },
    attack: (world) => world.command("one", { approved: false, by: "me", seen: "v1:f00d" }),
  },
  {
    ...{ name: "a command names the beginning of the content", refused: /^message-changed$/, left: "held" },
    attack: (world, { content }) => world.command("one", { ...yes, seen: content.slice(0, 20) }),
  },
  {
    ...{ name: "a command names two messages at once", refused: /^message-ambiguous$/, left: "held" },
    attack: async (world) => (await world.hold("one-more"), world.command("on", yes)),
  },
  {
    ...{ name: "a command names no message that there is", refused: /^message-unknown$/, left: "held" },
    attack: (world) => world.command("none", yes),
  },
  {
    ...{ name: "a command says more than it may", refused: /^usage$/, left: "held" },
    attack: (world) => world.command("one", { ...yes, force: true }),
  },
  // Changed meanwhile: what is rendered from what is kept is not what was shown.
  {
    ...{ name: "a button is pressed below what would not be sent any more", refused: /not what waits now/, left: "held" },
    attack: async (world, { approve }) => (await alter(world), world.press(approve)),
  },
  {
    ...{ name: "a command approves unseen what would not be sent any more", refused: /^message-changed$/, left: "held" },
    attack: async (world) => (await alter(world), world.command("one", yes)),
  },
  {
    ...{ name: "a command approves what was shown and would not be sent any more", refused: /^message-changed$/, left: "held" },
    attack: async (world, { content }) => (await alter(world), world.command("one", { ...yes, seen: content })),
  },
]);

/** What was shown is not what a delivery makes of the same briefing by now. */
async function alter({ store, clock }: ApprovalWorld): Promise<void> {
  const held = await store.outbox.find("v1:one");
  assert.ok(held?.approval);
  const approval = { ...held.approval, content: "v1:of-another-rendering" };
  const anew = { before: held.approval.content, approval, expiresAt: held.expiresAt ?? "" };
  assert.ok(await store.outbox.askAnew(held.key, anew, instantOf(clock)));
}

/** It was approved, and the attempt to send it ended without an answer. */
async function doubt({ store, clock }: ApprovalWorld): Promise<void> {
  const now = new Date(clock.now()).toISOString();
  const held = await store.outbox.find("v1:one");
  await store.outbox.decide("v1:one", { approved: true, by: "me", content: held?.approval?.content ?? "" }, now);
  await store.outbox.claim(now, 1);
  await store.outbox.hold(
    "v1:one",
    { code: "delivery-unsure", message: "nobody knows" },
    new Date(clock.now() + DAY_MS).toISOString(),
    now,
  );
}
