import type { Scenario } from "../scenario.ts";
import { person, pressing, telling } from "./people.ts";

/** A week on a machine whose clock is set back by an hour while questions wait for their minute, and again when a digest was just told. */
export const CLOCK_SET_BACK: Scenario = {
  from: "2026-11-23T06:30:00.000Z",
  to: "2026-11-27T17:30:00.000Z",
  members: [person("ana", telling(90)), person("ben", pressing(50)), person("gus", telling(330, { inThread: true }))],
  launches: [
    {
      ...{ id: "launch", date: "2026-12-08", schedule: "0 * * * 1-5" },
      tasks: [
        {
          ...{ key: "T-1", title: "User guide", owner: "ana", status: "In progress", due: "2026-11-30" },
          truth: [
            { from: "2026-11-23", status: "at_risk", eta: "2026-12-01" },
            { from: "2026-11-26", status: "done" },
          ],
        },
        { key: "T-2", title: "Press kit", owner: "ben", status: "In progress", due: "2026-12-02" },
        {
          ...{ key: "T-3", title: "Price list", owner: "gus", status: "To do", due: "2026-12-01" },
          truth: [{ from: "2026-11-23", status: "on_track", eta: "2026-12-01" }],
        },
      ],
    },
  ],
  happenings: [
    { at: "2026-11-23T09:00:30.000Z", kind: "clock", byMinutes: -60 },
    { at: "2026-11-25T15:11:00.000Z", kind: "clock", byMinutes: -60 },
  ],
  kills: [{ after: "2026-11-24T10:00:00.000Z", when: "heard", downMinutes: 3 }],
};
