import { codeOf, type ApprovalRequest } from "../../core/approval.ts";
import type { Briefing, Bullet, Section } from "../../core/briefing.ts";
import { prose, strong, type Prose, type Span } from "../../core/prose.ts";
import { CHIEF } from "./alert-briefing.ts";

/** What whoever is asked about a held message needs to know. */
export interface RequestContext {
  request: ApprovalRequest;
  /** The request's own name. */
  id: string;
  asOf: string;
  /** The zone of the person who is asked. */
  timezone: string;
  /** Title of what is held. */
  title: string;
  /** Where it would go, as a part of a sentence. */
  where: string;
  /** Who reads there, as a sentence; absent where that goes without saying. */
  readers?: string;
  /** Why it waits, each as a sentence. */
  reasons: readonly string[];
  /** The message's key, as people name it. */
  key: string;
}

/** The document that asks a person about a held message, all of which stands in it. */
export function requestBriefing(context: RequestContext): Briefing {
  const { request, id, asOf, timezone, title, where, readers, reasons, key } = context;
  const about = [`It would go ${where}.`, ...(readers === undefined ? [] : [readers]), ...reasons];
  return {
    automation: CHIEF,
    title: `Chief asks: may ${title} be sent?`,
    run: id,
    asOf,
    timezone,
    example: false,
    headline: prose`${strong(title)} waits for your word until ${instant(request.until)}.`,
    sections: [sectionOf("risks", "What you are asked", [...about, ...withheld(request)]), ...wholeOf(request)],
    gaps: [],
    coverage: prose`To answer: chief approve ${key} shows it once more and lets it go, chief deny ${key} ends it, chief messages ${key} shows it.`,
    citations: [],
    sources: [],
    quiet: false,
    request,
  };
}

const WITHHELD = "The message itself is not shown here, where others read too.";

function withheld({ text }: ApprovalRequest): string[] {
  return text === undefined ? [WITHHELD] : [];
}

function wholeOf({ text }: ApprovalRequest): Section[] {
  // Rules below headings, which only line up in plain text, tell nothing.
  const lines = text?.split("\n").filter((line) => !/^\s*(?:-{3,}\s*)?$/.test(line));
  return lines ? [{ ...sectionOf("open", "The message, whole", lines), style: "text" }] : [];
}

/** The same, with the words by which it is answered where it is read. */
export function withCode(briefing: Briefing): Briefing {
  const { request, coverage } = briefing;
  if (!request) return briefing;
  const code = codeOf(request.content);
  const how = prose`You can write back: approve ${code}, or deny ${code}. `;
  return { ...briefing, coverage: request.asked === "me" ? [...how, ...coverage] : how, request: { ...request, code } };
}

/** The same for somebody who has no command line here and whose words are not taken: what they can do. */
export function withWayOut(briefing: Briefing, { owner, isLetter }: { owner: string; isLetter: boolean }): Briefing {
  const coverage = isLetter
    ? prose`No answer to this mail is taken. Tell ${strong(owner)}, who can end it or have you asked another way; if you were asked in Slack as well, answer there.`
    : prose`Answer by a button below. Where there is none, tell ${strong(owner)}, who can end it or have you asked another way.`;
  return { ...briefing, coverage };
}

function sectionOf(id: Section["id"], title: string, lines: readonly string[]): Section {
  return { id, title, style: "list", bullets: lines.map((line) => bulletOf(prose`${line}`)) };
}

function bulletOf(text: Prose): Bullet {
  return { kind: "fact", text, cites: [], flags: [] };
}

function instant(at: string): Span {
  return { kind: "fact", fact: { item: "run", path: "at", value: at }, form: "instant" };
}
