import type { Report } from "./report.ts";
export const standup: Report = () => () => ({ headline: [], sections: [] });
