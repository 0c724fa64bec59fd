import type { Bullet, Section } from "../../core/briefing.ts";
import { fact, prose, type Prose } from "../../core/prose.ts";
import type { Room } from "../briefing/length.ts";
import { capitalised, joined } from "../facts.ts";
import { itemsOfMerges, numberOf } from "../digest/words.ts";
import { besideLines, breakingLines, changeLines, countLine, hasSeveralAuthors, newcomerLines } from "../release/lines.ts";
import { releaseParts, TOLD_KINDS, type ReleaseParts, type ToldKind } from "../release/parts.ts";
import { releasesOf, type Release } from "../release/scope.ts";
import { membersOf } from "../select.ts";
import { eventOf } from "./event.ts";
import { finishReport, lineOf, type Draft } from "./finish.ts";
import type { Report, ReportInput } from "./report.ts";

/** Releases that are named beside the one that is told. */
const MOST_OTHERS = 5;
const TITLES: Readonly<Record<ToldKind, string>> = {
  features: "New",
  fixes: "Fixed",
  performance: "Faster",
  security: "Security",
  deprecations: "Will go away",
  back: "Taken back",
  others: "Changed",
};

const NO_RELEASE: Draft = {
  headline: prose`No release was read, since git has no range set`,
  sections: [],
  belongs: () => false,
};

/** What is new between two tags: what has to be looked at before an upgrade, then by kind, each change in exactly one place. */
export const releaseNotes: Report = (input) => {
  const releases = releasesOf(input.items);
  const release = meantBy(input, releases) ?? releases[0];
  if (release === undefined) return (room) => finishReport(NO_RELEASE, input, room);
  const parts = releaseParts(release.merges);
  const own = new Set(release.merges.flatMap(({ item, also }) => [item.id, ...also.map(({ id }) => id)]));
  return (room) =>
    finishReport(
      {
        headline: headlineOf(release, parts),
        sections: sectionsOf(release, parts, { room, others: releases.filter((each) => each !== release) }),
        belongs: (group) => membersOf(group).some(({ finding }) => own.has(finding.primary)),
      },
      input,
      room,
    );
};

/** The release that set the report off. */
function meantBy({ items }: ReportInput, releases: readonly Release[]): Release | undefined {
  const event = eventOf(items);
  const { item, tag } = event?.fields ?? {};
  return releases.find((release) => release.item.id === item) ?? releases.find((release) => release.item.fields["to"] === tag);
}

function headlineOf({ item, name, before, merges, repository }: Release, { breaking }: ReleaseParts): Prose {
  const what = prose`${name} of ${repository === item.fields["repository"] ? fact(item, "fields.repository") : repository}`;
  const since = before === undefined ? "" : prose` since ${before}`;
  if (merges.length === 0) return prose`${capitalised(what)}: nothing was merged${since}`;
  const count = numberOf(itemsOfMerges(merges), "change");
  const risky = breaking.map(({ merge }) => merge.item);
  const warning = risky.length === 0 ? "" : prose`, ${numberOf(risky, "")} of them to look at before you upgrade`;
  return prose`${capitalised(what)}: ${count}${since}${warning}`;
}

function sectionsOf(release: Release, parts: ReleaseParts, { room, others }: { room: Room; others: readonly Release[] }): Section[] {
  const most = mostIn(room);
  const withNames = hasSeveralAuthors(release.merges);
  const list = { style: "list" } as const;
  return [
    { ...list, id: "changed", title: "Before you upgrade", bullets: breakingLines(parts.breaking, withNames) },
    ...TOLD_KINDS.map((kind): Section => ({
      ...list,
      id: "changed",
      title: TITLES[kind],
      bullets: changeLines(parts.told[kind], { most, withNames }),
    })),
    { ...list, id: "changed", title: "First changes of", bullets: newcomerLines(release.merges) },
    { ...list, id: "changed", title: "Besides", bullets: besideLines(parts, withNames) },
    { ...list, id: "counts", title: "Count", bullets: countLine(parts, release.merges) },
    { ...list, id: "changed", title: "Other releases that were read", bullets: otherLines(others) },
  ];
}

function otherLines(others: readonly Release[]): Bullet[] {
  return others.length === 0
    ? []
    : [
        lineOf(
          prose`${joined(
            others.slice(0, MOST_OTHERS).map(({ item }) => prose`${fact(item, "title")} of ${fact(item, "fields.repository")}`),
            ", ",
          )}.`,
        ),
      ];
}

/** All of them where there is room; else so many of each kind that the notes can be read. */
function mostIn({ textLength }: Room): number {
  if (textLength >= 160) return Number.POSITIVE_INFINITY;
  return textLength >= 60 ? 100 : 50;
}
