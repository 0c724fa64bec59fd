import type { Schedule } from "../core/trigger.ts";
import { at } from "./at.ts";
import { cron } from "./cron.ts";
import { every } from "./every.ts";
import { rrule } from "./rrule.ts";
import type { TriggerKind } from "./trigger-kind.ts";

/** All kinds of schedules that there are, one line each. */
export function kindOf(trigger: Schedule): TriggerKind {
  switch (trigger.kind) {
    case "cron":
      return cron(trigger);
    case "every":
      return every(trigger);
    case "at":
      return at(trigger);
    case "rrule":
      return rrule(trigger);
  }
}
