import type { Ask, Understood } from "../../../core/ask.ts";
import type { Automation } from "../../../core/automation.ts";
import type { Briefing, PlanUpdate, Section } from "../../../core/briefing.ts";
import type { HeardReply } from "../../../core/heard-reply.ts";
import type { Item } from "../../../core/item.ts";
import type { People } from "../../../core/person.ts";
import { mintCitations } from "../../briefing/citations.ts";

/** What a letter to one person is written with. */
export interface LetterContext {
  automation: Pick<Automation, "id" | "name">;
  run: string;
  /** The instant that it speaks of. */
  asOf: string;
  /** Its reader's IANA zone. */
  timezone: string;
  people: People;
  /** Who wants to know: a key of people, or `me`. */
  requester: string;
  /** What was read, each thing once: the plan is among it. */
  items: readonly Item[];
  /** First letter of a source's citations, by connector. */
  aliases: Readonly<Record<string, string>>;
}

/** What has become of one reply. */
export interface Heard {
  reply: HeardReply;
  understood: Understood;
  /** Rows as the reply left them: those that it changed, and those that are new. */
  asks: readonly Ask[];
  /** What goes into the plan by it, without anybody's further look. */
  updates: readonly PlanUpdate[];
}

/** A letter in its reader's zone; what it names leads to where it is. */
export function letterOf(
  context: LetterContext,
  letter: { about: string } & Pick<Briefing, "headline" | "sections"> & Pick<Partial<Briefing>, "asking" | "answers">,
): Briefing {
  const { automation, run, asOf, timezone, items, aliases } = context;
  const sections = letter.sections.filter(({ bullets }) => bullets.length > 0);
  const byId = new Map(items.map((item) => [item.id, item]));
  const bullets = sections.flatMap((section) => section.bullets);
  const shown = letter.headline.flatMap((span) => (span.kind === "fact" && byId.has(span.fact.item) ? [span.fact.item] : []));
  const opening = { kind: "fact", text: letter.headline, cites: [...new Set(shown)], flags: [] } as const;
  return {
    ...{ automation: automation.id, title: automation.name, run, asOf, timezone },
    example: items.some((item) => item.fields["example"] === true),
    ...{ ...letter, sections, citations: mintCitations([opening, ...bullets], byId, aliases) },
    ...{ gaps: [], coverage: [], sources: [], quiet: false },
  };
}

/** Lines of a letter; those of a `list` stand each by itself. */
export function partOf(style: "list" | "line", id: Section["id"], title: string, bullets: Section["bullets"]): Section {
  return { id, title, style, bullets };
}

/** What people call somebody; the key where nobody is known by it. */
export function nameOf(key: string, { people }: Pick<LetterContext, "people">): string {
  return people.all.find((person) => person.key === key)?.name ?? key;
}

/** Who wants to know, as whoever is asked knows them: an owner whom config does not name is only that. */
export function requesterOf(context: Pick<LetterContext, "people" | "requester">): string {
  const name = context.people.all.find(({ key }) => key === context.requester)?.name;
  return name === undefined || name === "You" ? "the owner of the plan" : name;
}

/** The name by which somebody is greeted. */
export function firstNameOf(key: string, context: Pick<LetterContext, "people">): string {
  return nameOf(key, context).split(" ")[0] ?? key;
}
