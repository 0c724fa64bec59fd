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
