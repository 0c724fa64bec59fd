import type { Scenario } from "../scenario.ts";
import { person, pressing, telling } from "./people.ts";

const SCHEDULE = "0 10,12,16 * * 1-5";

/** Two automations that look at the same moments and have people in common: a day of theirs belongs to one of the two. */
export const TWO_LAUNCHES: Scenario = {
  from: "2026-11-23T06:30:00.000Z",
  to: "2026-12-04T17:30:00.000Z",
  sleeps: true,
  members: [person("ana", telling(20)), person("dana", telling(150, { inThread: true })), person("gus", pressing(60))],
  launches: [
    {
      ...{ id: "launch", date: "2026-12-15", schedule: SCHEDULE, roster: ["ana", "dana"] },
      tasks: [
        {
          ...{ key: "T-1", title: "User guide", owner: "ana", status: "In progress", due: "2026-12-01" },
          truth: [
            { from: "2026-11-23", status: "at_risk", eta: "2026-12-02" },
            { from: "2026-12-02", status: "done" },
          ],
        },
        { key: "T-2", title: "Press kit", owner: "dana", status: "In progress", due: "2026-12-08" },
      ],
    },
    {
      ...{ id: "rollout", date: "2026-12-17", schedule: SCHEDULE, roster: ["ana", "dana", "gus"] },
      tasks: [
        {
          ...{ key: "R-1", title: "Canary stage", owner: "ana", status: "To do", due: "2026-12-03" },
          truth: [{ from: "2026-11-23", status: "on_track", eta: "2026-12-03" }],
        },
        { key: "R-2", title: "Status page", owner: "dana", status: "To do", due: "2026-12-09" },
        { key: "R-3", title: "Price list", owner: "gus", status: "In progress", due: "2026-12-07" },
      ],
    },
  ],
  happenings: [],
  kills: [
    { after: "2026-11-24T08:50:00.000Z", when: "waiting", downMinutes: 3 },
    { after: "2026-11-26T08:50:00.000Z", when: "posting", downMinutes: 1 },
  ],
};
