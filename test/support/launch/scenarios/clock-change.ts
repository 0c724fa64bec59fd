import type { Scenario } from "../scenario.ts";
import { person, pressing, telling } from "./people.ts";

/** Two weeks in which clocks are set back, in Europe on 25 October and in America on 1 November 2026; in Sydney they were put on before. */
export const CLOCK_CHANGE: Scenario = {
  from: "2026-10-22T06:00:00.000Z",
  to: "2026-11-04T22:00:00.000Z",
  members: [
    person("ana", telling(20)),
    person("ben", pressing(45)),
    person("fay", telling(30)),
    person("gus", telling(90, { inThread: true })),
  ],
  launches: [
    {
      ...{ id: "launch", date: "2026-11-12", schedule: "0 * * * *" },
      tasks: [
        {
          ...{ key: "T-1", title: "User guide", owner: "ana", status: "In progress", due: "2026-11-03" },
          truth: [
            { from: "2026-10-22", status: "on_track", eta: "2026-11-03" },
            { from: "2026-10-27", status: "at_risk", eta: "2026-11-05" },
            { from: "2026-11-03", status: "done" },
          ],
        },
        { key: "T-2", title: "Press kit", owner: "ben", status: "In progress", due: "2026-11-06" },
        {
          ...{ key: "T-3", title: "Translations", owner: "fay", status: "To do", due: "2026-11-05" },
          truth: [{ from: "2026-10-22", status: "on_track", eta: "2026-11-04" }],
        },
        {
          ...{ key: "T-4", title: "Price list", owner: "gus", status: "In progress", due: "2026-11-02" },
          truth: [
            { from: "2026-10-22", status: "at_risk", eta: "2026-11-03" },
            { from: "2026-11-02", status: "done" },
          ],
        },
      ],
    },
  ],
  happenings: [],
  kills: [
    { after: "2026-10-25T00:40:00.000Z", when: "idle", downMinutes: 40 },
    { after: "2026-10-26T09:00:00.000Z", when: "running", downMinutes: 2 },
    { after: "2026-11-01T05:40:00.000Z", when: "idle", downMinutes: 40 },
    { after: "2026-11-02T15:00:00.000Z", when: "posted", downMinutes: 1 },
  ],
};
