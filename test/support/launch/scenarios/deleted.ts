import type { Scenario } from "../scenario.ts";
import { person, telling } from "./people.ts";

/** Two who take their answer away in Slack: one at once, one after it was heard. What was said was said. */
export const DELETED: Scenario = {
  from: "2026-11-23T06:30:00.000Z",
  to: "2026-11-25T17:30:00.000Z",
  sleeps: true,
  members: [
    person("ana", telling(20, { deletedAfterMinutes: 0.25 })),
    person("dana", telling(30, { inThread: true, deletedAfterMinutes: 30 })),
  ],
  launches: [
    {
      ...{ id: "launch", date: "2026-12-15", schedule: "0 10,12,16 * * 1-5" },
      tasks: [
        {
          ...{ key: "T-1", title: "User guide", owner: "ana", status: "In progress", due: "2026-12-09" },
          truth: [{ from: "2026-11-23", status: "at_risk", eta: "2026-12-10" }],
        },
        {
          ...{ key: "T-2", title: "Press kit", owner: "dana", status: "In progress", due: "2026-12-09" },
          truth: [{ from: "2026-11-23", status: "done" }],
        },
      ],
    },
  ],
  happenings: [],
  kills: [],
};
