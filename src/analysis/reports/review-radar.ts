import type { Report } from "./report.ts";
export const reviewRadar: Report = () => () => ({ headline: [], sections: [] });
