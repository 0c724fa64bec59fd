import type { Item } from "../../../src/core/item.ts";
import { workOn, type AnalystWork } from "../../../src/engine/run/analyst-work.ts";
import type { Laid } from "../../../src/engine/run/spread.ts";
import { chanceFrom } from "../../support/simulator/random.ts";
import { peopleWith, type Name } from "../../support/simulator/cast.ts";
import { SCENES, sceneOf, type Scene } from "../../support/simulator/scene.ts";
import { parseOwnJson } from "../../../src/lib/json.ts";
import { healthOf } from "../../support/items.ts";

/** How a model is shown things in these tests. */
export const SHOWING = { letters: { files: "T", ics: "C", mail: "M", github: "P", slack: "S" } };

const SUBJECTS: readonly [string, ...string[]] = [
  "Invoice for the crane",
  "Plan of the quay",
  "Your offer",
  "Tides of November",
  "Who takes the late shift?",
  "Contract",
];
const WRITERS: readonly [Name, ...Name[]] = ["grace", "lee", "jonas", "asha", "dana", "omar"];
const ASK = "Could you send me the figures by Friday?";
const FILLER =
  "The harbour was quiet this week, and the cranes were serviced as planned. We met the pilots on Tuesday and went through the list. ";

/** The morning that the tests are about. */
export const MORNING: Scene = SCENES[0] ?? sceneOf("2026-11-19", "Europe/Berlin");

/** A day as busy as they come: letters of which a third are sent to many, meetings that overlap, tasks that are late, changes under review. */
export function busyDay(scene: Scene, { mails = 300, events = 20, tasks = 40, pulls = 30 } = {}): Item[] {
  const chance = chanceFrom(7);
  const some = (count: number, make: (index: number) => Item): Item[] => Array.from({ length: count }, (_, index) => make(index));
  const two = (number: number): string => String(number).padStart(2, "0");
  return [
    ...some(mails, (index) =>
      scene.mail(`${chance.of(SUBJECTS)} ${index}`, scene.minutes(-10 - index * 9), {
        from: chance.of(WRITERS),
        body: `Dear Sam,\n\n${index % 50 === 7 ? ASK : "All is well here."}\n\n${FILLER.repeat(1 + chance.upTo(6))}\n\nBest regards`,
        messageId: `letter-${index}@mail.example`,
        ...(index % 3 === 0 && { bulk: "list-unsubscribe" }),
        unread: index < 40,
      }),
    ),
    ...some(events, (index) =>
      scene.meeting(`Meeting ${index}`, `${two(9 + (index % 9))}:00`, `${two(9 + (index % 9))}:45`, {
        by: chance.of(WRITERS),
        days: index % 3,
      }),
    ),
    ...some(tasks, (index) =>
      scene.task(`Task number ${index}`, {
        due: index % 10 === 0 ? scene.workday(-1) : scene.workday(index % 9),
        priority: index % 8 === 0 ? "high" : null,
      }),
    ),
    ...some(pulls, (index) =>
      scene.pull(`Change ${index} of the tide tables`, {
        number: 100 + index,
        by: chance.of(WRITERS),
        openedAt: scene.workdayAt("10:00", -1 - (index % 2)),
        checks: index % 10 === 0 ? "failed" : "passed",
        failedSince: index % 10 === 0 ? scene.workdayAt("10:00", -1) : null,
      }),
    ),
  ];
}

/** The analyst's work on items that are all new, unless told otherwise. Findings are those in `analysed`: to find some in thousands takes long. */
export function atWork(scene: Scene, items: readonly Item[], changes: Partial<Laid> = {}, analysed = items): AnalystWork {
  const sources = [...new Set(items.map(({ source }) => source))].map((source) => healthOf(source, scene.now));
  const { calendar, now: asOf } = scene;
  const laid: Laid = { items, news: items, gone: [], changes: [], sources, asOf, timezone: calendar.timezone, ...changes };
  const reading = { thresholds: {}, reader: "me", known: { eyes: "", found: [] } };
  const { concluded } = workOn({ ...laid, items: analysed }, undefined).analyse({ ledger: [], calendar, people: peopleWith(), ...reading });
  return workOn(laid, parseOwnJson(concluded));
}
