import type { Briefing } from "../../core/briefing.ts";
import { pageOf } from "../page.ts";
import { personalText } from "../personal-text.ts";
import { personalOf } from "../personal.ts";
import { letterHtml, personalHtml } from "./html.ts";
import { LENGTHS, shortenPage } from "./length.ts";
import { subjectOf } from "./subject.ts";
import { letterText } from "./text.ts";
import { wrap } from "./wrap.ts";

/** A briefing as mail: one line, and the same letter twice. */
export interface Mail {
  /** Without control characters. */
  subject: string;
  /** Plain text of at most 72 columns; only a web address may be longer, on a line of its own. */
  text: string;
  /** One document that loads nothing. */
  html: string;
}

/** Gmail hides what stands behind 102 kB of a mail. */
const MOST_BYTES = 98_000;

/** A Briefing as mail. One that is too long for it is shortened, in both parts alike, and says by how much and where the rest is: `attached` is the name of a file that has it. */
export function renderMail(briefing: Briefing, attached?: string): Mail {
  for (const most of LENGTHS) {
    const mail = mailOf(briefing, most, attached);
    if (mail) return mail;
  }
  throw new RangeError(`expected a letter without lines to have at most ${MOST_BYTES} bytes, got more`);
}

/** Whether nothing of it has to be left out. */
export function isMailedWhole(briefing: Briefing): boolean {
  return mailOf(briefing, Infinity) !== undefined;
}

/** With at most so many lines in each part; undefined where that is too long. */
function mailOf(briefing: Briefing, most: number, attached?: string): Mail | undefined {
  const subject = subjectOf(briefing);
  const personal = personalOf(briefing);
  if (personal) return { subject, text: personalText(personal, wrap), html: personalHtml(subject, personal) };
  const letter = { ...shortenPage(pageOf(briefing), most), subject, run: briefing.run, ...(attached !== undefined && { attached }) };
  const html = letterHtml(letter);
  return Buffer.byteLength(html) > MOST_BYTES ? undefined : { subject, text: letterText(letter), html };
}
