import assert from "node:assert/strict";
import { test } from "node:test";
import { hearReplies } from "../../../src/analysis/chase/hear.ts";
import type { Ask } from "../../../src/core/ask.ts";
import { askWith } from "../../store/samples.ts";

const answered = (id: string, item: string, title: string, at: string): Ask =>
  askWith({
    ...{ id, item, key: item, title, person: "ana", actor: "ana", state: "answered", createdAt: at, endedAt: at },
    messages: [{ at, key: `m ${at}` }],
  });

test("what is put right after all was answered is of what was asked about last, however often it was asked about before", async () => {
  const asks = [
    answered("1", "T-1", "User guide", "2026-11-23T09:00:00.000Z"),
    answered("2", "T-2", "Load test", "2026-11-23T09:00:00.000Z"),
    answered("3", "T-1", "User guide", "2026-11-25T09:00:00.000Z"),
    answered("4", "T-2", "Load test", "2026-11-25T09:00:00.000Z"),
  ];
  const reply = {
    id: "slack:1",
    person: "ana",
    at: "2026-11-25T10:00:00.000Z",
    text: "Sorry: Load test is at risk",
    asks: [],
    grant: "slack",
  };
  const people = { all: [] };
  const hearing = { asks, wishes: [], people, roster: ["ana"], zoneOf: () => "Europe/Berlin", now: reply.at };
  const { heard } = await hearReplies([reply], hearing, async (_number, _reply, _asked, understood) => understood);
  assert.deepEqual(
    heard.flatMap((each) => each.asks.map(({ id, answer }) => [id, answer?.told.status])),
    [["4", "at_risk"]],
  );
});

test("what ended since it moved elsewhere is what its person may be speaking of, and counts", async () => {
  const at = "2026-11-25T09:00:00.000Z";
  const asks: Ask[] = [
    { ...answered("1", "T-1", "User guide", at), state: "moved" },
    { ...answered("2", "T-2", "Load test", at), state: "removed" },
    { ...answered("3", "T-3", "Press kit", at), state: "asked" },
  ];
  const hear = async (text: string): Promise<string[]> => {
    const reply = { id: "slack:1", person: "ana", at: "2026-11-25T10:00:00.000Z", text, asks: [], grant: "slack" };
    const hearing = { asks, wishes: [], people: { all: [] }, roster: ["ana"], zoneOf: () => "Europe/Berlin", now: reply.at };
    const { heard } = await hearReplies([reply], hearing, async (_number, _reply, _asked, understood) => understood);
    return heard.flatMap((each) => each.asks.map(({ item, state, answer }) => `${item} ${state} ${answer?.told.status}`));
  };
  assert.deepEqual(await hear("user guide is blocked by legal; press kit on track"), ["T-1 answered blocked", "T-3 answered on_track"]);
  assert.deepEqual(await hear("both done"), ["T-1 answered done", "T-3 answered done"]);
  assert.deepEqual(await hear("load test is done"), []);
  assert.deepEqual(await hear("done"), ["T-3 unclear undefined"]);
});
