import type { Scenario } from "../scenario.ts";
import { person, telling } from "./people.ts";

const DAY_MINUTES = 24 * 60;

/** Two who are silent until asking has ended, on the day after its last reminder: one answers 13 days after that, the other 15. */
export const LATE: Scenario = {
  from: "2026-11-02T06:30:00.000Z",
  to: "2026-11-23T17:30:00.000Z",
  sleeps: true,
  members: [
    person("ana", (asked) => (asked.count < 3 ? undefined : telling(asked.count === 3 ? 14 * DAY_MINUTES : 20)(asked))),
    person("dana", (asked) => (asked.count < 3 ? undefined : telling(16 * DAY_MINUTES, { inThread: true, isTooLate: true })(asked))),
  ],
  launches: [
    {
      ...{ id: "launch", date: "2026-12-15", schedule: "0 10,16 * * 1-5" },
      tasks: [
        {
          ...{ key: "T-1", title: "User guide", owner: "ana", status: "In progress", due: "2026-12-09" },
          truth: [{ from: "2026-11-02", status: "at_risk", eta: "2026-12-10" }],
        },
        {
          ...{ key: "T-2", title: "Press kit", owner: "dana", status: "In progress", due: "2026-12-09" },
          truth: [{ from: "2026-11-02", status: "done" }],
        },
      ],
    },
  ],
  happenings: [],
  kills: [],
};
