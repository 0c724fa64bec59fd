import type { RolloutWords } from "../code.ts";
import { incidentItem, issueItem } from "../records.ts";
import type { Scene } from "../scene.ts";
import type { Plot, Telling, Trial } from "../trial.ts";

/** A rollout of the tides, and what is broken. */
const during =
  (broken: (s: Scene) => Plot["items"], words: RolloutWords = {}): Telling =>
  (s) => {
    const rollout = s.rollout("Tides 5", s.minutes(-180), words);
    return { items: [rollout, ...broken(s)], about: [rollout] };
  };

const incident: (s: Scene) => Plot["items"] = (s) => [incidentItem("Tables are late", s.minutes(-60))];
const labelled =
  (...labels: string[]) =>
  (s: Scene): Plot["items"] => [issueItem("Tables are late", s.minutes(-60), { labels })];

export const rolloutInIncident: Trial = {
  rule: "X-09",
  found: {
    "under way": during(incident),
    "planned for tomorrow": (s) => during(incident, { state: "planned", nextStepAt: s.at("10:00", 1) })(s),
    "written in capitals": during((s) => [incidentItem("Tables are late", s.minutes(-60), { service: "Tides" })]),
    "an issue says so": during(labelled("bug", "incident")),
    "an issue of the same repository says so": during(labelled("type: outage"), { service: "harbor/tides" }),
    "two incidents": during((s) => [...incident(s), incidentItem("No tables at all", s.minutes(-30))]),
  },
  near: {
    "of another service": during((s) => [incidentItem("Moon is dark", s.minutes(-60), { service: "moon" })]),
    "of another repository of that name": during(labelled("incident"), { service: "pier/tides" }),
    mitigated: during((s) => [incidentItem("Tables are late", s.minutes(-60), { state: "mitigated" })]),
    resolved: during((s) => [incidentItem("Tables are late", s.minutes(-60), { state: "resolved" })]),
    "an issue with another label": during(labelled("bug", "incident-review")),
    "of no service": during((s) => [incidentItem("Tables are late", s.minutes(-60), { service: null })]),
  },
  exempt: {
    "the rollout is done": during(incident, { state: "done" }),
    "the rollout is paused": during(incident, { state: "paused" }),
    "the issue is closed": during((s) => [issueItem("Tables are late", s.minutes(-60), { labels: ["incident"], state: "closed" })]),
  },
};
