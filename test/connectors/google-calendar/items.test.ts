import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Instance } from "../../../src/core/kinds/instance.ts";
import { icsConnector } from "../../../src/connectors/ics/index.ts";
import { instancesIn } from "../../../src/core/kinds/instance.ts";
import { calendar, event as icsEvent } from "../ics/workspace.ts";
import { openWorkspaces } from "../workspaces.ts";
import { event, instances, onlyInstance, startWorld } from "./world.ts";

const world = await startWorld();
after(() => world.close());
const workspaces = await openWorkspaces(icsConnector, "calendar");
after(() => workspaces.remove());

let count = 0;

/** The one date of an event with these fields, each in a calendar of its own. */
async function read(changes: Readonly<Record<string, unknown>>, timezone = "Europe/Berlin"): Promise<Instance> {
  const id = `calendar-${(count += 1)}@example.com`;
  world.google.addCalendar(id, "Sam Rivera").put(event("one", "2026-11-20T10:00", changes));
  return onlyInstance(await world.fetch({ calendars: [id] }, { timezone }));
}

test("an event tells its time, its people, the way in and what belongs to it", async () => {
  const { item, ...fields } = await read({
    summary: "Design  review",
    description: "<p>See <a href='https://docs.example.com/plan'>https://docs.example.com/plan</a></p><p>Bring ideas</p>",
    location: "Room 5",
    htmlLink: "https://www.google.com/calendar/event?eid=one",
    hangoutLink: "https://meet.google.com/abc-defg-hij",
    conferenceData: {
      entryPoints: [
        { entryPointType: "more", uri: "https://tel.meet/abc-defg-hij" },
        { entryPointType: "video", uri: "https://meet.google.com/abc-defg-hij" },
      ],
    },
    attachments: [{ fileUrl: "https://drive.example.com/slides" }, { fileUrl: "javascript:alert(1)" }],
    organizer: { email: "Dana@example.com", displayName: "Dana Reyes" },
    attendees: [
      { email: "dana@example.com", responseStatus: "accepted", organizer: true },
      { email: "sam@example.com", displayName: "Sam Rivera", self: true, responseStatus: "tentative" },
      { email: "lee@example.com", optional: true, responseStatus: "needsAction" },
      { email: "c_room@resource.calendar.google.com", displayName: "Room 5", resource: true, responseStatus: "accepted" },
    ],
  });
  assert.deepEqual(
    { ...fields },
    {
      ...{ calendar: "Sam Rivera", uid: "one@google.com", recurring: false, allDay: false, status: "confirmed", showAs: "busy" },
      ...{ start: "2026-11-20T09:00:00.000Z", end: "2026-11-20T09:30:00.000Z", timezone: "Europe/Berlin", previousStart: null },
      ...{ location: "Room 5", conference: "https://meet.google.com/abc-defg-hij", created: "2026-11-01T08:00:00.000Z" },
      documents: ["https://drive.example.com/slides", "https://docs.example.com/plan"],
    },
  );
  assert.deepEqual(
    [item.title, item.url, item.updatedAt],
    ["Design review", "https://www.google.com/calendar/event?eid=one", "2026-11-02T08:00:00.000Z"],
  );
  assert.deepEqual(
    item.actors.map(({ name, email, role, response }) => [name, email, role, response]),
    [
      ["Dana Reyes", "dana@example.com", "organizer", "accepted"],
      ["Sam Rivera", "sam@example.com", "required", "tentative"],
      ["lee@example.com", "lee@example.com", "optional", "needs_action"],
      ["Room 5", "c_room@resource.calendar.google.com", "resource", "accepted"],
    ],
  );
});

test("how an event takes time is told by its sort, and by the words of those who have no sort for it", async () => {
  assert.equal((await read({ eventType: "outOfOffice", summary: "Dentist" })).showAs, "out_of_office");
  assert.equal((await read({ eventType: "focusTime", summary: "Writing" })).showAs, "focus");
  assert.equal((await read({ transparency: "transparent" })).showAs, "free");
  assert.equal((await read({ summary: "Vacation", start: { date: "2026-11-20" }, end: { date: "2026-11-21" } })).showAs, "out_of_office");
});

test("where somebody works and birthdays are no meetings", async () => {
  const book = world.google.addCalendar("marks@example.com", "Marks");
  book.put(event("office", "2026-11-20T09:00", { eventType: "workingLocation" }));
  book.put(event("birthday", "2026-11-20T09:00", { eventType: "birthday" }));
  assert.deepEqual((await world.fetch({ calendars: ["marks@example.com"] })).items, []);
});

test("time of one's own in one's own calendar has nobody in it, and that of a colleague is the colleague's", async () => {
  const organizer = { email: "sam@example.com", self: true };
  world.google.primary.put(event("own", "2026-11-20T10:00", { organizer }));
  assert.deepEqual(onlyInstance(await world.fetch()).item.actors, []);
  const { item } = await read({ organizer: { email: "dana@example.com", displayName: "Dana Reyes", self: true } });
  assert.deepEqual(
    item.actors.map(({ email, role }) => [email, role]),
    [["dana@example.com", "organizer"]],
  );
  assert.deepEqual((await read({ organizer: { email: "c_team@group.calendar.google.com", self: true } })).item.actors, []);
});

test("whole days are plain dates, whose start is the reader's midnight", async () => {
  const day = await read({ start: { date: "2026-11-20" }, end: { date: "2026-11-22" } }, "America/New_York");
  assert.deepEqual([day.start, day.end, day.allDay, day.timezone], ["2026-11-20", "2026-11-22", true, null]);
  assert.equal(day.item.ts, "2026-11-20T05:00:00.000Z");
  assert.equal((await read({ start: { date: "2026-11-20" }, end: { date: "2026-11-20" } })).end, "2026-11-21");
});

test("a time without a zone is in the calendar's, and one in UTC has none", async () => {
  const bare = await read({ start: { dateTime: "2026-11-20T10:00:00" }, end: { dateTime: "2026-11-20T11:00:00" } });
  assert.deepEqual([bare.start, bare.timezone], ["2026-11-20T09:00:00.000Z", "Europe/Berlin"]);
  const utc = { start: { dateTime: "2026-11-20T10:00:00Z", timeZone: "UTC" }, end: { dateTime: "2026-11-20T11:00:00Z", timeZone: "UTC" } };
  assert.equal((await read(utc)).timezone, null);
  assert.equal(
    (await read({ start: { dateTime: "2026-11-20T10:00:00Z", timeZone: "Customized" }, end: { dateTime: "2026-11-20T11:00:00Z" } }))
      .timezone,
    null,
  );
});

test("a date that was moved is the same item, and knows the one before it in its series", async () => {
  const book = world.google.addCalendar("series@example.com", "Series");
  book.put(event("planning", "2026-11-06T10:00", { recurrence: ["RRULE:FREQ=WEEKLY"] }));
  const options = { calendars: ["series@example.com"] };
  const [before] = instances(await world.fetch(options));
  assert.equal(before?.previousStart, "2026-11-13T09:00:00.000Z");
  const original = { recurringEventId: "planning", originalStartTime: { dateTime: "2026-11-20T10:00:00+01:00" } };
  book.put(event("planning_20261120T090000Z", "2026-12-04T15:00", original));
  const moved = instances(await world.fetch(options)).find(({ item }) => item.id === before?.item.id);
  assert.deepEqual([moved?.start, moved?.previousStart, moved?.recurring], ["2026-12-04T14:00:00.000Z", "2026-11-13T09:00:00.000Z", true]);
});

test("a series keeps its hour over the weeks in which clocks change, and its dates are those of the same series in a file", async () => {
  const to = "2026-03-26T08:00:00.000Z";
  const changes = { timezone: "Europe/Berlin", window: { from: "2026-03-19T08:00:00.000Z", to } };
  const created = { created: "2026-01-01T08:00:00.000Z", updated: "2026-01-01T08:00:00.000Z" };
  const book = world.google.addCalendar("clocks@example.com", "Clocks");
  book.put(event("planning", "2026-03-12T10:00", { recurrence: ["RRULE:FREQ=WEEKLY"], iCalUID: "planning@google.com", ...created }));
  const google = instances(await world.fetch({ calendars: ["clocks@example.com"] }, changes));
  const lines = ["UID:planning@google.com", "DTSTART;TZID=Europe/Berlin:20260312T100000", "DTEND;TZID=Europe/Berlin:20260312T103000"];
  const root = await workspaces.create({ "a.ics": calendar(icsEvent(...lines, "RRULE:FREQ=WEEKLY", "SUMMARY:planning")) });
  const file = instancesIn((await workspaces.fetch(root, {}, changes)).items);
  const timesOf = (all: readonly Instance[]) =>
    all.map(({ uid, start, end, timezone, previousStart }) => [uid, start, end, timezone, previousStart]);
  assert.deepEqual(timesOf(google), timesOf(file));
  assert.deepEqual(
    google.map(({ start }) => start),
    ["2026-03-26T09:00:00.000Z", "2026-04-02T08:00:00.000Z", "2026-04-09T08:00:00.000Z"],
  );
});

test("what is written to do harm does none", async () => {
  const harm = "hostile \u001b[2J\u202e <script>alert(1)</script>";
  const { item, documents, conference } = await read({
    ...{
      summary: harm.repeat(1_000),
      description: `<script>${"x".repeat(5_000_000)}</script>${"word ".repeat(5_000)}`,
      location: harm.repeat(100),
    },
    ...{ htmlLink: "javascript:alert(1)", hangoutLink: "javascript:alert(1)", iCalUID: `__proto__ \u0000${"x".repeat(5_000)}` },
    ...{ created: "0000-12-31T00:00:00.000Z", updated: "soon", organizer: { email: "not an address", displayName: harm } },
    attendees: Array.from({ length: 1_000 }, (_, index) => ({ email: `p${index}@example.com`, responseStatus: index })),
    attachments: "none",
  });
  assert.ok(item.title.length <= 300 && item.body.length <= 4_000);
  assert.equal(item.actors.length, 501);
  assert.deepEqual([item.url, documents, conference, item.fields["created"]], [undefined, [], null, null]);
  assert.doesNotMatch(String(item.fields["uid"]), /[\s\0]/);
});
