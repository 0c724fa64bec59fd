import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { History } from "../../../src/analysis/ci/group/types.ts";
import type { Shelf } from "../../../src/core/ports/outside.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { USUAL_RETENTION } from "../../../src/core/retention.ts";
import type { RunMemory } from "../../../src/engine/run/freeze.ts";
import { createAnalyst, type Analyst } from "../../../src/engine/run/analyst.ts";
import { canonicalJson } from "../../../src/lib/hash.ts";
import { parseOwnJson } from "../../../src/lib/json.ts";
import { automationWith } from "../../support/automation.ts";
import { shippedConnectors } from "../../support/connectors.ts";
import { FRIDAY, LATER_OVERDUE, MONDAY, OVERDUE, SATURDAY, openOffice, type Office } from "./office.ts";

describe("before the time of a digest", () => {
  const chase = { cadenceDays: 2, hours: { start: "10:00", end: "16:30" }, days: [1, 2, 3, 4, 5], digestAt: "15:30" };

  it("the first run keeps what it saw, and the first digest looks as far back as that run did", async (t) => {
    const office = openOffice(t, { chase });
    office.write("tasks.md", OVERDUE, FRIDAY);
    const readTo = async (): Promise<unknown> => {
      const { sources }: RunMemory = await office.store.memory.load("test");
      return sources?.["files"]?.readTo;
    };
    await office.run(FRIDAY);
    assert.equal(await readTo(), "2026-11-13T09:00:00.000Z");
    await office.run("2026-11-20T16:00:00.000Z");
    assert.equal(await readTo(), "2026-11-20T16:00:00.000Z");
    await office.run(MONDAY);
    assert.equal(await readTo(), "2026-11-20T16:00:00.000Z");
  });
});

describe("after days off", () => {
  it("a briefing tells again what came up during them", async (t) => {
    const office = openOffice(t, { rollUp: true });
    office.write("tasks.md", OVERDUE, FRIDAY);
    await office.run(FRIDAY);
    office.write("tasks.md", LATER_OVERDUE, SATURDAY);
    assert.match(await office.briefing(await office.run(SATURDAY)), /Book the room/);
    const monday = await office.briefing(await office.run(MONDAY));
    assert.match(monday, /At risk[^]*Book the room/);
    assert.match(monday, /Added: Book the room/);
    assert.match(monday, /since Fri 20 Nov/);
    assert.equal("beforeDaysOff" in (await office.store.memory.load("test")), false);
  });

  it("nothing is told again where that is not wanted", async (t) => {
    const office = openOffice(t, { rollUp: false });
    office.write("tasks.md", OVERDUE, FRIDAY);
    await office.run(FRIDAY);
    office.write("tasks.md", LATER_OVERDUE, SATURDAY);
    await office.run(SATURDAY);
    assert.doesNotMatch(await office.briefing(await office.run(MONDAY)), /Added: Book the room/);
  });
});

describe("a definition that is not the same any more when its run ends", () => {
  for (const [what, change] of [
    ["was removed", (office: Office) => void delete office.inForce.automation],
    ["was broken", (office: Office) => void (office.inForce.isBroken = true)],
    ["was changed", (office: Office) => void (office.inForce.automation = automationWith({ reads: [], hash: "v1:other" }))],
  ] as const) {
    it(`is the run's own until then, which says that it ${what}`, async (t) => {
      const office = openOffice(t, {}, change);
      office.write("tasks.md", OVERDUE, FRIDAY);
      const run = await office.run(FRIDAY);
      assert.equal(run.status, "succeeded");
      assert.equal(run.reason, `its definition ${what} while it ran; it ended on its own version`);
      assert.match(await office.briefing(run), /Send the contract/);
    });
  }
});

describe("a run that events set off", () => {
  it("tells of each of them, with its evidence", async (t) => {
    const office = openOffice(t, { when: "always" });
    const event = { source: "webhook/deploys", topic: "webhook:deploys", at: FRIDAY, fields: { status: "failed" } };
    const input = { automation: "test", asOf: FRIDAY, nominalAt: FRIDAY, trigger: "event", dryRun: false } as const;
    const id = "event:test:webhook/deploys:1";
    const base = { automation: "test", kind: "event", nominalAt: FRIDAY, reason: "", caughtUp: false, count: 1 } as const;
    const first = { ...event, id: "1", title: "Deploy 41 failed" };
    const second = { ...event, id: "2", title: "Deploy 42 failed" };
    await office.store.occurrences.admit([{ occurrence: { ...base, id, state: "due", startAt: FRIDAY, event: first } }], FRIDAY);
    const joined = { ...base, id: "event:test:webhook/deploys:2", state: "coalesced", into: id, event: second } as const;
    await office.store.occurrences.admit([{ occurrence: joined }], FRIDAY);
    const text = await office.briefing(await office.run(FRIDAY, { ...input, id }));
    assert.match(text, /Deploy 41 failed, Fri 20 Nov 09:00 \[E2\]/);
    assert.match(text, /Deploy 42 failed/);
    assert.match(text, /Looked at 2 events/);
  });
});

describe("messages that somebody must approve", () => {
  it("are held until the time that the definition gives", async (t) => {
    const writes = [{ name: "console", audience: [], delivery: "console", options: {}, onUnknown: "hold" }] as const;
    const office = openOffice(t, { writes, approval: { when: "always", approvers: [], expiresMs: 3_600_000 } });
    const run = await office.run(FRIDAY);
    const [message] = await office.store.outbox.ofRun(run.id);
    assert.equal(run.delivery, "held");
    assert.deepEqual([message?.state, message?.expiresAt, message?.onUnknown], ["held", "2026-11-20T10:00:00.000Z", "hold"]);
  });
});

describe("thousands of items", () => {
  it("are analysed in a thread of their own, with the same result", async (t) => {
    const office = openOffice(t);
    const few = Array.from({ length: 3 }, (_, index) => `- [ ] Task ${index} due: 2026-11-1${index}\n`).join("");
    office.write("tasks.md", few, FRIDAY);
    const alone = await office.briefing(await office.run(FRIDAY, { dryRun: true, id: "few" }));
    office.write("more.md", "- [ ] Later due: 2027-03-01\n".repeat(1_000), FRIDAY);
    const among = await office.briefing(await office.run(FRIDAY, { dryRun: true, id: "many" }));
    const risks = (text: string): string[] => text.split("\n").filter((line) => /^\d\. /.test(line));
    assert.equal(risks(alone).length, 3);
    assert.deepEqual(risks(among), risks(alone));
  });
});

describe("what is suddenly not there", () => {
  const TUESDAY = "2026-11-24T09:00:00.000Z";
  const reads = [
    { name: "ics", audience: [], connector: "ics", options: { paths: ["calendar"], ahead: "14d", behind: "1d" } },
    { name: "ics-2", audience: [], connector: "ics", options: { paths: ["team.ics"], ahead: "14d", behind: "1d" } },
  ];
  const meeting = (day: number, hour: number, title: string): string =>
    `BEGIN:VEVENT\r\nUID:${title}\r\nDTSTART:202611${day}T${hour}0000Z\r\nDTEND:202611${day}T${hour}3000Z\r\nSUMMARY:${title}\r\nEND:VEVENT\r\n`;
  const calendarWith = (...events: string[]): string => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${events.join("")}END:VCALENDAR\r\n`;
  const OWN = [meeting(26, 10, "Board"), meeting(26, 12, "Design"), meeting(27, 10, "Hiring")];

  async function openCalendar(t: TestContext): Promise<Office> {
    const office = openOffice(t, { reads });
    office.write("calendar/own.ics", calendarWith(...OWN), FRIDAY);
    office.write("team.ics", calendarWith(meeting(30, 10, "Team")), FRIDAY);
    await office.run(FRIDAY);
    return office;
  }

  it("is told as a gap first, and as cancelled once the next run finds nothing either", async (t) => {
    const office = await openCalendar(t);
    rmSync(join(office.root, "calendar/own.ics"));
    const doubting = await office.briefing(await office.run(MONDAY));
    assert.match(doubting, /expected some of the 3 things that were there the last time, got none of them/);
    assert.doesNotMatch(doubting, /Cancelled|Cleared/);
    const believing = await office.briefing(await office.run(TUESDAY));
    assert.match(believing, /Cancelled: Board; Design; Hiring/);
    assert.doesNotMatch(believing, /expected some/);
  });

  it("is no news when it is there again", async (t) => {
    const office = await openCalendar(t);
    rmSync(join(office.root, "calendar/own.ics"));
    await office.run(MONDAY);
    office.write("calendar/own.ics", calendarWith(...OWN), MONDAY);
    assert.doesNotMatch(await office.briefing(await office.run(TUESDAY)), /Entered|Cancelled|expected some/);
  });

  it("is not cancelled where its file breaks off, and is where it comes to its end", async (t) => {
    const office = await openCalendar(t);
    const half = calendarWith(...OWN)
      .split("BEGIN:VEVENT")
      .slice(0, 2)
      .join("BEGIN:VEVENT");
    office.write("calendar/own.ics", half, MONDAY);
    const cut = await office.briefing(await office.run(MONDAY));
    assert.match(cut, /expected its end \(END:VCALENDAR\), got a file that breaks off/);
    assert.doesNotMatch(cut, /Cancelled|Cleared/);
    office.write("calendar/own.ics", `${half}END:VCALENDAR\r\n`, TUESDAY);
    assert.match(await office.briefing(await office.run(TUESDAY)), /Cancelled: Design; Hiring/);
  });

  it("is not cancelled by a look far ahead, nor by the look back to today after it", async (t) => {
    const office = await openCalendar(t);
    office.write(
      "calendar/later.ics",
      calendarWith().replace("END:VCALENDAR", `${meeting(26, 9, "Later").replaceAll("202611", "202702")}END:VCALENDAR`),
      FRIDAY,
    );
    const ahead = await office.briefing(await office.run("2027-02-20T09:00:00.000Z"));
    assert.doesNotMatch(ahead, /Cancelled|Cleared|expected some/);
    assert.doesNotMatch(await office.briefing(await office.run(MONDAY)), /Cancelled|Cleared|expected some/);
  });
});

describe("what an agent asks for during a run", () => {
  it("is answered by the run's definition, by what its sources brought, and has no effect", async (t) => {
    const answers: string[] = [];
    const look = { kind: "look", automation: "test", grant: "files", handle: "files:elsewhere.md" };
    const office = openOffice(t, {}, async (_office, { propose }) => {
      const message = { kind: "message", automation: "test", grant: "slack", delivery: "slack", options: { to: "C0123456789" } };
      for (const proposal of [message, look, "junk"]) answers.push((await propose(proposal)).reason.split(":")[0] ?? "");
    });
    office.write("tasks.md", OVERDUE, FRIDAY);
    const run = await office.run(FRIDAY);
    assert.deepEqual(answers, ["policy-no-grant", "policy-no-handle", "policy-not-a-proposal"]);
    assert.deepEqual([run.status, await office.store.outbox.list({})], ["succeeded", []]);
  });
});

describe("what a connector keeps for its next fetch", () => {
  it("stands on the shelf of its own grant", async (t) => {
    const shipped = shippedConnectors();
    const seen: (string | undefined)[] = [];
    const count = async (shelf: Shelf | undefined): Promise<void> => {
      const before = await shelf?.find("fetches");
      seen.push(before);
      await shelf?.keep("fetches", `${before ?? ""}x`);
    };
    const load = async (id: string) => {
      const files = await shipped.load(id);
      return { ...files, fetch: async (from: Parameters<typeof files.fetch>[0]) => (await count(from.shelf), files.fetch(from)) };
    };
    const reads = ["a", "b"].map((path) => ({ name: path, audience: [], connector: "files", options: { paths: [path], maxFiles: 9 } }));
    const office = openOffice(t, { reads }, undefined, { connectors: { ...shipped, load } });
    office.write("a/tasks.md", OVERDUE, FRIDAY);
    office.write("b/tasks.md", OVERDUE, FRIDAY);
    await office.run(FRIDAY);
    await office.run(SATURDAY);
    assert.deepEqual(seen, [undefined, undefined, "x", "x"]);
    assert.equal(await office.store.shelf.find({ automation: "test", grant: "a" }, "fetches", SATURDAY), "xx");
  });
});

describe("what is remembered of causes", () => {
  /** Concludes that there is one cause more each time, and notes what it was told. */
  function countingAnalyst(told: unknown[]): (store: Store) => Analyst {
    return (store) => {
      const usual = createAnalyst(store);
      return {
        spread(spread) {
          const desk = usual.spread(spread);
          return {
            ...desk,
            async analyse(input, signal) {
              const analysed = await desk.analyse(input, signal);
              const history = oneMore(input.history);
              return { ...analysed, concluded: canonicalJson({ ...parseOwnJson(analysed.concluded), history }) };
            },
            async compose(input, signal) {
              told.push(input.history?.causes.map(({ id }) => id) ?? null);
              return desk.compose(input, signal);
            },
          };
        },
      };
    };
  }

  function oneMore({ causes }: History = { causes: [] }): History {
    const nothing = { keys: [], messages: [], class: "BROKEN", primaryError: "", state: "new", places: [], suspect: null } as const;
    return { causes: [...causes, { ...nothing, id: `c${causes.length + 1}`, firstSeen: FRIDAY, lastSeen: FRIDAY }] };
  }

  it("is what the last run has concluded, also once all that is old was removed; a dry run leaves it as it was", async (t) => {
    const told: unknown[] = [];
    const office = openOffice(t, {}, undefined, { analystOver: countingAnalyst(told) });
    office.write("tasks.md", OVERDUE, FRIDAY);
    await office.run(FRIDAY);
    await office.store.privacy.prune("2027-11-20T09:00:00.000Z", () => ({ ...USUAL_RETENTION, keep: 0 }));
    await office.run(SATURDAY, { dryRun: true });
    await office.run(MONDAY);
    assert.deepEqual(told, [null, ["c1"], ["c1"]]);
  });

  it("is what it was before, where nobody got what the last run had to say", async (t) => {
    const told: unknown[] = [];
    const writes = [{ name: "console", audience: [], delivery: "console", options: {} }];
    const approval = { when: "always", approvers: [], expiresMs: 3_600_000 } as const;
    const office = openOffice(t, { writes, approval, quiet: "always" }, undefined, { analystOver: countingAnalyst(told) });
    office.write("tasks.md", OVERDUE, FRIDAY);
    for (const at of [FRIDAY, SATURDAY]) {
      const [held] = await office.store.outbox.ofRun((await office.run(at)).id);
      const approved = at === FRIDAY;
      await office.store.outbox.decide(
        held?.key ?? "",
        { approved, by: "me", ...(held?.approval && { content: held.approval.content }) },
        at,
      );
    }
    await office.run(MONDAY);
    assert.deepEqual(told, [null, ["c1"], ["c1"]]);
  });
});
