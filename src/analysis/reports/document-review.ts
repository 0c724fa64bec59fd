import { prose } from "../../core/prose.ts";
import { finishReport } from "./finish.ts";
import type { Report } from "./report.ts";

/** What is at risk, under a headline of its own. */
export const documentReview: Report = (input) => (room) =>
  finishReport({ headline: prose`Looked at what was read`, sections: [] }, input, room);
