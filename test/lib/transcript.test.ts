import assert from "node:assert/strict";
import { test } from "node:test";
import { bodyOf, parseTranscript } from "../../src/lib/transcript/parse-transcript.ts";
import { joinTurns } from "../../src/lib/transcript/turn.ts";
import { assertGrowsWithInput } from "../support/growth.ts";

function bodyIn(text: string, name = "call.txt"): string {
  return bodyOf(parseTranscript(text, name)?.turns ?? []);
}

const TOLD = "00:00:05 Ana Ruiz: We ship on Friday.\n00:12:03 Lee Park: Fine.";

test("each way in which programs and people write who says what comes to the same turns", () => {
  const ways: Readonly<Record<string, string>> = {
    voices:
      "WEBVTT\n\n1\n00:00:05.000 --> 00:00:09.000 align:start\n<v.loud Ana Ruiz>We <i>ship</i>\non Friday.</v>\n\n00:12:03.000 --> 00:12:05.000\n<v Lee Park>Fine.",
    "names in cues":
      "WEBVTT\n\nSTYLE\n::cue { color: red }\n\n00:05.000 --> 00:09.000\nAna Ruiz: We ship\n\n00:07.000 --> 00:09.000\non Friday.\n\n12:03.000 --> 12:05.000\nLee Park: Fine.\n",
    "two in one cue": "WEBVTT\n\n00:05.000 --> 00:09.000\n<v Ana Ruiz>We ship on Friday.\n\n12:03.000 --> 12:05.000\n<v Lee Park>Fine.\n",
    srt: "1\n00:00:05,000 --> 00:00:09,000\nAna Ruiz: We ship on Friday.\n\n2\n00:12:03,000 --> 00:12:05,000\nLee Park: Fine.\n",
    "srt without empty lines":
      "1\n00:00:05,000 --> 00:00:09,000\nAna Ruiz: We ship on Friday.\n2\n00:12:03,000 --> 00:12:05,000\nLee Park: Fine.\n",
    "time in brackets": "[00:00:05] Ana Ruiz: We ship on Friday.\n[00:12:03] Lee Park: Fine.",
    "time first": "0:05 Ana Ruiz: We ship on Friday.\n\n12:03 Lee Park: Fine.",
    "time behind the name": "Ana Ruiz (00:05): We ship on Friday.\nLee Park (12:03): Fine.",
    "name and time above": "Ana Ruiz  0:05\nWe ship on Friday.\n\nLee Park  12:03\nFine.\n",
    "name above time": "Ana Ruiz\n00:00:05\nWe ship\non Friday.\n\nLee Park\n00:12:03\nFine.\n",
    "name in brackets": "[Ana Ruiz] 00:00:05\nWe ship on Friday.\n\n[Lee Park] 00:12:03\nFine.\n",
    "time on its own": "00:00:05\n\nAna Ruiz: We ship on Friday.\n\n00:12:03\n\nLee Park: Fine.\n",
    Markdown: "# Call\n\n**Ana Ruiz** (00:05): We ship on Friday.\n\n- **Lee Park** (12:03): Fine.\n",
  };
  for (const [way, text] of Object.entries(ways)) assert.equal(bodyIn(text), TOLD, way);
  assert.equal(
    bodyIn("Ana Ruiz: We ship on Friday.\nand soon.\nLee Park: Fine."),
    "Ana Ruiz: We ship on Friday. and soon.\nLee Park: Fine.",
  );
});

test("a cue without a name goes on with whoever spoke right before it, where only a change of voice is marked", () => {
  const cue = (second: number, words: string): string => `00:0${second}.000 --> 00:0${second + 1}.000\n${words}\n\n`;
  const speakers = (cues: string): unknown =>
    parseTranscript(`WEBVTT\n\n${cues}`, "a.vtt")?.turns.map(({ speaker, words }) => [speaker, words]);
  const marked = cue(1, "Ana: We ship.") + cue(2, "I write the note.") + cue(3, "Lee: Fine.");
  assert.deepEqual(speakers(marked), [
    ["Ana", "We ship. I write the note."],
    ["Lee", "Fine."],
  ]);
  // Where each cue of one voice has its name, one without is of nobody who is known.
  assert.equal(JSON.stringify(speakers(cue(0, "Ana: Hello.") + marked)).includes('[null,"I write the note."]'), true);
});

test("title, day and who was there come from the head, a note, the first lines, or the file's name", () => {
  const head = (text: string, name: string): unknown[] => {
    const { title, date, attendees } = parseTranscript(text, name) ?? {};
    return [title, date, attendees];
  };
  const cues = "00:05.000 --> 00:09.000\n<v Ana>Fine.\n";
  assert.deepEqual(head("---\ntitle: 'Launch: go?'\ndate: 2026-11-18\nattendees: [Ana, Lee Park]\n---\nAna: Fine.", "x.md"), [
    "Launch: go?",
    "2026-11-18",
    ["Lee Park"],
  ]);
  assert.deepEqual(head(`WEBVTT\n\nNOTE\nTitle: Launch\nDate: 18 November 2026\n\n${cues}`, "x.vtt"), ["Launch", "2026-11-18", []]);
  assert.deepEqual(head("Launch call - November 18, 2026\n\nAna  0:05\nFine.", "x.txt"), ["Launch call", "2026-11-18", []]);
  assert.deepEqual(head(`WEBVTT\n\n${cues}`, "2026-11-18_launch-call.transcript.vtt"), ["Launch call", "2026-11-18", []]);
  assert.deepEqual(head(`WEBVTT\n\n${cues}`, "GMT20261118-140200_Recording.vtt"), ["Meeting of 2026-11-18", "2026-11-18", []]);
  for (const [path, title, date] of [
    ["transcripts/GMT20261118-090012_Recording.transcript.vtt", "Meeting of 2026-11-18", "2026-11-18"],
    ["zoom/2026-11-18 09.00.12 Weekly sync 81234567890/audio_transcript.vtt", "Weekly sync", "2026-11-18"],
    ["Design review/GMT20261118-090012_Recording_1920x1080.vtt", "Design review", "2026-11-18"],
    ["transcripts/Standup-20261118_090012-Meeting Recording.vtt", "Standup", "2026-11-18"],
    ["transcripts/2026-11-16-checkout-planning.txt", "Checkout planning", "2026-11-16"],
    ["transcripts/meeting_saved_closed_caption.txt", "Meeting", undefined],
    ["transcripts/transcript.vtt", "Meeting", undefined],
  ] as const) {
    assert.deepEqual(head(`WEBVTT\n\n${cues}`, path).slice(0, 2), [title, date], path);
  }
  assert.deepEqual(head(`WEBVTT\n\n${cues}`, "2026-02-30 call.vtt"), ["2026 02 30 call", undefined, []]);
});

test("what is broken or meant to harm is read as far as it goes, and never thrown", () => {
  const hostile = [
    "",
    "WEBVTT",
    "WEBVTT\n\n00:05.000 --> \n<v Ana>cut",
    "-->\n-->\n",
    "WEBVTT\n\n00:05.000 --> 00:09.000\n<v Ana>\u001b]0;x\u0007 <script>alert(1)</script> \u202egnp\n",
    `${"<v A".repeat(20_000)}\n00:05.000 --> 00:09.000\n${"<".repeat(50_000)}`,
    `${"A".repeat(200_000)}: x`,
    `Ana${" ".repeat(100_000)}: x`,
    `${"Ana Ruiz ".repeat(20_000)}0:05`,
    "NOTE\n".repeat(50_000),
    "1:".repeat(100_000),
    "---\n".repeat(1000),
    "__proto__: x\nconstructor: y",
    "99:99:99 Ana: late",
  ];
  for (const text of hostile) assert.doesNotThrow(() => parseTranscript(text, "x.vtt"));
  assert.equal(parseTranscript("Buy milk.\nAnd bread.", "list.txt"), undefined);
  assert.equal(bodyIn("WEBVTT\n\n00:05.000 --> \n<v Ana>cut"), "00:00:05 Ana: cut");
  assert.doesNotMatch(bodyIn(hostile[4] ?? ""), /\p{Cc}|\u202e/u);
});

test("what one speaker says piece by piece is one turn, until it is too long for its time to say where", () => {
  const piece = (words: string, seconds: number): { speaker: string; words: string; seconds: number } => ({
    speaker: "Ana",
    words,
    seconds,
  });
  assert.deepEqual(joinTurns([piece("a.", 1), piece("", 2), piece("b.", 3)]), [piece("a. b.", 1)]);
  assert.equal(joinTurns(Array.from({ length: 30 }, (_, index) => piece("x".repeat(99), index))).length, 3);
  assert.equal(joinTurns([piece("a.", 1), { words: "b." }]).length, 2);
});

test("a text in which one person says it all is read in a time that grows with its length", async () => {
  await assertGrowsWithInput((lines) => {
    const spoken = parseTranscript(`Ana: hi\n${"hello there\n".repeat(lines)}`, "a.txt");
    const cue = parseTranscript(`WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n${"hello\n".repeat(lines)}`, "a.vtt");
    assert.deepEqual([spoken?.turns[0]?.words.length, cue?.turns[0]?.words.length], [2 + 12 * lines, 6 * lines - 1]);
  }, 20_000);
});

test("blank lines, notes and text without a time take no more than their length either", async () => {
  const cue = "00:00:01.000 --> 00:00:02.000\nyes\n";
  for (const line of ["", "words", "NOTE\nmore", " "]) {
    await assertGrowsWithInput((count) => {
      const lines = `${line}\n`.repeat(count);
      assert.equal(parseTranscript(`WEBVTT\n\n${lines}\n${cue}`, "a.vtt")?.turns.length, 1);
      assert.equal(parseTranscript(`Ana: hi\n${lines}Bo: yes\n`, "a.txt")?.turns.length, 2);
    }, 60_000);
  }
  assert.equal(parseTranscript(`WEBVTT\n\nNOTE\n${"x\n".repeat(300_000)}\n${cue}`, "a.vtt")?.turns.length, 1);
});
