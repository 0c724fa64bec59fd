import { REQUIREMENT_SEVERITIES, requirementsIn, type Requirement } from "../../core/kinds/requirement.ts";
import { textFilesIn, type TextFile } from "../../core/kinds/text-file.ts";
import type { Item } from "../../core/item.ts";
import { readAsked, type Asked } from "./asked.ts";
import { judge, paperOf, type Remark } from "./judge.ts";

/** One remark on a document, and the requirement that it is about. */
export interface Reviewed extends Remark {
  document: TextFile;
  requirement: Requirement;
}

/** What became of every document. */
export interface Review {
  /** All there are, by their paths. */
  documents: readonly TextFile[];
  unread: readonly TextFile[];
  requirements: readonly Requirement[];
  deviations: readonly Reviewed[];
  /** What code can't tell of a document. */
  unsure: readonly Reviewed[];
  /** What only a reader can tell of any document. */
  forReaders: readonly Requirement[];
}

/** A requirement with what it asks. */
interface Known {
  requirement: Requirement;
  asked: Asked;
}

/** Holds every document against every requirement, the gravest first. `today` is a plain date. */
export function reviewOf(items: readonly Item[], today: string): Review {
  const documents = textFilesIn(items).toSorted((a, b) => compare(a.path, b.path));
  const known = requirementsIn(items).flatMap((requirement): Known[] => {
    const asked = readAsked(requirement.item.body);
    return "error" in asked ? [] : [{ requirement, asked }];
  });
  const remarks = documents.flatMap((document) => (document.unread === null ? reviewed(document, known, today) : []));
  const grave = remarks.toSorted((a, b) => gravityOf(a) - gravityOf(b));
  return {
    documents,
    unread: documents.filter(({ unread }) => unread !== null),
    requirements: known.map(({ requirement }) => requirement),
    deviations: grave.filter(({ kind }) => kind === "deviation"),
    unsure: grave.filter(({ kind }) => kind === "unsure"),
    forReaders: known.flatMap(({ requirement, asked }) => (asked.kind === "reader" ? [requirement] : [])),
  };
}

function reviewed(document: TextFile, known: readonly Known[], today: string): Reviewed[] {
  const paper = paperOf(document.item.body);
  return known.flatMap(({ requirement, asked }) => {
    if (asked.kind === "reader") return [];
    return judge(paper, asked, today).map((remark) => ({ ...remark, document, requirement }));
  });
}

function gravityOf({ requirement: { severity } }: Reviewed): number {
  return REQUIREMENT_SEVERITIES.indexOf(severity);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
