import type { Bullet } from "../../core/briefing.ts";
import type { Material } from "../../core/ports/agent.ts";
import { prose } from "../../core/prose.ts";
import { summariseAny } from "./any.ts";
import { summariseEvents } from "./events.ts";
import { summariseFiles } from "./files.ts";
import { summariseCalendar } from "./ics.ts";
import { summariseDocuments } from "./google-drive.ts";
import { summariseGit } from "./git.ts";
import { summariseWork } from "./github.ts";
import { summariseFeeds } from "./http-feed.ts";
import { summariseNotion } from "./notion.ts";
import { summariseTests } from "./junit.ts";
import { summariseMessages } from "./slack.ts";
import type { Summarise } from "./summary.ts";

/** Who tells what is new in words of its own, by connector; of any other it is counted. Of mail the briefing itself tells what is wanted. */
const summaries: Readonly<Record<string, Summarise>> = {
  git: summariseGit,
  files: summariseFiles,
  ics: summariseCalendar,
  "google-calendar": summariseCalendar,
  junit: summariseTests,
  mail: () => [],
  gmail: () => [],
  imap: () => [],
  slack: summariseMessages,
  github: summariseWork,
  "google-drive": summariseDocuments,
  "http-feed": summariseFeeds,
  notion: summariseNotion,
  events: summariseEvents,
};

/** The lines on what is new in one source. */
export function summarise(source: string, material: Material): Bullet[] {
  const news = material.news.filter((item) => item.source === source);
  if (news.length === 0) return [];
  return (summaries[source]?.(news, material) ?? summariseAny(source, news, material)).map(withShort);
}

/** A line ends in few words behind its first count: `shop: 7 commits.` What counts nothing is told as it is. */
function withShort(bullet: Bullet): Bullet {
  if (bullet.short !== undefined) return bullet;
  const count = bullet.text.findIndex((span) => span.kind === "derived" && span.derived.unit !== "");
  return { ...bullet, short: count < 0 ? bullet.text : prose`${bullet.text.slice(0, count + 1)}.` };
}
