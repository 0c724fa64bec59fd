import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { read } from "./read.ts";

/** By when "Please send it …" asks, and at most one such time. */
function askedBy(words: string, about: Parameters<typeof read>[1] = {}): string | undefined {
  return read(`Please send it ${words}.`, about)[0]?.when?.at;
}

function check(expected: Readonly<Record<string, string | undefined>>, about: Parameters<typeof read>[1] = {}): void {
  const found = Object.fromEntries(Object.keys(expected).map((words) => [words, askedBy(words, about)]));
  assert.deepEqual(found, expected);
}

describe("A deadline in words", () => {
  test("is a plain date where no time of day is said", () => {
    check({
      "by Friday": "2026-11-20",
      "by Wednesday": "2026-11-18",
      "by next Tuesday": "2026-11-24",
      today: "2026-11-18",
      "by tomorrow": "2026-11-19",
      "by the day after tomorrow": "2026-11-20",
      "before 25 November": "2026-11-25",
      "by Nov 25th": "2026-11-25",
      "by 25.11.2026": "2026-11-25",
      "by 2026-11-25": "2026-11-25",
      "by the 27th": "2026-11-27",
      "by the 3rd": "2026-12-03",
      "by Friday the 27th": "2026-11-27",
      "by EOW": "2026-11-20",
      "by the end of the week": "2026-11-20",
      "by the end of next week": "2026-11-27",
      "next week": "2026-11-27",
      "by Monday next week": "2026-11-23",
      "by Wednesday next week": "2026-11-25",
      "by Wednesday of next week": "2026-11-25",
      "on Tuesday, next week": "2026-11-24",
      "by Thursday this week": "2026-11-19",
      "by the end of the month": "2026-11-30",
      "within two weeks": "2026-12-02",
      "in 3 days": "2026-11-21",
      "by 15 January": "2027-01-15",
      "by January 15": "2027-01-15",
      "until 04.12. at the latest": "2026-12-04",
    });
  });

  test("is an instant where one is, in the writer's zone", () => {
    check({
      "by EOD": "2026-11-18T17:00:00.000Z",
      "by COB Thursday": "2026-11-19T17:00:00.000Z",
      "by noon tomorrow": "2026-11-19T11:00:00.000Z",
      "by Friday 3pm": "2026-11-20T14:00:00.000Z",
      "by Friday at 3": "2026-11-20T14:00:00.000Z",
      "by 5": "2026-11-18T16:00:00.000Z",
      "before the 15:00 call tomorrow": "2026-11-19T14:00:00.000Z",
      "no later than Wed, 25 Nov, 5 p.m": "2026-11-25T16:00:00.000Z",
      "by 9am PT tomorrow": "2026-11-19T17:00:00.000Z",
      "within 48 hours": "2026-11-20T10:00:00.000Z",
    });
    check({ "by Friday 3pm": "2026-11-20T09:15:00.000Z" }, { timezone: "+05:45" });
    check({ "by Friday 3pm": "2026-11-20T20:00:00.000Z" }, { timezone: "America/New_York" });
  });

  test("starts from the writer's day, late in the evening and across a change of clocks", () => {
    check({ "by tomorrow": "2026-11-19" }, { writtenAt: "2026-11-18T22:50:00Z" });
    check({ "by tomorrow": "2026-11-20" }, { writtenAt: "2026-11-18T23:10:00Z" });
    check({ "by Monday 9am": "2026-10-26T08:00:00.000Z" }, { writtenAt: "2026-10-23T08:00:00Z" });
  });

  test("counts today's weekday only until the working day is over", () => {
    check({ "by Friday": "2026-11-20" }, { writtenAt: "2026-11-20T16:00:00Z" });
    check({ "by Friday": "2026-11-27" }, { writtenAt: "2026-11-20T17:30:00Z" });
  });

  test("reads 3/12 as its writer does", () => {
    check({ "by 03/12": "2026-12-03" });
    check({ "by 12/03": "2026-12-03" }, { timezone: "-05:00" });
  });

  test("is none where a number, a word or the past only looks like one", () => {
    const none = [
      "with version 1.2.3",
      "for $400",
      "to 12 people",
      "to +1 415 555 0134",
      "as ticket 2026-1",
      "in one second",
      "to the sun",
      "at 10%",
      "to the 5 sites",
      "early next week",
      "for 10 days",
      "as I sent it on Monday",
      "like last Friday",
      "with Thursday's deck",
      "as every Friday",
      "at 10am your time",
      "whenever you may",
      "in March",
    ];
    check(Object.fromEntries(none.map((words) => [words, undefined])));
  });

  test("is less sure the vaguer it is", () => {
    const sure = (words: string) => read(`Please send it ${words}.`)[0]?.when?.confidence ?? 0;
    assert.ok(sure("by 25 November") > sure("by next Friday"));
    assert.equal(sure("next week"), 0.5);
  });

  test("is the one behind a word such as by, where a sentence names several", () => {
    assert.equal(read("Can you send me the invoice from 3 November by Friday?")[0]?.when?.at, "2026-11-20");
    assert.equal(read("Could you send the notes from Tuesday's meeting?")[0]?.when, undefined);
  });

  test("is cited by its own words", () => {
    const text = "Hi Ana,\n\nplease send it by Friday, 3pm. Thanks!";
    const span = read(text)[1]?.when?.span ?? [0, 0];
    assert.equal(text.slice(...span), "Friday, 3pm");
  });

  test("is read in German, French and Spanish", () => {
    for (const text of [
      "Könnten Sie mir bitte das Angebot bis Freitag schicken?",
      "Pourriez-vous nous envoyer le contrat avant vendredi ?",
      "¿Podrías enviarme el informe antes del viernes?",
    ]) {
      assert.equal(read(text)[0]?.when?.at, "2026-11-20", text);
    }
  });
});
