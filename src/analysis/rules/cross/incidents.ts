import type { Finding } from "../../../core/finding.ts";
import type { Fact, Item } from "../../../core/item.ts";
import { incidentsIn } from "../../../core/kinds/incident.ts";
import { issuesIn } from "../../../core/kinds/issue.ts";
import type { Rollout } from "../../../core/kinds/rollout.ts";
import { fact, getFact, prose } from "../../../core/prose.ts";
import { finding, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency } from "../../severity.ts";
import { evidenceOf, impactOf, nameOf, openRollouts, ownerOf, stateOf } from "../rollouts/rollout.ts";

/** Both name their service; or the repository stands for it. */
const CONFIDENCE = 0.9;
/** It is under way. */
const NOW = 3;
/** What people call an issue that tells of something broken. */
const INCIDENT = /^(?:(?:type|kind)[:/ ]+)?(?:incident|outage|sev-?[0-4]|p[01])$/i;

/** something is broken, and more is about to change. */
export const rolloutInIncident: Rule = {
  id: "X-09",
  title: "Rollout during an incident",
  about:
    "A rollout that is planned or under way for a service that has an open incident, by its own list or by an issue that is labelled as one: it may make things worse, and nobody can tell any more what did it.",
  source: "files",
  cleared: "the incident is over, or the rollout is",
  thresholds: {},
  find: (context) => {
    const incidents = openIncidents(context.items);
    return openRollouts(context.items).flatMap((rollout) => {
      const own = rollout.state === "paused" ? [] : incidents.filter(({ service }) => isSame(service, rollout.service));
      return own[0] === undefined ? [] : [incidentFinding(rollout, [own[0], ...own.slice(1)], context)];
    });
  },
};

/** Something that is broken now. */
interface Broken {
  item: Item;
  service: string;
  evidence: readonly Fact[];
}

/** The open incidents, the oldest first. */
function openIncidents(items: readonly Item[]): Broken[] {
  const incidents = incidentsIn(items).flatMap(({ item, service, state }): Broken[] =>
    service === null || state !== "open" ? [] : [{ item, service, evidence: evidenceOfIncident(item, "service", "state") }],
  );
  const issues = issuesIn(items).flatMap(({ item, repository, state, labels }): Broken[] =>
    state !== "open" || !labels.some((label) => INCIDENT.test(label.trim()))
      ? []
      : [{ item, service: repository, evidence: evidenceOfIncident(item, "repository", "state", "labels") }],
  );
  return [...incidents, ...issues].toSorted((a, b) => a.item.ts.localeCompare(b.item.ts) || a.item.id.localeCompare(b.item.id));
}

function evidenceOfIncident(item: Item, ...fields: readonly string[]): Fact[] {
  return [getFact(item, "title"), ...fields.map((field) => getFact(item, `fields.${field}`)), getFact(item, "ts")];
}

/** A repository `owner/name` and a service `name` are the same; of two repositories both parts count. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [one.trim().toLowerCase(), other.trim().toLowerCase()];
  const isWhole = a.includes("/") === b.includes("/");
  return isWhole ? a === b : a.split("/").at(-1) === b.split("/").at(-1);
}

function incidentFinding(rollout: Rollout, incidents: readonly [Broken, ...Broken[]], context: RuleContext): Finding {
  const { people, now, calendar } = context;
  const { nextStepAt, item, state } = rollout;
  const [oldest] = incidents;
  const isAhead = nextStepAt !== null && nextStepAt >= now;
  return finding({
    rule: rolloutInIncident,
    primary: item,
    factors: {
      impact: impactOf(4, rollout, people),
      urgency: isAhead && state === "planned" ? deadlineUrgency(nextStepAt, now, calendar) : NOW,
    },
    confidence: CONFIDENCE,
    title: prose`${nameOf(rollout)} goes on during an incident`,
    why: prose`${fact(oldest.item, "title")} is open since ${fact(oldest.item, "ts", "instant")}`,
    action: prose`hold it until that is over, unless it is what mends it`,
    owner: ownerOf(rollout, people),
    ...(isAhead && { due: nextStepAt }),
    evidence: [...evidenceOf(rollout, "service", "state", "nextStepAt"), ...incidents.flatMap(({ evidence }) => evidence)],
    metric: incidents.length,
    state: [stateOf(rollout, people), ...incidents.map(({ item: { id } }) => id)].join("|"),
  });
}
