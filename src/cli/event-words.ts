import type { Automation } from "../core/automation.ts";
import { triggerInWords } from "../policy/trigger-words.ts";
import { eventSources } from "../triggers/event-sources.ts";

/** What an automation's event triggers wait for, one sentence part each, such as `when a file of notes changes, if change is created`. */
export function eventsInWords({ triggers, timezone }: Pick<Automation, "triggers" | "timezone">): Promise<string[]> {
  const events = triggers.filter((trigger) => trigger.kind === "event");
  return Promise.all(
    events.map(async (trigger) => {
      const source = await eventSources.load(trigger.source);
      return triggerInWords(trigger, timezone, ({ options }) => source.describe(options));
    }),
  );
}
