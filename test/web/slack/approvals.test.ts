import assert from "node:assert/strict";
import { test } from "node:test";
import type { Briefing, Bullet } from "../../../src/core/briefing.ts";
import { automationWith } from "../../support/automation.ts";
import { DEFINITION, HOME, HOUR_MS, openApprovals, stateOf, type ApprovalWorld, type Button, until } from "./approvals-world.ts";
import { ANA, SAM, STRANGER } from "./desk-world.ts";

const DAY_MS = 24 * HOUR_MS;
const yes = { approved: true, by: "me" };

/** A message that is held and asked about, and the buttons of the question. */
async function asked(world: ApprovalWorld, ...[changes]: [Parameters<ApprovalWorld["hold"]>[1]?]) {
  const held = await world.hold("one", changes);
  await world.ask();
  const [approve, deny] = world.buttons();
  assert.ok(approve && deny);
  return { held, approve, deny, content: held.approval?.content ?? "" };
}

test("whoever may approve a message is asked once, sees all of it with where it goes and why it waits, and one yes sends exactly that", async (context) => {
  const world = await openApprovals(context);
  const { approve, held } = await asked(world);
  await world.ask();
  const [request, ...more] = world.calls("chat.postMessage");
  assert.deepEqual(more, []);
  const shown = JSON.stringify(request?.["blocks"]);
  for (const words of [
    /Risks/,
    /It would go to the terminal/,
    /asks for a person's word/,
    /Send the signed contract to Acme/,
    /Evidence/,
  ]) {
    assert.match(shown, words);
  }
  assert.doesNotMatch(shown, /https?:/);
  assert.equal(await world.press(approve), "Approved: it was sent.");
  assert.equal(world.printed.length, 1);
  assert.partialDeepStrictEqual(await world.store.outbox.find(held.key), { state: "sent", decidedBy: "me", approval: held.approval });
});

test("once it is answered, the question says by whom and when, and has no buttons any more", async (context) => {
  const world = await openApprovals(context);
  await world.settle();
  const { deny } = await asked(world);
  await world.settle();
  assert.deepEqual(world.calls("chat.update"), []);
  assert.equal(await world.press(deny), "Denied: it is not sent.");
  await world.settle();
  await world.settle();
  const [update, ...more] = world.calls("chat.update");
  assert.deepEqual(more, []);
  assert.match(JSON.stringify(update?.["blocks"]), /Denied by Sam Field, Fri 20 Nov 08:00/);
  assert.doesNotMatch(JSON.stringify(update?.["blocks"]), /"actions"/);
  assert.match(JSON.stringify(update?.["blocks"]), /Send the signed contract to Acme/);
});

test("somebody else who may approve is asked in their own direct message, and only who is named may answer", async (context) => {
  const world = await openApprovals(context);
  const { approve } = await asked(world, { approvers: ["ana"] });
  assert.deepEqual(
    world.calls("conversations.open").map(({ users }) => users),
    [ANA],
  );
  assert.match(await world.press(approve, { by: SAM }), /Somebody else is asked/);
  assert.equal(await world.command("one", yes), "message-not-yours");
  world.inForce[0] = { ...DEFINITION, approval: { ...DEFINITION.approval, approvers: ["ana"] } };
  assert.equal(await world.press(approve, { by: ANA }), "Approved: it was sent.");
  assert.equal(world.printed.length, 1);
});

test("what Slack can't show whole in one message has no buttons, and comes whole in a file", async (context) => {
  const world = await openApprovals(context);
  await world.hold("one", { briefing: tooLong() });
  world.slack.answers.set("files.getUploadURLExternal", { upload_url: `${world.slack.api}upload`, file_id: "F1" });
  await world.ask();
  assert.deepEqual(world.buttons(), []);
  const [request] = world.calls("chat.postMessage");
  assert.match(JSON.stringify(request?.["blocks"]), /too long to be approved here.*chief approve one/s);
  assert.ok(world.calls("files.getUploadURLExternal").length > 0);
});

/** One try to have a message sent that is not to be sent; says what came of it, in the code of a refusal or in words. */
interface Attack {
  name: string;
  /** How it is refused. */
  refused: RegExp;
  /** How often the message is sent all the same, by somebody who may. */
  sent?: number;
  /** The state in which it is left. */
  left: string;
  attack(world: ApprovalWorld, one: Awaited<ReturnType<typeof asked>>): Promise<string>;
}

const value = (button: Button, text: string): Button => ({ ...button, value: text });
const heard = async (times: Promise<number>): Promise<string> => `heard ${await times} times`;
const withoutGrant = automationWith({ id: "risks" });
/** More than Slack takes in one message. */
function tooLong(): Pick<Briefing, "sections"> {
  const line: Bullet = { kind: "fact", text: [{ kind: "text", text: "word ".repeat(100) }], cites: [], flags: [] };
  return { sections: [{ id: "open", title: "Open", style: "list", bullets: Array.from({ length: 40 }, () => line) }] };
}

/** Definitions of which none permits what was permitted, by what changed. */
const CHANGED: Readonly<Record<string, typeof DEFINITION | undefined>> = {
  "the definition is gone": undefined,
  "the definition writes nowhere any more": withoutGrant,
  "the grant goes elsewhere": { ...DEFINITION, writes: DEFINITION.writes.map((grant) => ({ ...grant, options: { to: "elsewhere" } })) },
  "the grant is of another delivery": { ...DEFINITION, writes: DEFINITION.writes.map((grant) => ({ ...grant, delivery: "file" })) },
  "the grant has another name": { ...DEFINITION, writes: DEFINITION.writes.map((grant) => ({ ...grant, name: "console-2" })) },
  "the grant only writes messages down": { ...DEFINITION, writes: DEFINITION.writes.map((grant) => ({ ...grant, staged: true })) },
};
const OTHERS = { ...DEFINITION, approval: { ...DEFINITION.approval, approvers: ["ana"] } };

function put(world: ApprovalWorld, definition: typeof DEFINITION | undefined): void {
  world.inForce.splice(0, 1, ...(definition ? [definition] : []));
}

const attacks: readonly Attack[] = [
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
  // Late.
  {
    ...{ name: "a button is pressed at the end of waiting", refused: /Nobody said yes or no in time/, left: "expired" },
    attack: async (world, { approve }) => (late(world), world.press(approve)),
  },
  {
    ...{ name: "a command is given at the end of waiting", refused: /^message-not-held$/, left: "expired" },
    attack: async (world) => (late(world), world.command("one", yes)),
  },
  {
    ...{ name: "a button is pressed after the end of waiting", refused: /Nobody said yes or no in time/, left: "expired" },
    attack: async (world, { approve }) => (late(world), await world.outbox.drain(), world.press(approve)),
  },
  {
    ...{ name: "a command is given after the end of waiting", refused: /^message-not-held$/, left: "expired" },
    attack: async (world) => (late(world), await world.outbox.drain(), world.command("one", yes)),
  },
  // By others.
  {
    ...{ name: "somebody else presses the button", refused: /Somebody else is asked/, left: "held" },
    attack: (world, { approve }) => world.press(approve, { by: ANA }),
  },
  {
    ...{ name: "somebody else presses the no", refused: /Somebody else is asked/, left: "held" },
    attack: (world, { deny }) => world.press(deny, { by: ANA }),
  },
  {
    ...{ name: "a stranger presses the button", refused: /I do not know you/, left: "held" },
    attack: (world, { approve }) => world.press(approve, { by: STRANGER }),
  },
  {
    ...{ name: "somebody else presses it in the home tab", refused: /^heard 0 times$/, left: "held" },
    attack: (world, { approve }) => heard(world.pressUnheard({ ...approve, place: { channel: HOME, ts: "" } }, { by: ANA })),
  },
  ...["ana", "", "me ", "ME", "Sam Field", "me: fine", "__proto__", "me,ana"].map((by) => ({
    ...{ name: `a command is given by ${JSON.stringify(by)}`, refused: /^message-not-yours$/, left: "held" },
    attack: (world: ApprovalWorld) => world.command("one", { approved: true, by }),
  })),
  {
    ...{
      name: "a button is pressed by somebody whom the definition does not name any more",
      refused: /Somebody else is asked/,
      left: "held",
    },
    attack: (world, { approve }) => (put(world, OTHERS), world.press(approve)),
  },
  {
    ...{ name: "a command is given by somebody whom the definition does not name any more", refused: /^message-not-yours$/, left: "held" },
    attack: (world) => (put(world, OTHERS), world.command("one", yes)),
  },
  // The definition permits it no more.
  ...Object.entries(CHANGED).flatMap(([name, definition]): Attack[] => [
    {
      ...{ name: `${name}, and the button is pressed`, refused: /definition that still permits this message/, left: "held" },
      attack: (world, { approve }) => (put(world, definition), world.press(approve)),
    },
    {
      ...{ name: `${name}, and the command is given`, refused: /^message-not-permitted$/, left: "held" },
      attack: (world, { content }) => (put(world, definition), world.command("one", { ...yes, seen: content })),
    },
  ]),
  // Not shown whole.
  {
    ...{ name: "a button is made up below a question that has none", refused: /do not know this message/, left: "held" },
    async attack(world, { approve }) {
      world.slack.answers.set("files.getUploadURLExternal", { upload_url: `${world.slack.api}upload`, file_id: "F1" });
      const { key, approval, expiresAt } = await world.hold("two", { briefing: tooLong() });
      await world.ask();
      const told = await world.press({
        ...approve,
        value: [key, approval?.content, expiresAt].join(" "),
        place: { ...approve.place, ts: "1700000002.000100" },
      });
      assert.equal(await stateOf(world, "two"), "held");
      return told;
    },
  },
  // At once.
  {
    ...{ name: "two buttons are pressed at once", refused: /does not wait any more/, sent: 1, left: "sent" },
    async attack(world, { approve }) {
      await Promise.all([world.press(approve), world.press(approve)]);
      await until(() => world.calls("chat.postEphemeral").length === 2);
      return world
        .calls("chat.postEphemeral")
        .map(({ text }) => String(text))
        .join(" ");
    },
  },
  {
    ...{ name: "a button and a command come at once", refused: /message-not-held|does not wait any more/, sent: 1, left: "sent" },
    async attack(world, { approve }) {
      const told = await Promise.all([world.press(approve), world.command("one", yes)]);
      return told.join(" ");
    },
  },
  {
    ...{ name: "twenty commands come at once", refused: /(?:message-not-held ?){19}/, sent: 1, left: "sent" },
    async attack(world) {
      const told = await Promise.all(Array.from({ length: 20 }, () => world.command("one", yes)));
      return told.toSorted().join(" ");
    },
  },
];

for (const { name, refused, sent = 0, left, attack } of attacks) {
  test(`nothing is sent that nobody approved: ${name}`, async (context) => {
    const world = await openApprovals(context);
    const told = await attack(world, await asked(world));
    await world.outbox.drain();
    assert.deepEqual([world.printed.length, await stateOf(world, "one")], [sent, left], told);
    assert.match(told, refused);
  });
}

test("at least forty ways to have a message sent that nobody approved are tried", () =>
  assert.ok(attacks.length >= 40, String(attacks.length)));

function late({ clock }: ApprovalWorld): void {
  clock.jump(new Date(clock.now() + DAY_MS).toISOString());
}

/** What was shown is not what a delivery makes of the same briefing by now. */
async function alter({ store }: ApprovalWorld): Promise<void> {
  const held = await store.outbox.find("v1:one");
  assert.ok(held?.approval && (await store.outbox.askAnew(held.key, held.approval.content, "v1:of-another-rendering")));
}

/** It was approved, and the attempt to send it ended without an answer. */
async function doubt({ store, clock }: ApprovalWorld): Promise<void> {
  const now = new Date(clock.now()).toISOString();
  const held = await store.outbox.find("v1:one");
  await store.outbox.decide("v1:one", { approved: true, by: "me", content: held?.approval?.content ?? "" }, now);
  await store.outbox.claim(now, 1);
  await store.outbox.hold("v1:one", { code: "delivery-unsure", message: "nobody knows" }, new Date(clock.now() + DAY_MS).toISOString());
}
