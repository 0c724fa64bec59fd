import { plainDateOf } from "../core/work-calendar.ts";

/** The plain date of a date or of an instant. */
export function dateOf(moment: string, timezone: string): string {
  return moment.includes("T") ? plainDateOf(moment, timezone) : moment;
}

/** Whether a field's text is a plain date or an instant. */
export function isMoment(text: string): boolean {
  return /^\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?$/.test(text) && !Number.isNaN(Date.parse(text));
}
