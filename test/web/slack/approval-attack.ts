import assert from "node:assert/strict";
import { test } from "node:test";
import type { Briefing, Bullet } from "../../../src/core/briefing.ts";
import { openApprovals, stateOf, type ApprovalWorld, type Button } from "./approvals-world.ts";

/** A message that is held and asked about, and the buttons of the question. */
export async function asked(world: ApprovalWorld, ...[changes]: [Parameters<ApprovalWorld["hold"]>[1]?]) {
  const held = await world.hold("one", changes);
  await world.ask();
  const [approve, deny] = world.buttons();
  assert.ok(approve && deny);
  return { held, approve, deny, content: held.approval?.content ?? "" };
}

/** One try to have a message sent that is not to be sent; says what came of it, in the code of a refusal or in words. */
export interface Attack {
  name: string;
  /** How it is refused. */
  refused: RegExp;
  /** How often the message is sent all the same, by somebody who may. */
  sent?: number;
  /** The state in which it is left. */
  left: string;
  attack(world: ApprovalWorld, one: Awaited<ReturnType<typeof asked>>): Promise<string>;
}

/** The same button with another value. */
export const value = (button: Button, text: string): Button => ({ ...button, value: text });
/** How often somebody heard of it. */
export const heard = async (times: Promise<number>): Promise<string> => `heard ${await times} times`;

/** More than Slack takes in one message. */
export function tooLong(): Pick<Briefing, "sections"> {
  const line: Bullet = { kind: "fact", text: [{ kind: "text", text: "word ".repeat(100) }], cites: [], flags: [] };
  return { sections: [{ id: "open", title: "Open", style: "list", bullets: Array.from({ length: 40 }, () => line) }] };
}

/** A test of each. */
export function testAttacks(attacks: readonly Attack[]): void {
  for (const { name, refused, sent = 0, left, attack } of attacks) {
    test(`nothing is sent that nobody approved: ${name}`, async (context) => {
      const world = await openApprovals(context);
      const told = await attack(world, await asked(world));
      await world.outbox.drain();
      assert.deepEqual([world.printed.length, await stateOf(world, "one")], [sent, left], told);
      assert.match(told, refused);
    });
  }
}
