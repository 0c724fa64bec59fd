import type { Item } from "../../../src/core/item.ts";
import type { Scene } from "./scene.ts";

const known = new Map<string, readonly Item[]>();

/** An ordinary life around a morning: what is done, answered, far ahead or sent to many. Nothing of it is amiss. The same morning has the same. */
export function backgroundOf(scene: Scene): readonly Item[] {
  const morning = `${scene.now} ${scene.calendar.timezone}`;
  const items = known.get(morning) ?? everythingAround(scene);
  known.set(morning, items);
  return items;
}

function everythingAround(scene: Scene): Item[] {
  return [...meetingsAround(scene), ...lettersAround(scene), ...talksAround(scene), ...tasksAround(scene), ...codeAround(scene)];
}

function meetingsAround({ meeting }: Scene): Item[] {
  return [
    meeting("Stand-up", "10:00", "10:15", { days: -7, recurring: true, uid: "standup" }),
    meeting("Design talk", "14:00", "15:00", { days: -1, with: { lee: "accepted", jonas: "accepted" } }),
    meeting("Town hall", "11:00", "12:00", { days: 14, by: "grace", with: {}, crowd: 40 }),
    meeting("Retrospective", "15:00", "16:00", { days: 15, with: { lee: "accepted", asha: "accepted" } }),
  ];
}

function lettersAround({ mail, reply, workdayAt }: Scene): Item[] {
  const asked = mail("Slides of Tuesday", workdayAt("11:00", -6), { from: "jonas", body: "Could you send me the slides?" });
  return [
    asked,
    reply(asked, workdayAt("12:00", -6), { from: "me", to: ["jonas"], body: "Here they are." }),
    mail("Ten ideas for spring", workdayAt("07:00", -1), { from: "omar", body: "Read on.", bulk: "list-unsubscribe", unread: true }),
    mail("Thank you", workdayAt("16:00", -3), { from: "asha", body: "Thanks for the tour, it was a pleasure." }),
  ];
}

function talksAround({ chat, workdayAt }: Scene): Item[] {
  const quay = { channel: "C0QUAY", channelName: "#quay" };
  const asked = chat("@Sam Rivera which crane is free?", workdayAt("11:00", -4), { by: "asha", to: ["me"], replies: 1, ...quay });
  return [
    asked,
    chat("The north one.", workdayAt("11:10", -4), { by: "me", below: asked, ...quay }),
    chat("Has anybody seen the blue ladder?", workdayAt("10:00", -3), { by: "jonas", ...quay }),
    chat("Build 41 failed. Who looks at it?", workdayAt("02:00", -2), { by: "omar", bot: true, to: ["me"], ...quay }),
    chat("Lunch at noon!", workdayAt("11:30", -1), { by: "grace", everybody: true, ...quay }),
  ];
}

function tasksAround({ task, workday, workdayAt }: Scene): Item[] {
  return [
    task("Archive old drawings", { status: "done", due: workday(-4), owner: "Jonas Brandt" }),
    task("Choose a caterer", { due: workday(20), owner: "Asha Gurung" }),
    task("Sort the photographs", { status: "in_progress", owner: "Lee Park" }, workdayAt("10:00", -1)),
    task("Drop the old brochure", { status: "cancelled", due: workday(-9), owner: "Grace Okafor" }),
  ];
}

function codeAround({ pull, job, rollout, workdayAt, minutes }: Scene): Item[] {
  const reviewed = { asha: ["approved", workdayAt("15:00", -8)] } as const;
  const merged = { openedAt: workdayAt("10:00", -9), state: "merged", mergedAt: workdayAt("16:00", -8), said: reviewed } as const;
  return [
    pull("Round the tide tables", merged),
    pull("Draw the moon", { draft: true, openedAt: workdayAt("10:00", -4) }),
    pull("Bump the clock library", { bot: true, by: "omar", openedAt: workdayAt("10:00", -6) }),
    job(workdayAt("14:00", -3), { conclusion: "failed", repository: "harbor/buoys" }),
    job(workdayAt("15:00", -3), { repository: "harbor/buoys" }),
    job(minutes(-600), { repository: "harbor/gauges" }),
    rollout("Gauges 7", workdayAt("10:00", -1), { service: "gauges", plannedStageHours: 400 }),
    rollout("Buoys 3", workdayAt("10:00", -5), { service: "buoys", state: "done", stage: "100 %" }),
  ];
}
