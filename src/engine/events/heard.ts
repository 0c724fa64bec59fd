import type { Automation } from "../../core/automation.ts";
import type { Event } from "../../core/event.ts";
import type { EventTrigger } from "../../core/trigger.ts";
import { isSchedule } from "../../core/trigger.ts";
import { matches } from "./where.ts";

/** What an event trigger remembers. Times are milliseconds since the epoch. */
export interface Memory {
  /** When the last event came that was not skipped. */
  lastAt?: number;
  /** The occurrence that collects a burst, until when, and how many events it has. */
  burst?: { id: string; startAt: number; size: number };
}

/** An event trigger in force. */
export interface Listener {
  automation: Automation;
  trigger: EventTrigger;
  /** Equal for triggers that say the same. */
  key: string;
  memory: Memory;
}

/** The listeners by topic, those of one automation together and in the order of its definition. */
export type Hearing = ReadonlyMap<string, readonly (readonly Listener[])[]>;

/** The event triggers of automations, nothing remembered yet. */
export function listenersOf(automations: readonly Automation[]): Listener[] {
  return automations.flatMap((automation) =>
    automation.triggers.flatMap((trigger) =>
      isSchedule(trigger) ? [] : [{ automation, trigger, key: `${automation.id} ${JSON.stringify(trigger)}`, memory: {} }],
    ),
  );
}

/** Puts listeners where an event of their topic finds them. */
export function hearingOf(listeners: readonly Listener[]): Hearing {
  const hearing = new Map<string, Listener[][]>();
  for (const [topic, ofTopic] of Map.groupBy(listeners, ({ trigger }) => trigger.topic)) {
    hearing.set(topic, [...Map.groupBy(ofTopic, ({ automation }) => automation.id).values()]);
  }
  return hearing;
}

/** For each automation the first of its triggers that an event matches: it gets one occurrence, whatever else would match. */
export function whoHears(hearing: Hearing, event: Event): Listener[] {
  const heard: Listener[] = [];
  for (const listeners of hearing.get(event.topic) ?? []) {
    const listener = listeners.find(({ trigger }) => trigger.where.length === 0 || matches(trigger.where, event.fields));
    if (listener) heard.push(listener);
  }
  return heard;
}
