import type { Scenario } from "../scenario.ts";
import { person, pressing, telling } from "./people.ts";

/** Three who are taken off the roster: while a question waits for its minute, once it was asked, and after that was answered; one answers all the same. */
export const LEAVING: Scenario = {
  from: "2026-11-23T06:30:00.000Z",
  to: "2026-11-26T17:30:00.000Z",
  sleeps: true,
  members: [
    person("ana", telling(20)),
    person("dana", telling(240, { inThread: true, isTooLate: true })),
    person("gus", telling(20)),
    person("ben", pressing(30)),
  ],
  launches: [
    {
      ...{ id: "launch", date: "2026-12-15", schedule: "0 10,12,16 * * 1-5" },
      tasks: [
        { key: "T-1", title: "User guide", owner: "ana", status: "In progress", due: "2026-12-09" },
        { key: "T-2", title: "Press kit", owner: "dana", status: "In progress", due: "2026-12-09" },
        {
          ...{ key: "T-3", title: "Price list", owner: "gus", status: "In progress", due: "2026-12-09" },
          truth: [{ from: "2026-11-23", status: "at_risk", eta: "2026-12-10" }],
        },
        { key: "T-4", title: "Load test", owner: "ben", status: "In progress", due: "2026-12-09" },
      ],
    },
  ],
  happenings: [
    { at: "2026-11-23T09:02:20.000Z", kind: "leave", person: "ana" },
    { at: "2026-11-23T10:30:00.000Z", kind: "leave", person: "dana" },
    { at: "2026-11-24T10:30:00.000Z", kind: "leave", person: "gus" },
  ],
  kills: [],
};
