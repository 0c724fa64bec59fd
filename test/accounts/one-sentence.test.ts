import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { letter } from "../connectors/gmail/world.ts";
import { textOf } from "../support/text.ts";
import { FAULTS, openDay, SOURCES, startDayServices, type DayServices, type Fault, type Source, type Told } from "./day-world.ts";

const [WEDNESDAY, THURSDAY, FRIDAY] = ["2026-11-18", "2026-11-19", "2026-11-20"] as const;

/** What Sam has to know, as it is read, with the marks of its evidence; which rules say so, and which sources it takes to know it. */
const PLANTED: readonly { words: RegExp; rules: readonly string[]; from: readonly Source[] }[] = [
  { words: /15:00\S* Budget overlaps \S*15:00\S* Interview\*?: [^[]*\[C\d\]\[C\d\]/g, rules: ["CAL-01"], from: ["google-calendar"] },
  { words: /waits for your answer on Figures of October\*?: [^[]*“Sam, can you send[^[]*\[\S*M\d/g, rules: ["MAIL-01"], from: ["gmail"] },
  {
    words: /Move the archive was due Wed 11 Nov\*?: 5 business days late, blocked; also waiting [^[]*\[\S*N\d/g,
    ...{ rules: ["TASK-01", "TASK-05"], from: ["notion"] },
  },
  {
    words: /Translate the handbook needs somebody who is away\*?: due Tue 24 Nov, Priya Rao is away [^[]*\[\S*N\d/g,
    ...{ rules: ["X-01"], from: ["notion"] },
  },
  {
    words: /Send the press kit is due Fri 4 Dec, but [^[]*you promised “I'll send you the press kit by 30 November\.”[^[]*\[\S*N\d\S*M\d/g,
    ...{ rules: ["X-07"], from: ["gmail", "notion"] },
  },
];

let services: DayServices;
before(async () => {
  services = await startDayServices();
});
after(() => services.close());

/** The words of the ledger for what was found, by rule. */
function foundIn({ judged }: Told): Record<string, string> {
  return Object.fromEntries(judged.map(({ finding, word }) => [finding.rule, word]));
}

/** The same word for all of these. */
function allAre(word: string, planted: typeof PLANTED): Record<string, string> {
  return Object.fromEntries(planted.flatMap(({ rules }) => rules).map((rule) => [rule, word]));
}

/** In Slack as well as in the mail: each of these stands there once, and none of the others. */
function expectTold({ slack, mail }: Told, told: typeof PLANTED): void {
  for (const text of [slack, mail]) {
    for (const each of PLANTED) {
      assert.equal(text.match(each.words)?.length ?? 0, told.includes(each) ? 1 : 0, `${each.rules.join()} in ${text}`);
    }
  }
}

test("One sentence is a briefing at nine, once in Slack and once by mail: each thing in both, once, with its evidence; the next day tells only news", async (t) => {
  const day = await openDay(t, services);
  const first = await day.morning(WEDNESDAY);
  assert.deepEqual([first.run.status, first.run.reason, first.run.input.trigger, first.briefing.gaps], ["succeeded", "", "schedule", []]);
  assert.equal(first.subject, "My day · Wed 18 Nov · 5 at risk");
  expectTold(first, PLANTED);
  for (const text of [first.slack, first.mail]) assert.match(text, /Wed 18 Nov: 5 things need you.*09:30\S* Standup/);
  const from = { From: "Priya Rao <priya@acme.example>", Subject: "Seats" };
  const written = { ...from, Date: "Wed, 18 Nov 2026 12:00:00 +0100", "Message-ID": "<c@acme.example>" };
  const news = await services.gmail.deliver(letter(written, "Sam, can you book the seats by Friday?\r\n"));
  t.after(() => services.gmail.remove(news));
  const next = await day.morning(THURSDAY);
  assert.deepEqual(foundIn(next), { ...allAre("repeat", PLANTED), "MAIL-02": "new" });
  expectTold(next, []);
  for (const text of [next.slack, next.mail]) {
    assert.match(text, /1 thing needs you[^.]*; 5 more are still open.*“Sam, can you book the seats by Friday\?”/);
  }
});

/** What a reader can do about it. */
const WAYS_OUT: Readonly<Record<Fault, RegExp>> = {
  refused: /Sign in again with [`ˋ]chief connect google \w+ --replace[`ˋ], and leave every box ticked|Allow it to read content/,
  ended: /not included.*Sign in again with [`ˋ]chief connect \w+ \w+ --replace[`ˋ]/,
  busy: /got the wish for a pause. It is tried again after the pause/,
  half: /got (?:something else|no answer). It is tried again; /,
  "not shared": /not shared with the connection. Open it in Notion, press ••• at the top right, Connections/,
};
const NAMES: Readonly<Record<Source, RegExp>> = { gmail: /^gmail/i, notion: /^notion/i, "google-calendar": /^google.calendar/i };

for (const source of SOURCES) {
  for (const fault of [...FAULTS, ...(source === "notion" ? (["not shared"] as const) : [])]) {
    test(`${source}, ${fault}: both places name the gap with the way out and tell the others in full, and nothing is told twice after its return`, async (t) => {
      const day = await openDay(t, services);
      t.after(() => services.fail());
      services.fail(source, fault);
      const told = await day.morning(WEDNESDAY);
      const others = PLANTED.filter(({ from }) => !from.includes(source));
      expectGap(told, source, fault);
      expectTold(told, others);
      assert.deepEqual(foundIn(told), allAre("new", others));
      services.fail();
      const back = await day.morning(THURSDAY);
      const missed = PLANTED.filter((each) => !others.includes(each));
      assert.deepEqual([back.run.status, back.briefing.gaps], ["succeeded", []]);
      assert.deepEqual(foundIn(back), { ...allAre("repeat", others), ...allAre("new", missed) });
      // One of the faults shows it for all: a third day costs as much as the first.
      if (fault !== "ended") return;
      const later = await day.morning(FRIDAY);
      assert.deepEqual([foundIn(later), later.briefing.quiet], [allAre("repeat", PLANTED), true]);
    });
  }
}

function expectGap({ run, briefing, slack, mail }: Told, source: Source, fault: Fault): void {
  assert.deepEqual([run.status, run.reason], ["partial", `${source} could not be read in full`]);
  assert.equal(briefing.gaps.length, 1);
  assert.match(textOf(briefing.gaps[0]?.text ?? []), NAMES[source]);
  for (const text of [slack, mail]) {
    assert.match(text, /Could not check/);
    assert.match(text, WAYS_OUT[fault]);
  }
}

test("Nothing was ever written to where it was read", () => {
  assert.deepEqual(services.writes(), []);
});
