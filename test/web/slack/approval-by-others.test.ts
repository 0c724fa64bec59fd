import assert from "node:assert/strict";
import { automationWith } from "../../support/automation.ts";
import { heard, testAttacks, tooLong, type Attack } from "./approval-attack.ts";
import { DEFINITION, HOME, HOUR_MS, stateOf, until, type ApprovalWorld } from "./approvals-world.ts";
import { ANA, STRANGER } from "./desk-world.ts";

const DAY_MS = 24 * HOUR_MS;
const yes = { approved: true, by: "me" };
const withoutGrant = automationWith({ id: "risks" });

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

testAttacks([
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
]);

function late({ clock }: ApprovalWorld): void {
  clock.jump(new Date(clock.now() + DAY_MS).toISOString());
}
