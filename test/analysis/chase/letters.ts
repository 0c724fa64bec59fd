import { applyReply } from "../../../src/analysis/chase/apply-reply.ts";
import { acknowledgementOf } from "../../../src/analysis/chase/letters/acknowledgement.ts";
import { questionOf } from "../../../src/analysis/chase/letters/question.ts";
import type { LetterContext } from "../../../src/analysis/chase/letters/setting.ts";
import { understand } from "../../../src/analysis/chase/replies/understand.ts";
import type { ChaseItem, ChaseMessage } from "../../../src/analysis/chase/types.ts";
import { updatesOf } from "../../../src/analysis/chase/updates.ts";
import type { Ask, Understood } from "../../../src/core/ask.ts";
import type { Briefing } from "../../../src/core/briefing.ts";
import type { HeardReply } from "../../../src/core/heard-reply.ts";
import type { FieldValue, Item } from "../../../src/core/item.ts";
import type { People } from "../../../src/core/person.ts";
import { textOf } from "../../../src/render/prose.ts";
import { itemOf, taskOf } from "../../support/items.ts";

/** Thursday 19 November 2026, 10:12 in New York. */
export const NOW = "2026-11-19T15:12:00.000Z";
const TIMEZONE = "America/New_York";

export const PEOPLE: People = {
  all: (["Sam Field", "Ana Pereira", "Ben Ortiz", "Priya Nair"] as const).map((name, index) => {
    const key = index === 0 ? "me" : (name.split(" ")[0] ?? "").toLowerCase();
    return { key, name, emails: [`${key}@example.com`], aliases: [], absences: [], vip: false };
  }),
};

/** A task of the plan, as a page of a database has it. */
export function planTask(key: string, title: string, fields: Record<string, FieldValue> = {}): Item {
  const plan = { plan: "Spring", key, dependsOn: [], eta: null, estimate: null, gate: false, statusAt: "2026-11-12T09:00:00.000Z" };
  const { contentHash: _hash, ...task } = taskOf(
    title,
    { owner: "Ana Pereira", status: "in_progress", ...plan, ...fields },
    "2026-11-12T09:00:00.000Z",
  );
  return itemOf({ ...task, id: `notion:${key}`, source: "notion", url: `https://notion.example/${key}` });
}

const LAUNCH = itemOf({
  ...{ id: "notion:spring", source: "notion", kind: "launch", title: "Spring release", url: "https://notion.example/spring" },
  fields: { plan: "Spring", date: "2026-12-01", cadence: null },
});

export const PLAN: readonly Item[] = [
  LAUNCH,
  planTask("T-12", "Docs", { due: "2026-11-24" }),
  planTask("T-14", "Load test", { due: "2026-11-25", status: "blocked", blockedBy: "Ben" }),
  planTask("T-15", "Pricing page", { due: "2026-11-27", status: "todo" }),
];

/** An ask of Ana's about a task of the plan. */
export function askOf(key: string, changes: Partial<Ask> = {}): Ask {
  const title = PLAN.find(({ id }) => id === `notion:${key}`)?.title ?? key;
  return {
    ...{ id: `ask-${key}`, automation: "launch", item: `notion:${key}`, key, title, person: "ana", actor: "ana", state: "asked" },
    ...{ reason: "asked on 2026-11-19", because: "owns it", createdAt: NOW, messages: [{ at: NOW, key: "m1" }], askedBack: false },
    ...changes,
  };
}

export function contextOf(items: readonly Item[] = PLAN): LetterContext {
  const automation = { id: "launch", name: "Launch status" };
  return { automation, run: "manual:launch:1", asOf: NOW, timezone: TIMEZONE, people: PEOPLE, requester: "me", items, aliases: {} };
}

interface Asked {
  kind?: ChaseMessage["kind"];
  isFirst?: boolean;
  more?: number;
  named?: readonly Ask[];
  /** Older rows beside those that are named. */
  rows?: readonly Ask[];
  seen?: readonly ChaseItem[];
  items?: readonly Item[];
  requester?: string;
}

/** What Ana is asked. */
export function question({
  kind = "ask",
  isFirst = false,
  more = 0,
  named = [askOf("T-12")],
  rows = [],
  seen = [],
  items,
  requester = "me",
}: Asked): Briefing {
  const message = { key: "chase:1", person: "ana", kind, asks: named.map(({ id }) => id), more, from: NOW, to: NOW };
  return questionOf(message, { asks: [...rows, ...named], items: seen }, { ...contextOf(items), requester, isFirst });
}

/** What Ana is told to what she wrote of what she was asked about. */
export function answer(
  text: string,
  keys: readonly string[] = ["T-12"],
  changes: Partial<Understood & { start: boolean }> = {},
  rows = keys.map((key) => askOf(key)),
): Briefing {
  const reply: HeardReply = { id: "slack:D1:1.1", person: "ana", at: "2026-11-19T16:00:00.000Z", text, asks: [], grant: "slack" };
  const asked = rows.map(({ item, key, title }) => ({ item, key, title, due: null }));
  const known = PEOPLE.all.map(({ key, name }) => ({ key, name }));
  const understood = { ...understand({ text, at: reply.at, zone: TIMEZONE }, asked, known), ...changes };
  const context = { person: "ana", at: reply.at, heardAt: reply.at, people: PEOPLE, roster: ["ana", "ben"], reply: reply.id, text };
  const after = applyReply(rows, understood, context);
  const updates = updatesOf(after, { items: PLAN, changes: [], earlier: [], people: PEOPLE });
  return acknowledgementOf({ reply, understood, asks: after, updates }, contextOf());
}

/** A letter as its reader sees it, line by line. */
export function linesOf({ headline, sections, timezone, asOf }: Briefing): string[] {
  const reader = { timezone, asOf };
  return [
    textOf(headline, reader),
    ...sections.flatMap(({ style, bullets }) => {
      const lines = bullets.map(({ text }) => textOf(text, reader));
      return style === "list" ? lines.map((line) => `- ${line}`) : [lines.join(" ")];
    }),
  ];
}
