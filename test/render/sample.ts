import type { Briefing, Bullet } from "../../src/core/briefing.ts";
import { prose, strong, type FactForm, type Prose, type Span } from "../../src/core/prose.ts";

/** A fact of the item that the sample cites as F1. */
export function factOf(value: string | number, form: FactForm = "text"): Span {
  return { kind: "fact", fact: { item: "files:tasks/launch.md#a1", path: "title", value }, form };
}

/** A bullet that cites what it is given. */
export function bulletOf(text: Prose, ...cites: string[]): Bullet {
  return { kind: "fact", text, cites, flags: [] };
}

/** A bullet that tells of the finding with this key. */
function flagOf(key: string, text: Prose, ...cites: string[]): Bullet {
  return { kind: "judgement", text, cites, flags: [key] };
}

/** A briefing with every kind of section, as of Thursday 19 November 2026, 09:00 in Los Angeles. */
export function sampleBriefing(changes: Partial<Briefing> = {}): Briefing {
  const task = "files:tasks/launch.md#a1";
  const commit = "git:shop/commit/0123456789abcdef0123456789abcdef01234567";
  return {
    automation: "morning-briefing",
    title: "Morning briefing",
    run: "sched:morning-briefing:2026-11-19T17:00:00.000Z",
    asOf: "2026-11-19T17:00:00.000Z",
    timezone: "America/Los_Angeles",
    example: false,
    headline: prose`2 things need you.`,
    sections: [
      {
        id: "risks",
        title: "At risk",
        style: "numbered",
        bullets: [
          flagOf(
            "3fa2c1b0d5e6f708192a3b4c5d6e7f8091a2b3c4",
            prose`${strong("Send the signed contract to Acme")} is overdue: it was due ${factOf("2026-11-16", "date")}, ${{ kind: "derived", derived: { value: 3, unit: "business day", from: [] } }} ago. Next: send it or agree a new date (you, by today).`,
            task,
          ),
          flagOf(
            "a2a3b62c5d6e7f8091a2b3c4d5e6f708192a3b4c",
            prose`${strong("Load test the checkout")} has been blocked by staging access since ${factOf("2026-11-10", "date")}. Next: ask Dana to open it (Priya).`,
            task,
            commit,
          ),
        ],
      },
      { id: "today", title: "Today", style: "line", bullets: [bulletOf(prose`Approve the launch post, due today.`, task)] },
      {
        id: "changed",
        title: "Changed since Wed 18 Nov 09:00",
        style: "list",
        bullets: [
          bulletOf(
            prose`${factOf(12, "count")} commits by Priya and Lee, the last ${factOf("2026-11-19T15:42:00.000Z", "instant")}: ${factOf("Retry the payment webhook")}.`,
            commit,
          ),
        ],
      },
      { id: "cleared", title: "Cleared", style: "line", bullets: [bulletOf(prose`Renew the certificate is done.`, task)] },
      { id: "open", title: "Still open (2)", style: "line", bullets: [bulletOf(prose`Order the banners; book the room.`)] },
    ],
    gaps: [bulletOf(prose`Repository old/site could not be read: no permission. Give yourself read access to the folder.`)],
    coverage: prose`Looked at 2 repositories and 3 files. 14 tasks need nothing.`,
    citations: [
      { alias: "F1", item: task, title: "Send the signed contract to Acme", place: "tasks/launch.md" },
      { alias: "R1", item: commit, title: "Retry the payment webhook", url: "https://example.com/shop/commit/0123456" },
    ],
    sources: [],
    quiet: false,
    ...changes,
  };
}

/** What Ana is asked on a Thursday: two things of her plan, the second of which has no page. */
export function questionBriefing(changes: Partial<Briefing> = {}): Briefing {
  const [docs, load] = ["notion:docs", "files:plan/launch.csv#load-test"];
  const titled = (item: string, value: string): Span => ({ kind: "fact", fact: { item, path: "title", value }, form: "text" });
  const asks = [
    { id: `v1:${"a".repeat(64)}`, key: "T-12", title: "Docs" },
    { id: `v1:${"b".repeat(64)}`, key: "T-14", title: "Load test" },
  ];
  return sampleBriefing({
    ...{ automation: "launch-status", title: "Launch status", about: "chase:ana:2026-11-19", gaps: [], coverage: [] },
    asking: { kind: "ask", asks },
    headline: prose`Hi Ana, I am Sam's assistant and keep the launch plan up to date for the meeting at ${factOf("2026-11-20T00:00:00.000Z", "time")}. Two parts of it are yours, and I could not find out how they stand:`,
    sections: [
      {
        ...{ id: "open", title: "Open", style: "list" },
        bullets: [
          bulletOf(prose`${titled(docs, "Docs")}, due ${factOf("2026-11-20", "date")}`, docs),
          bulletOf(prose`${titled(load, "Load test")}: waiting for Ben, as far as I see`, load),
        ],
      },
      {
        ...{ id: "counts", title: "How to answer", style: "line" },
        bullets: [bulletOf(prose`For each: how it stands, when it is done, what is in the way. "stop" ends these questions.`)],
      },
    ],
    citations: [
      { alias: "N1", item: docs, title: "Docs", url: "https://notion.example/docs" },
      { alias: "F1", item: load, title: "Load test", place: "plan/launch.csv" },
    ],
    ...changes,
  });
}

/** What Ana is told to her answer. */
export function acknowledgement(changes: Partial<Briefing> = {}): Briefing {
  const headline = prose`Noted: ${factOf("Docs")} at risk, done by ${factOf("2026-11-26", "date")}. Reply "fix" to correct it.`;
  return sampleBriefing({
    title: "Launch status",
    about: "ack:slack:D0123:1.1",
    headline,
    sections: [],
    gaps: [],
    coverage: [],
    ...changes,
  });
}
