import { bullets, pressable, sentences, truths, type Member } from "../cast.ts";
import type { Scenario } from "../scenario.ts";

const ANA: Member = {
  ...{ key: "ana", name: "Ana Kovacs", zone: "Europe/Zagreb", slack: "UANA" },
  habit: ({ count, tasks }) => (count === 2 ? undefined : { afterMinutes: 20, by: "words", text: bullets(tasks), says: truths(tasks) }),
};

const BEN: Member = {
  ...{ key: "ben", name: "Ben Ortiz", zone: "America/New_York", slack: "UBEN" },
  habit: ({ tasks }) => ({ afterMinutes: 45, by: "buttons", says: pressable(tasks) }),
};

const GUS: Member = {
  ...{ key: "gus", name: "Gus Weber", zone: "Europe/London", slack: "UGUS" },
  habit: ({ tasks }) => ({ afterMinutes: 90, by: "words", text: sentences(tasks), says: truths(tasks), inThread: true }),
};

/** A week of a launch: five tasks, three people, two deaths. */
export const WEEK: Scenario = {
  from: "2026-11-23T06:30:00.000Z",
  to: "2026-11-27T15:30:00.000Z",
  sleeps: true,
  members: [ANA, BEN, GUS],
  launches: [
    {
      ...{ id: "launch", date: "2026-12-08", schedule: "0 10,12,16 * * 1-5" },
      tasks: [
        {
          ...{ key: "T-1", title: "User guide", owner: "ana", status: "In progress", due: "2026-11-27" },
          truth: [
            { from: "2026-11-23", status: "at_risk", eta: "2026-12-01" },
            { from: "2026-11-26", status: "done" },
          ],
        },
        {
          ...{ key: "T-2", title: "Load test", owner: "ana", status: "To do", due: "2026-12-01" },
          truth: [
            { from: "2026-11-23", status: "blocked", blocker: "the staging cluster" },
            { from: "2026-11-26", status: "on_track", eta: "2026-12-01" },
          ],
        },
        {
          ...{ key: "T-3", title: "Press kit", owner: "ben", status: "In progress", due: "2026-12-02" },
          truth: [
            { from: "2026-11-23", status: "at_risk" },
            { from: "2026-11-25", status: "on_track" },
          ],
        },
        {
          ...{ key: "T-4", title: "Price list", owner: "gus", status: "In progress", due: "2026-11-26", eta: "2026-11-26" },
          truth: [
            { from: "2026-11-23", status: "on_track", eta: "2026-11-25" },
            { from: "2026-11-25", status: "done" },
          ],
        },
        { key: "T-5", title: "Support rota", owner: "gus", status: "To do", due: "2026-12-03", dependsOn: "T-4" },
      ],
    },
  ],
  happenings: [],
  kills: [
    { after: "2026-11-23T09:00:00.000Z", when: "posting", downMinutes: 2 },
    { after: "2026-11-25T09:00:00.000Z", when: "heard", downMinutes: 3 },
  ],
};
