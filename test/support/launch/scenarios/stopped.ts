import type { Scenario } from "../scenario.ts";
import { person } from "./people.ts";

const SCHEDULE = "0 10,12,16 * * 1-5";

/** One whom two automations ask on two days, and who then says below the first question that it is enough. */
export const STOPPED: Scenario = {
  from: "2026-11-23T06:30:00.000Z",
  to: "2026-11-30T17:30:00.000Z",
  sleeps: true,
  members: [
    person("dana", ({ count }) =>
      count === 1 ? { afterMinutes: 26 * 60, by: "words", text: "stop", says: [], stops: true, inThread: true } : undefined,
    ),
  ],
  launches: [
    {
      ...{ id: "launch", date: "2026-12-15", schedule: SCHEDULE },
      tasks: [{ key: "T-1", title: "User guide", owner: "dana", status: "In progress", due: "2026-12-09" }],
    },
    {
      ...{ id: "rollout", date: "2026-12-17", schedule: SCHEDULE },
      tasks: [{ key: "R-1", title: "Canary stage", owner: "dana", status: "In progress", due: "2026-12-10" }],
    },
  ],
  happenings: [],
  kills: [],
};
