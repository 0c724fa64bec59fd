import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { takeBack } from "../../../src/core/ask.ts";
import { applyReply } from "../../../src/analysis/chase/apply-reply.ts";
import { nextMoves } from "../../../src/analysis/chase/moves.ts";
import type { Ask, Told, Understood } from "../../../src/core/ask.ts";
import type { People } from "../../../src/core/person.ts";
import { withRows } from "../../support/chase/events.ts";
import { follow, inputOf, itemOf, TUESDAY, written } from "./chase.ts";

const AT = "2026-11-17T11:00:00.000Z";
const people: People = {
  all: ["ana", "ben", "cleo"].map((key) => {
    const name = { ana: "Ana Ruiz", ben: "Ben Cole" }[key] ?? "Cleo Park";
    return { key, name, emails: [], aliases: [], absences: [], vip: false };
  }),
};
const items = [itemOf("t-1"), itemOf("t-2")];
const { asks } = follow(inputOf({ items }), TUESDAY);

function told(item: string, changes: Partial<Told> = {}): Told {
  return {
    item,
    status: "on_track",
    eta: null,
    etaAsk: false,
    percent: null,
    blocker: null,
    to: null,
    quote: [0, 1],
    sure: true,
    ...changes,
  };
}

function reply(changes: Partial<Understood>, rows: readonly Ask[] = asks, person = "ana", at = AT): Ask[] {
  return withRows(
    rows,
    applyReply(
      rows,
      { told: [], stop: false, ...changes },
      { person, at, heardAt: at, people, roster: ["ana", "ben"], reply: "slack:1", text: "" },
    ),
  );
}

function states(rows: readonly Ask[]): string[] {
  return rows.map(({ item, person, state, reason }) => `${item} ${person} ${state}: ${reason}`).toSorted();
}

describe("a reply", () => {
  test("answers what it tells of, and nothing else", () => {
    const rows = reply({ told: [told("t-1")] });
    assert.deepEqual(states(rows), ["t-1 ana answered: Ana Ruiz replied", "t-2 ana asked: asked on 2026-11-17"]);
    assert.deepEqual(written(nextMoves(inputOf({ items, asks: rows, now: "2026-11-18T09:30:00.000Z" }))), ["ana reminder 1"]);
  });

  test("that tells nothing of an item does not answer it", () => {
    const rows = reply({ told: [told("t-1", { status: null }), told("t-2", { status: null, eta: "2026-11-20" })] });
    assert.deepEqual(states(rows), ["t-1 ana asked: asked on 2026-11-17", "t-2 ana answered: Ana Ruiz replied"]);
  });

  test("that was written before another one does not undo it, however late it comes in", () => {
    const later = reply({ told: [told("t-1", { status: "done" })] });
    const rows = reply({ told: [told("t-1", { status: "blocked" })] }, later, "ana", "2026-11-17T10:59:00.000Z");
    assert.deepEqual(rows, later);
  });

  test("that is not clear is asked back about once", () => {
    const once = reply({ unclear: { items: ["t-1", "t-2"], why: "which_item" } });
    assert.deepEqual(states(once)[0], "t-1 ana unclear: asked back what Ana Ruiz means");
    const twice = reply({ unclear: { items: ["t-1"], why: "status" } }, once);
    assert.deepEqual(states(twice)[0], "t-1 ana silent: Ana Ruiz replied twice, and neither was clear");
    assert.deepEqual(states(reply({ told: [told("t-1")] }, once))[0], "t-1 ana answered: Ana Ruiz replied");
    const { moves, asks: after } = follow(inputOf({ items, asks: once }), "2026-11-18T09:30:00.000Z", "2026-11-19T09:30:00.000Z");
    assert.deepEqual(moves.map(written), [[], []]);
    assert.deepEqual(states(after)[0], "t-1 ana silent: what Ana wrote was not clear, and the question back was not answered");
  });

  test("that says nothing is a reply all the same: no reminder follows", () => {
    const rows = reply({});
    assert.deepEqual(states(rows)[0], "t-1 ana asked: Ana Ruiz replied, but not how it stands");
    const { moves, asks: after } = follow(inputOf({ items, asks: rows }), "2026-11-18T09:30:00.000Z", "2026-11-19T09:30:00.000Z");
    assert.deepEqual(moves.map(written), [[], []]);
    assert.deepEqual(states(after)[0], "t-1 ana silent: Ana replied, but not how it stands");
  });

  test("that asks for another time leaves the question as it is", () => {
    assert.deepEqual(reply({ snoozedUntil: "2026-11-23" }), asks);
  });

  test("that asks for an end ends all, but for what it answers", () => {
    assert.deepEqual(states(reply({ stop: true, told: [told("t-1", { status: "done" })] })), [
      "t-1 ana answered: Ana Ruiz replied",
      "t-2 ana stopped: Ana Ruiz wants no more questions",
    ]);
  });

  test("counts after the last reminder, too", () => {
    const silent = asks.map((ask): Ask => ({ ...ask, state: "silent", endedAt: AT }));
    assert.deepEqual(states(reply({ told: [told("t-1")] }, silent))[0], "t-1 ana answered: Ana Ruiz replied");
  });

  test("is only its writer's, and its last word on an item is the one that counts", () => {
    assert.deepEqual(reply({ told: [told("t-1")], stop: true }, asks, "ben"), asks);
    const rows = reply({ told: [told("t-1", { status: "reassigned", to: "Ben" }), told("t-1", { status: "done" })] });
    assert.deepEqual(states(rows)[0], "t-1 ana answered: Ana Ruiz replied");
    assert.equal(rows.length, 2);
  });
});

describe("what is handed over", () => {
  const handed = (to: string | null, rows = asks, person = "ana", at = AT): Ask[] =>
    reply({ told: [told("t-1", { status: "reassigned", to })] }, rows, person, at);

  test("is to be confirmed by whoever has it now, and not asked of the other again", () => {
    const rows = handed("Ben");
    assert.deepEqual(states(rows).slice(0, 2), [
      "t-1 ana reassigned: Ana Ruiz says that Ben Cole has it now",
      "t-1 ben due: has to confirm that they have it",
    ]);
    assert.equal(rows.at(-1)?.because, "has it now, as Ana Ruiz says");
    const moved = [itemOf("t-1", { movedAt: "2026-11-17T11:30:00.000Z" }), itemOf("t-2")];
    assert.deepEqual(written(nextMoves(inputOf({ items: moved, asks: rows, now: "2026-11-17T12:00:00.000Z" }))), ["ben ask 1"]);
  });

  test("stays with the last one who had it, as long as the plan names the first", () => {
    const rows = reply({ told: [told("t-1")] }, handed("Ben"), "ben", "2026-11-17T13:00:00.000Z");
    const later = inputOf({ items, asks: rows, now: "2026-11-24T10:00:00.000Z" });
    assert.deepEqual(written(nextMoves(later)).includes("ben ask 1"), true);
    const renamed = { ...later, items: [itemOf("t-1", { actor: "cleo" })] };
    assert.equal(nextMoves(renamed).waits[0]?.why, "cleo is not among those who may be asked");
  });

  test("is nobody's where no name is given, where that one may not be asked, or hands it back", () => {
    assert.deepEqual(states(handed(null))[0], "t-1 ana reassigned: Ana Ruiz says that it is not theirs, and does not say whose it is");
    assert.deepEqual(
      states(handed("the vendor"))[0],
      "t-1 ana reassigned: Ana Ruiz says that it is not theirs: the vendor has it, who may not be asked",
    );
    assert.deepEqual(
      states(handed("Cleo"))[0],
      "t-1 ana reassigned: Ana Ruiz says that it is not theirs: Cleo Park has it, who may not be asked",
    );
    const back = handed("Ana", handed("Ben"), "ben", "2026-11-17T13:00:00.000Z");
    assert.deepEqual(states(back)[1], "t-1 ben reassigned: Ben Cole says that it is not theirs: Ana Ruiz has it, who was asked already");
    const { messages, waits } = nextMoves(inputOf({ items: [itemOf("t-1")], asks: back, now: "2026-11-24T10:00:00.000Z" }));
    assert.deepEqual([messages, waits[0]?.why], [[], "Ben Cole says that it is not theirs: Ana Ruiz has it, who was asked already"]);
  });

  test("is not asked twice while somebody is being asked about it", () => {
    const silent = asks.map((ask): Ask => ({ ...ask, state: "silent", endedAt: AT }));
    const late = handed("Ben", [...silent, ...handed("Ben").slice(-1)], "ana", "2026-11-17T13:00:00.000Z");
    assert.equal(late.filter(({ person }) => person === "ben").length, 1);
  });
});

test("what did not arrive was not asked", () => {
  const key = asks[0]?.messages[0]?.key ?? "";
  const rows = withRows(asks, takeBack(asks, key));
  assert.deepEqual(states(rows)[0], "t-1 ana due: the message did not arrive");
  assert.deepEqual(takeBack(asks, "another"), []);
});
