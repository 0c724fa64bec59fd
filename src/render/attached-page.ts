import type { Briefing } from "../core/briefing.ts";
import { plainDateOf } from "../core/work-calendar.ts";
import { cutBriefing } from "./cut.ts";
import { renderHtml } from "./html.ts";

/** A page that goes along with a message. */
export interface AttachedPage {
  /** Of the file, such as `weekly-digest-2026-11-20.html`. */
  name: string;
  html: string;
}

/** Well below what servers take: Gmail 25 MB of a whole mail, attachments a third larger than their files. https://support.google.com/mail/answer/6584 */
const MOST_CHARS = 4_000_000;
const LONGEST_NAME = 80;

/** The page of a briefing as a file; one that is too long for a message ends with how much is left out. */
export function attachedPage(briefing: Briefing): AttachedPage {
  const short = cutBriefing(briefing, MOST_CHARS, (each) => renderHtml(each).length);
  const name = briefing.automation.replaceAll(/[^a-z0-9-]+/gi, "-").slice(0, LONGEST_NAME);
  return { name: `${name}-${plainDateOf(briefing.asOf, briefing.timezone)}.html`, html: renderHtml(short) };
}
