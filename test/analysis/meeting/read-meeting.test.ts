import assert from "node:assert/strict";
import { test } from "node:test";
import { readMeeting } from "../../../src/analysis/meeting/read-meeting.ts";
import { actorsOf } from "../../../src/lib/transcript/actors.ts";
import { bodyOf, parseTranscript } from "../../../src/lib/transcript/parse-transcript.ts";
import { composeDay, pageLines, under } from "../report-day.ts";
import { itemOf } from "../../support/items.ts";
import type { Item } from "../../../src/core/item.ts";
import { hourLong } from "./long-meeting.ts";
import { assertGrowsWithInput } from "../../support/growth.ts";

/** Each action as `owner, due: task`. */
function actionsIn(text: string, date = "2026-11-18"): string[] {
  const { turns } = parseTranscript(text, "x.txt") ?? { turns: [] };
  const body = bodyOf(turns);
  const { actions } = readMeeting({
    body,
    actors: actorsOf({ turns, attendees: [] }),
    timezone: "Europe/Berlin",
    ...(date !== "" && { date }),
  });
  return actions.map(({ owner = "-", due = "-", task }) => `${owner}, ${due}: ${body.slice(...task)}`);
}

function decisionsIn(text: string): string[] {
  const { turns } = parseTranscript(text, "x.txt") ?? { turns: [] };
  const body = bodyOf(turns);
  const { decisions } = readMeeting({ body, actors: actorsOf({ turns, attendees: [] }), timezone: "Europe/Berlin" });
  return decisions.map(({ what, supersedes }) => `${body.slice(...what)}${supersedes ? ` << ${body.slice(...supersedes)}` : ""}`);
}

test("whoever says I, is asked and agrees, or is named, owns it; nobody or two together own nothing", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["Ana: I'll send the deck by Friday.", ["Ana, 2026-11-20: send the deck by Friday"]],
    ["Ana: Ben, can you send the deck?\nCai: Nice weather.\nBen: Sure, tomorrow.", ["Ben, 2026-11-19: send the deck"]],
    ["Ana: Can you send the deck?\nBen: Sorry, I can't.\nCai: I can do it.", ["Cai, -: send the deck"]],
    ["Ana: Ben, can you send the deck?\nBen: No, sorry.\nCai: Pity.", []],
    ["Ana: Ben will send the deck.\nBen: Hm.", ["Ben, -: send the deck"]],
    ["Ana: Someone has to call the vendor.\nBen: Right.", ["-, -: call the vendor"]],
    ["Ana: Ben and I will call the vendor.\nBen: Right.", ["-, -: call the vendor"]],
    ["Ana: Can you send the deck? Sure, I'll send it.\nBen: Hm.", ["-, -: send the deck"]],
    [
      "Ana: I'll book the hall.\nBen: Actually, I'll book the hall, I'm there anyway.\nAna: Thanks.",
      ["Ben, -: book the hall, I'm there anyway"],
    ],
    ["Speaker 1: I'll send the deck.\nSpeaker 2: Fine.", ["-, -: send the deck"]],
    ["Ana: I'll send the deck.\nAna: Or no, leave it.\nBen: Ok.", []],
    ["Ana: Ben, can you call them?\nBen: Sure.\nAna: And I'll book the room.", ["Ben, -: call them", "Ana, -: book the room"]],
    ["Ana: I'm told Farid is on leave.\nBen: Farid needs to sign the lease.", ["Farid, -: sign the lease"]],
    ["Ana: Maybe Ben could give the talk.\nBen: Me? No way.", []],
    ["Ana: Ben, don't forget to lock the gate tonight.\nBen: I won't.", ["Ben, 2026-11-18: lock the gate tonight"]],
    ["Ana: Then I can move the test to Monday.\nBen: The room isn't free on Monday.", []],
    ["Ana: Ben and Cai, could you two sort out the parking?\nBen: Hm.", ["-, -: sort out the parking"]],
  ];
  for (const [text, wanted] of cases) assert.deepEqual(actionsIn(text), wanted, text);
});

test("what is only possible, pretended, told of others, or done in the meeting itself is no task", () => {
  for (const words of [
    "If we had the money, I'll buy a boat.",
    "I might send it, but I can't promise.",
    "Tom said: I'll send the deck.",
    "I'll quit and open a bar. Just kidding.",
    "Let me share my screen.",
    "I'll go first.",
    "Should I send it?",
    "I don't think I'll make it.",
    "I have to leave at ten.",
    "We could send a letter.",
    "Can you see my screen?",
  ]) {
    assert.deepEqual(actionsIn(`Ana: ${words}\nBen: Hm.`), [], words);
  }
});

test("a day is one that was said; where the meeting's own day is unknown there is none", () => {
  assert.deepEqual(actionsIn("Ana: I'll send it by Friday.\nBen: Hm.", ""), ["Ana, -: send it by Friday"]);
  assert.deepEqual(actionsIn("Ana: I'll send it by Friday.\nBen: Hm.", "2026-11-20"), ["Ana, 2026-11-27: send it by Friday"]);
  assert.deepEqual(actionsIn("Ana: I'll send it before lunch.\nBen: Hm."), ["Ana, 2026-11-18: send it before lunch"]);
  assert.deepEqual(actionsIn("Ana: I'll send it this week.\nBen: Hm."), ["Ana, 2026-11-20: send it this week"]);
  assert.deepEqual(actionsIn("Ana: I'll send it soon.\nBen: Hm."), ["Ana, -: send it soon"]);
});

test("what is decided later goes before what was decided earlier, and what was objected to is not decided", () => {
  assert.deepEqual(decisionsIn("Ana: Let's use Postgres.\nBen: Agreed."), ["Let's use Postgres"]);
  assert.deepEqual(decisionsIn("Ana: Let's use Postgres.\nBen: Hm, I'm not convinced."), []);
  assert.deepEqual(decisionsIn("Ana: Shall we move it to May?\nBen: Yes, let's do that."), ["Shall we move it to May"]);
  assert.deepEqual(decisionsIn("Ana: We've decided to postpone.\nBen: Really?\nAna: No, sorry, nothing is decided yet."), []);
  assert.deepEqual(decisionsIn("Ana: Last week we decided to use Postgres.\nBen: Right."), []);
  assert.deepEqual(decisionsIn("Ana: If we had decided to use Postgres, it would be done.\nBen: Right."), []);
  assert.deepEqual(decisionsIn("Ana: Let's launch on Monday.\nBen: Fine.\nAna: Scratch that. Let's launch on Tuesday instead.\nBen: Ok."), [
    "Let's launch on Tuesday instead << Let's launch on Monday.",
  ]);
});

test("what is said in so many words or agreed to is sure, and what only looks like a decision is not", () => {
  const sureIn = (text: string): boolean[] => {
    const { turns } = parseTranscript(text, "x.txt") ?? { turns: [] };
    const { decisions } = readMeeting({ body: bodyOf(turns), actors: actorsOf({ turns, attendees: [] }), timezone: "Europe/Berlin" });
    return decisions.map(({ sure }) => sure);
  };
  const talk = "Ana: The logo, blue or green?\nBen: The blue one is nicer.\nCai: The green one is ugly.\n";
  assert.deepEqual(sureIn(`${talk}Ana: Okay, we take the blue one.\nBen: Fine by me.\nCai: When is lunch?`), [true]);
  assert.deepEqual(sureIn(`${talk}Ana: So it's decided, the blue one.\nBen: When is lunch?`), [true]);
  assert.deepEqual(sureIn(`${talk}Ana: Then the blue one.\nBen: When is lunch?`), [false]);
  assert.deepEqual(sureIn(`${talk}Ana: They always sell the blue one.\nBen: When is lunch?`), []);
});

test("three hours are read in a time that grows with them", async () => {
  await assertGrowsWithInput((quarters) => readMeeting({ ...hourLong(quarters / 4), timezone: "Europe/Berlin", date: "2026-11-18" }), 12);
  const { body, actors } = hourLong(3);
  const acts = readMeeting({ body, actors, timezone: "Europe/Berlin", date: "2026-11-18" });
  assert.ok(body.split(/\s+/).length > 28_000);
  assert.equal(acts.actions.length, 21);
});

test("the notes have each line in the words that were said, with who and when, and actions as a table", () => {
  const parsed = parseTranscript(
    [
      "Title: Launch",
      "Date: 2026-11-18",
      "[00:00:05] Ana Ruiz: Let's launch on Monday.",
      "[00:00:09] Lee Park: Agreed.",
      "[00:00:12] Ana Ruiz: Lee, can you tell support?",
      "[00:00:15] Lee Park: Yes, by Friday.",
      "[00:00:20] Ana Ruiz: Who signs the contract?",
      "[00:00:24] Lee Park: No idea.",
      "[00:00:30] Lee Park: There is a risk that we slip.",
      "[00:00:35] Ana Ruiz: Do we print the poster in blue or in green?",
      "[00:00:40] Lee Park: The green ink is ugly.",
      "[00:00:44] Ana Ruiz: Then the blue poster.",
      "[00:00:48] Lee Park: The hall is booked until nine.",
    ].join("\n"),
    "x.txt",
  );
  assert.ok(parsed);
  const item: Item = itemOf({
    id: "files:transcripts/x.txt",
    source: "files",
    kind: "transcript",
    title: "Launch",
    body: bodyOf(parsed.turns),
    actors: actorsOf(parsed),
    fields: { path: "transcripts/x.txt", date: "2026-11-18", dated: true, turns: 7, seconds: 25 },
  });
  const briefing = composeDay({ report: "meeting_notes", items: [item] });
  const lines = pageLines(briefing);
  assert.deepEqual(under(lines, "Decisions"), ["- “Let's launch on Monday.” (Ana Ruiz, 00:00:05)."]);
  assert.deepEqual(under(lines, "Perhaps decided, though nobody said so in as many words"), [
    "- “Then the blue poster.” (Ana Ruiz, 00:00:44).",
  ]);
  assert.deepEqual(under(lines, "Open questions"), ["- “Who signs the contract?” (Ana Ruiz, 00:00:20)."]);
  assert.deepEqual(under(lines, "Actions"), ["- Lee Park: “Lee, can you tell support?” (Ana Ruiz, 00:00:12); by Friday."]);
  const actions = briefing.sections.find(({ columns }) => columns !== undefined);
  assert.deepEqual([actions?.columns?.length, actions?.bullets[0]?.cells?.length], [4, 4]);
  const titlesOf = (...items: Item[]): string[] => composeDay({ report: "meeting_notes", items }).sections.map(({ title }) => title);
  const other = { ...item, id: "files:transcripts/y.txt", title: "Budget" };
  assert.deepEqual(
    titlesOf(item, other).filter((title) => /decisions|questions/.test(title)),
    ["Budget: decisions", "Budget: open questions", "Launch: decisions", "Launch: open questions"],
  );
  assert.ok(titlesOf(item, { ...other, title: "Launch" }).includes("Launch (2026-11-18): decisions"));
  assert.match(pageLines(composeDay({ report: "meeting_notes", items: [] })).join("\n"), /No meeting has a new transcript/);
});
