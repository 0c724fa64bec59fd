/** When an automation is due. Anything can also be started by hand. */
export type Trigger =
  | { kind: "cron"; expression: string; timezone: string }
  | { kind: "every"; everyMs: number }
  | { kind: "at"; at: string }
  | { kind: "rrule"; rule: string; timezone: string };
