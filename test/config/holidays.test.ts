import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { isWorkday } from "../../src/core/work-calendar.ts";
import { checkWorkspace } from "../../src/config/place.ts";
import { readSources } from "../../src/config/sources.ts";
import { load, problemsOf, workspaceWith } from "./workspace.ts";

async function holidaysOf(context: TestContext, name: string, content: string): Promise<readonly string[]> {
  const chief = `work: { holidays: [2026-12-25, "file:${name}"] }`;
  const { workspace } = await load(context, chief, { files: { [`config/${name}`]: content } });
  return workspace.calendar.holidays;
}

const calendar = (...events: readonly string[]): string => {
  const written = events.map((lines, index) => `BEGIN:VEVENT\nUID:${index}\nSUMMARY:Off\n${lines}\nEND:VEVENT`);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", ...written, "END:VCALENDAR", ""].join("\n").replaceAll("\n", "\r\n");
};

test("a calendar gives the days of its all-day events: several days, repeated ones, none of those that have a time or are cancelled", async (context) => {
  const content = calendar(
    "DTSTART;VALUE=DATE:20261226\nDTEND;VALUE=DATE:20261228",
    "DTSTART;VALUE=DATE:20270106",
    "DTSTART;VALUE=DATE:20260501\nDTEND;VALUE=DATE:20260502\nRRULE:FREQ=YEARLY;COUNT=3\nEXDATE;VALUE=DATE:20270501",
    "DTSTART:20270110T090000Z\nDTEND:20270110T100000Z",
    "DTSTART;VALUE=DATE:20270111\nSTATUS:CANCELLED",
  );
  assert.deepEqual(await holidaysOf(context, "days.ics", content), [
    "2026-05-01",
    "2026-12-25",
    "2026-12-26",
    "2026-12-27",
    "2027-01-06",
    "2028-05-01",
  ]);
});

test("a calendar means the same days in every zone", async (context) => {
  const root = await workspaceWith(context, {
    "days.ics": calendar("DTSTART;VALUE=DATE:20260329\nDTEND;VALUE=DATE:20260330\nRRULE:FREQ=DAILY;COUNT=3"),
  });
  const module = new URL("../../src/config/calendar-days.ts", import.meta.url).href;
  const script = `
    const { daysOfCalendar } = await import(${JSON.stringify(module)});
    const { readFileSync } = await import("node:fs");
    console.log(daysOfCalendar(readFileSync(${JSON.stringify(join(root, "days.ics"))}, "utf8")).join(" "));
  `;
  for (const TZ of ["Pacific/Kiritimati", "America/Los_Angeles", "Africa/Cairo"]) {
    const printed = execFileSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8", env: { TZ } });
    assert.equal(printed.trim(), "2026-03-29 2026-03-30 2026-03-31", TZ);
  }
});

test("what is repeated for ever ends in 2050, and what repeats within the day is its one day", async (context) => {
  const yearly = await holidaysOf(context, "days.ics", calendar("DTSTART;VALUE=DATE:19900101\nRRULE:FREQ=YEARLY"));
  assert.deepEqual([yearly[0], yearly.at(-1), yearly.length], ["2020-01-01", "2050-01-01", 32]);
  const often = await holidaysOf(context, "days.ics", calendar("DTSTART;VALUE=DATE:20270101\nRRULE:FREQ=SECONDLY"));
  assert.deepEqual(often, ["2026-12-25", "2027-01-01"]);
});

test("a text gives one date a line, and a YAML file a list", async (context) => {
  const text = "# Days off\n2027-01-06 Epiphany\n\n2027-04-05 # Easter Monday\r\n";
  assert.deepEqual(await holidaysOf(context, "days.txt", text), ["2026-12-25", "2027-01-06", "2027-04-05"]);
  assert.deepEqual(await holidaysOf(context, "days.yaml", "- 2027-01-06\n- 2026-12-25\n"), ["2026-12-25", "2027-01-06"]);
});

test("nobody works on a day off of a file, and those who are absent do not either", async (context) => {
  const { workspace } = await load(context, 'work: { holidays: ["file:days.txt"] }', {
    files: { "config/days.txt": "2027-01-06\n" },
    people: "me: { name: Sam, absences: [2027-01-11/2027-01-15] }",
  });
  const absences = workspace.people.all[0]?.absences;
  const days = ["2027-01-05", "2027-01-06", "2027-01-08", "2027-01-09", "2027-01-11", "2027-01-15", "2027-01-18"];
  assert.deepEqual(
    days.filter((day) => isWorkday(workspace.calendar, day, absences)),
    ["2027-01-05", "2027-01-08", "2027-01-18"],
  );
});

/** A file of days off, and what is said about it. */
const CASES: Readonly<Record<string, readonly [name: string, content: string | undefined, said: string]>> = {
  "a file that is not there": [
    "days.ics",
    undefined,
    'config/chief.yaml:1:20: expected work.holidays to name a file in config/, got "days.ics", which is not there\n' +
      "  Create config/days.ics, or remove it from the list.",
  ],
  "a page instead of a calendar": [
    "days.ics",
    "<html></html>",
    "config/days.ics:1:1: expected a calendar in iCalendar form, got something else\n" +
      "  Export it anew, or list the dates in a .txt file.",
  ],
  "a day without end": [
    "days.ics",
    calendar("DTSTART;VALUE=DATE:20270101\nRRULE:FREQ=DAILY"),
    "config/days.ics:1:1: expected at most 5,000 days off, got 8766\n  Export it anew, or list the dates in a .txt file.",
  ],
  "a line that is no date": [
    "days.txt",
    "2027-01-06\n6 January",
    'config/days.txt:2:1: expected a date that exists, such as 2026-12-25, got "6"\n' +
      "  Write one date a line; a line that starts with # is no date.",
  ],
  "a date that does not exist": [
    "days.yaml",
    "- 2027-02-30",
    'config/days.yaml:1:3: expected an entry of the file to be a date that exists, such as 2026-12-25, got "2027-02-30"',
  ],
};

for (const [name, [file, content, said]] of Object.entries(CASES)) {
  test(`${name} is one clear problem of the days off`, async (context) => {
    const files = content === undefined ? {} : { [`config/${file}`]: content };
    assert.deepEqual(await problemsOf(context, `work: { holidays: ["file:${file}"] }`, { files }), [said]);
  });
}

test("a file of days off is part of the workspace's hash where chief.yaml names it, and only there", async (context) => {
  const root = await workspaceWith(context, { "config/chief.yaml": 'work: { holidays: ["file:days.ics"] }', "config/days.ics": "1" });
  const hash = async () => (await readSources({ root, env: {} })).hash;
  const first = await hash();
  await writeFile(join(root, "config", "notes.txt"), "x");
  assert.equal(await hash(), first);
  await writeFile(join(root, "config", "days.ics"), "2");
  assert.notEqual(await hash(), first);
});

test("with a broken file of days off the rest of the workspace is still checked", async (context) => {
  const files = { "config/chief.yaml": 'timezone: UTC\nwork: { holidays: ["file:days.txt"] }', "config/days.txt": "soon" };
  const directory = await workspaceWith(context, files);
  const place = { directory, env: {}, shipped: "/shipped", codeVersion: "1", knownRules: undefined, readWrites: undefined };
  const { workspace, problems } = await checkWorkspace(place);
  assert.equal(problems.length, 1);
  assert.equal(workspace.calendar.timezone, "UTC");
});
