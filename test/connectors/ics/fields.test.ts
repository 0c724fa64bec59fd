import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import type { Instance } from "../../../src/core/kinds/instance.ts";
import { calendar, createWorkspace, event, fetchFrom, readDates, removeWorkspaces, writeCalendar } from "./workspace.ts";

after(removeWorkspaces);

/** The one event with these lines, on a Friday in November. */
async function read(...lines: readonly string[]): Promise<Instance> {
  const start = lines.some((line) => line.startsWith("DTSTART")) ? [] : ["DTSTART:20261120T090000Z", "DTEND:20261120T100000Z"];
  const [only, ...others] = await readDates(calendar(event("UID:one", ...start, ...lines)));
  assert.ok(only && others.length === 0);
  return only;
}

describe("an event as a calendar program writes it", () => {
  it("comes whole from Google's", async () => {
    const [date] = await readDates(
      [
        "BEGIN:VCALENDAR",
        "PRODID:-//Google Inc//Google Calendar 70.9054//EN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Sam's work",
        "X-WR-TIMEZONE:Europe/Berlin",
        "BEGIN:VEVENT",
        "DTSTART:20261120T090000Z",
        "DTEND:20261120T100000Z",
        "DTSTAMP:20261118T080000Z",
        "ORGANIZER;CN=Ana Kovacs:mailto:Ana@example.com",
        "UID:4k2@google.com",
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=sam@example.com;X-NUM-GUESTS=0:mailto:sam@example.com",
        'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=OPT-PARTICIPANT;PARTSTAT=DECLINED;CN="Lee, Jo":m',
        " ailto:jo@example.com",
        "ATTENDEE;CUTYPE=RESOURCE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Room 4:mailto:room4@resource.example.com",
        "ATTENDEE;PARTSTAT=ACCEPTED;CN=Ana Kovacs:mailto:ana@example.com",
        "X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij",
        "CREATED:20261101T070000Z",
        'DESCRIPTION:<p>Numbers are in <a href="https://docs.example.com/d/1?a=1&amp;b=2">t',
        " he sheet</a>.</p><br>See you\\, Ana\\nJoin: https://meet.google.com/abc-defg-hij\\nHelp: https://support.google.com/a/users/answer/9282720",
        "LAST-MODIFIED:20261117T090000Z",
        "LOCATION:Room 4\\, first floor",
        "SEQUENCE:1",
        "STATUS:CONFIRMED",
        "SUMMARY:Numbers\\; third quarter",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
      ].join("\r\n"),
    );
    assert.ok(date);
    const { item, ...fields } = date;
    assert.deepEqual(fields, {
      calendar: "Sam's work",
      uid: "4k2@google.com",
      recurring: false,
      start: "2026-11-20T09:00:00.000Z",
      end: "2026-11-20T10:00:00.000Z",
      allDay: false,
      status: "confirmed",
      showAs: "busy",
      timezone: null,
      previousStart: null,
      location: "Room 4, first floor",
      conference: "https://meet.google.com/abc-defg-hij",
      documents: ["https://docs.example.com/d/1?a=1&b=2"],
      created: "2026-11-01T07:00:00.000Z",
    });
    assert.deepEqual(
      [item.id, item.title, item.ts, item.updatedAt],
      ["ics:4k2@google.com", "Numbers; third quarter", fields.start, "2026-11-17T09:00:00.000Z"],
    );
    assert.match(item.body, /^Numbers are in the sheet\.\nSee you, Ana\nJoin: /);
    assert.deepEqual(item.actors, [
      { name: "Ana Kovacs", email: "ana@example.com", role: "organizer", response: "accepted" },
      { name: "sam@example.com", email: "sam@example.com", role: "required", response: "needs_action" },
      { name: "Lee, Jo", email: "jo@example.com", role: "optional", response: "declined" },
      { name: "Room 4", email: "room4@resource.example.com", role: "resource", response: "accepted" },
    ]);
  });

  it("comes from Outlook's, with its own words for zones, meetings and busy times", async () => {
    const date = await read(
      "DTSTART;TZID=Romance Standard Time:20261120T090000",
      "DTEND;TZID=Romance Standard Time:20261120T093000",
      "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE",
      "X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.microsoft.com/l/meetup-join/19%3ameeting/0",
      "DESCRIPTION:________\\nMicrosoft Teams meeting\\nNeed help? https://aka.ms/JoinTeamsMeeting",
      "ATTACH;FILENAME=plan.docx;ENCODING=BASE64;VALUE=BINARY:AAAA",
      "STATUS:TENTATIVE",
    );
    assert.deepEqual(
      [date.start, date.timezone, date.showAs, date.status],
      ["2026-11-20T08:00:00.000Z", "Europe/Paris", "busy", "tentative"],
    );
    assert.deepEqual([date.conference, date.documents], ["https://teams.microsoft.com/l/meetup-join/19%3ameeting/0", ["plan.docx"]]);
  });

  it("comes from Apple's, whose zones and alarms surround it", async () => {
    const alarm = ["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Reminder", "TRIGGER:-PT15M", "UID:alarm", "END:VALARM"];
    const date = await read(
      "DTSTART;TZID=Europe/London:20261120T090000",
      "DURATION:PT90M",
      "SUMMARY:Dentist",
      "URL;VALUE=URI:https://example.com/d",
      ...alarm,
    );
    assert.deepEqual(
      [date.uid, date.item.title, date.end, date.item.body, date.item.url],
      ["one", "Dentist", "2026-11-20T10:30:00.000Z", "", "https://example.com/d"],
    );
    assert.equal(date.calendar, "a");
  });
});

describe("how an event takes time", () => {
  for (const [lines, expected] of [
    [["SUMMARY:Review"], "busy"],
    [["SUMMARY:Review", "TRANSP:TRANSPARENT"], "free"],
    [["SUMMARY:Review", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"], "free"],
    [["SUMMARY:Away", "X-MICROSOFT-CDO-BUSYSTATUS:OOF"], "out_of_office"],
    [["SUMMARY:Out of office"], "out_of_office"],
    [["SUMMARY:OOO cover: who does what"], "busy"],
    [["SUMMARY:Sam on vacation", "DTSTART;VALUE=DATE:20261120", "TRANSP:TRANSPARENT"], "out_of_office"],
    [["SUMMARY:Plan the vacation"], "busy"],
    [["SUMMARY:Sam out of office", "DTSTART:20261120T000000", "DTEND:20261121T000000"], "out_of_office"],
    [["SUMMARY:Vacation", "DTSTART;TZID=Europe/Berlin:20261120T000000", "DTEND;TZID=Europe/Berlin:20261123T000000"], "out_of_office"],
    [["SUMMARY:Annual leave", "DTSTART:20261120T000000", "DURATION:PT23H59M"], "out_of_office"],
    [["SUMMARY:Vacation on a short day", "DTSTART:20261120T000000", "DURATION:PT23H"], "out_of_office"],
    [["SUMMARY:Offsite", "DTSTART:20261120T000000", "DTEND:20261121T000000"], "busy"],
    [["SUMMARY:Vacation planning", "DTSTART:20261120T090000", "DTEND:20261120T180000"], "busy"],
    [["SUMMARY:Focus time"], "focus"],
    [["SUMMARY:Focus: write the plan"], "focus"],
    [["SUMMARY:Focus", "ATTENDEE:mailto:a@example.com", "ATTENDEE:mailto:b@example.com"], "busy"],
    [["SUMMARY:Focus group"], "busy"],
  ] as const) {
    it(`${lines.join(" ")} is ${expected}`, async () => assert.equal((await read(...lines)).showAs, expected));
  }
});

describe("the way in and the documents", () => {
  for (const link of [
    "https://acme.zoom.us/j/123?pwd=x",
    "https://acme.webex.com/meet/sam",
    "https://meet.jit.si/Room",
    "https://whereby.com/room",
    "https://teams.live.com/meet/1",
    "https://meet.google.com/abc",
  ]) {
    it(`${link} is found in the location and in the text`, async () => {
      assert.equal((await read(`LOCATION:${link}`)).conference, link);
      const date = await read(`DESCRIPTION:Agenda: https://example.com/a.\\nJoin (${link}).`);
      assert.deepEqual([date.conference, date.documents], [link, ["https://example.com/a"]]);
    });
  }

  it("are told from other sites that hold such names", async () => {
    const date = await read("DESCRIPTION:https://example.com/zoom.us and https://notzoom.us.example.com/x");
    assert.equal(date.conference, null);
    assert.equal(date.documents.length, 2);
  });

  it("prefers what the calendar names", async () => {
    const date = await read(
      "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://video.example.com/1",
      "LOCATION:https://meet.jit.si/x",
      "ATTACH:https://example.com/plan.pdf",
    );
    assert.deepEqual([date.conference, date.documents], ["https://video.example.com/1", ["https://example.com/plan.pdf"]]);
  });
});

describe("versions of an event in several files", () => {
  const version = (sequence: number, title: string, ...more: readonly string[]): string =>
    event("UID:v", `SEQUENCE:${sequence}`, "DTSTART:20261120T090000Z", `SUMMARY:${title}`, ...more);

  async function titles(files: Readonly<Record<string, string>>): Promise<string[]> {
    const { items } = await fetchFrom(await createWorkspace(files));
    return items.map((item) => `${item.title} ${String(item.fields["status"])}`);
  }

  it("are one event, as the latest says", async () => {
    assert.deepEqual(await titles({ "a.ics": calendar(version(2, "New")), "b.ics": calendar(version(1, "Old")) }), ["New confirmed"]);
    assert.deepEqual(await titles({ "a.ics": calendar(version(1, "Old")), "b.ics": calendar(version(2, "New")) }), ["New confirmed"]);
    const [early, late] = ["LAST-MODIFIED:20261101T000000Z", "LAST-MODIFIED:20261102T000000Z"];
    assert.deepEqual(await titles({ "a.ics": calendar(version(1, "Old", early)), "b.ics": calendar(version(1, "New", late)) }), [
      "New confirmed",
    ]);
  });

  it("are cancelled by a message that says so, all of it or one date", async () => {
    const cancel = calendar("METHOD:CANCEL", event("UID:v", "SEQUENCE:1", "DTSTART:20261120T090000Z"));
    assert.deepEqual(await titles({ "a.ics": calendar(version(1, "Talk")), "b.ics": cancel }), ["Talk cancelled"]);
    assert.deepEqual(await titles({ "a.ics": calendar(version(2, "Talk again")), "b.ics": cancel }), ["Talk again confirmed"]);
    const one = calendar(
      "METHOD:CANCEL",
      event("UID:v", "SEQUENCE:1", "RECURRENCE-ID:20261121T090000Z", "DTSTART:20261121T090000Z", "SUMMARY:Talk"),
    );
    const daily = calendar(version(1, "Talk", "RRULE:FREQ=DAILY;COUNT=3"));
    assert.deepEqual(await titles({ "a.ics": daily, "b.ics": one }), ["Talk confirmed", "Talk cancelled", "Talk confirmed"]);
  });

  it("are not replaced by somebody's answer", async () => {
    const root = await createWorkspace({
      "a.ics": calendar(version(1, "Talk")),
      "reply.ics": calendar("METHOD:REPLY", version(9, "Accepted: Talk")),
    });
    const { items, notes } = await fetchFrom(root);
    assert.deepEqual(
      items.map(({ title }) => title),
      ["Talk"],
    );
    assert.match(notes.join(), /^calendar\/reply\.ics: .*answer/);
  });
});

describe("made-up data", () => {
  it("is moved by the days between its anchor and today, and says that it is made up", async () => {
    const text = calendar(
      "X-CHIEF-EXAMPLE-ANCHOR:2026-01-14",
      event("UID:a", "DTSTART;TZID=Europe/Berlin:20260114T090000", "CREATED:20260113T100000Z"),
      event("UID:b", "DTSTART;VALUE=DATE:20260115"),
      event("UID:c", "DTSTART:20260107T100000Z", "RRULE:FREQ=WEEKLY"),
    );
    const dates = await readDates(text, "Europe/Berlin", "2026-07-14T22:30:00.000Z", { ahead: "3d" });
    assert.deepEqual(
      dates.map(({ item, start, created }) => [item.id, start, created, item.fields["example"]]),
      [
        ["ics:a", "2026-07-15T07:00:00.000Z", "2026-07-14T10:00:00.000Z", true],
        ["ics:c@2026-07-15T10:00:00.000Z", "2026-07-15T10:00:00.000Z", null, true],
        ["ics:b", "2026-07-16", null, true],
      ],
    );
    assert.equal(dates[1]?.previousStart, "2026-07-08T10:00:00.000Z");
  });
});

describe("a second fetch of a day", () => {
  const TEXT = calendar(event("UID:a", "DTSTART:20261120T090000Z", "SUMMARY:First"));

  it("gives back the picture while no file changed, and reads anew once one did", async () => {
    const root = await createWorkspace({ "a.ics": TEXT });
    const first = await fetchFrom(root);
    const again = await fetchFrom(root, {}, { cursor: first.cursor, picture: first.items });
    assert.equal(again.items, first.items);
    await writeCalendar(root, "a.ics", TEXT.replace("First", "Other"), new Date("2026-11-19T07:00:00.000Z"));
    const changed = await fetchFrom(root, {}, { cursor: again.cursor, picture: again.items });
    assert.deepEqual(
      changed.items.map(({ title }) => title),
      ["Other"],
    );
  });

  it("does so with its notes, and not on another day or where a file failed", async () => {
    const root = await createWorkspace({ "a.ics": TEXT.replace("SUMMARY", "DTEND:never\r\nSUMMARY") });
    const first = await fetchFrom(root);
    assert.equal(first.notes.length, 1);
    const again = await fetchFrom(root, {}, { cursor: first.cursor, picture: first.items });
    assert.deepEqual(again.notes, first.notes);
    const tomorrow = await fetchFrom(
      root,
      {},
      { cursor: first.cursor, picture: [], window: { from: "2026-11-19T08:00:00.000Z", to: "2026-11-20T08:00:00.000Z" } },
    );
    assert.equal(tomorrow.items.length, 1);
    await writeCalendar(root, "b.ics", "");
    assert.equal((await fetchFrom(root)).cursor, undefined);
  });
});
