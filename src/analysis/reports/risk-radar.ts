import type { Section } from "../../core/briefing.ts";
import type { LedgerWord } from "../../core/finding.ts";
import type { Item } from "../../core/item.ts";
import { planTasksIn } from "../../core/kinds/launch.ts";
import { prose, type Prose } from "../../core/prose.ts";
import { clearedBullets, countBullet, RISK_COLUMNS, riskRow } from "../briefing/bullets.ts";
import { countFlags } from "../briefing/flag-count.ts";
import type { Room } from "../briefing/length.ts";
import { numberOf } from "../digest/words.ts";
import { membersOf, type Group, type Selection } from "../select.ts";
import { finishReport } from "./finish.ts";
import type { Report, ReportInput } from "./report.ts";

/** What is endangered, in the order in which it is told, and the kinds of items and the rules by which it is known. */
const ENDANGERED: readonly (readonly [title: string, kinds: readonly string[], rules: RegExp])[] = [
  ["The launch", ["launch"], /^LNCH-/],
  ["Rollouts", ["rollout", "incident"], /^ROLL-/],
  ["Checks", ["ci_job"], /^CI-/],
  ["Promises and answers", ["mail", "message"], /^(?:MAIL|CHAT)-/],
  ["Reviews", ["pull_request"], /^PR-/],
  ["Meetings", ["instance"], /^CAL-/],
  ["Work", [], /^/],
];
/** What the reader has not heard yet comes first. */
const ORDER: readonly LedgerWord[] = ["new", "worse", "changed", "repeat"];

/** All that is at risk by what it endangers, with owner, day and next step, what is new or worse first; and what got better. */
export const riskRadar: Report = (input) => {
  const { selection, items, asOf, automation, calendar } = input;
  const ranked = rankedIn(selection);
  const titleOf = createSorter(items);
  const all = new Map(items.map((item) => [item.id, item]));
  return (room) => {
    const told = ranked.slice(0, rowsIn(room));
    const tables = ENDANGERED.map(([title], index): Section => ({
      id: index === ENDANGERED.length - 1 ? "open" : "risks",
      title,
      style: "numbered",
      columns: RISK_COLUMNS,
      bullets: told.filter((group) => titleOf(group) === title).map((group) => riskRow(group, asOf, calendar.timezone)),
    }));
    const better = clearedBullets(selection.cleared, all, room.today);
    const small = selection.small.length === 0 ? [] : [countBullet(selection.small, automation)];
    const sections: readonly Section[] = [
      ...tables,
      { id: "cleared", title: "Better", style: "list", bullets: better },
      { id: "counts", title: "Not shown", style: "line", bullets: small },
    ];
    return finishReport({ headline: headlineOf(told, selection, input), sections, belongs: () => true, isOfRisks: true }, input, room);
  };
};

/** A page of rows takes more room than a briefing's risks, and there is more of it. */
function rowsIn({ risks, today }: Room): number {
  return risks + today;
}

/** What is shown of all that stands, in the order in which it is told. */
function rankedIn({ risks, more, today, agenda, changed, open, postponed }: Selection): Group[] {
  const groups = [risks, more, today, agenda, changed, open, postponed].flat();
  const placeOf = (group: Group): number => Math.min(...membersOf(group).map(({ word }) => ORDER.indexOf(word)));
  return groups.toSorted((a, b) => placeOf(a) - placeOf(b) || b.lead.finding.severity - a.lead.finding.severity);
}

/** Says what a group endangers: by what it is about, or by its rule where that does not say. */
function createSorter(items: readonly Item[]): (group: Group) => string {
  const kinds = new Map(items.map(({ id, kind }) => [id, kind]));
  const planned = new Set(planTasksIn(items).map(({ item }) => item.id));
  return ({ lead: { finding } }) => {
    const kind = planned.has(finding.primary) ? "launch" : (kinds.get(finding.primary) ?? "");
    const [title] =
      ENDANGERED.find(([, known]) => known.includes(kind)) ?? ENDANGERED.find(([, , rules]) => rules.test(finding.rule)) ?? [];
    return title ?? "";
  };
}

function headlineOf(told: readonly Group[], { cleared }: Selection, { since, items }: ReportInput): Prose {
  const better = betterIn(cleared, items);
  if (told.length === 0) return prose`Nothing of what was read is at risk${better}`;
  const fresh = told.filter((group) => membersOf(group).some(({ word }) => word === "new" || word === "worse"));
  const leads = (groups: readonly Group[]): Group["lead"][] => groups.map(({ lead }) => lead);
  // On a first run all is new, which says nothing.
  const news = fresh.length === 0 || since === undefined ? [] : prose`, ${countFlags(leads(fresh), "")} of them new or worse`;
  return prose`${countFlags(leads(told), "thing")} ${told.length === 1 ? "is" : "are"} at risk${news}${better}`;
}

/** What is over has no evidence left but the thing itself, and where that is gone as well nothing can be counted. */
function betterIn(cleared: Selection["cleared"], items: readonly Item[]): Prose {
  const about = new Set(cleared.map(({ finding }) => finding.primary));
  const there = items.filter(({ id }) => about.has(id));
  if (cleared.length === 0) return [];
  return there.length === cleared.length ? prose`; ${numberOf(there, "thing")} got better` : prose`; some things got better`;
}
