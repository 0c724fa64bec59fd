import type { Briefing } from "../../core/briefing.ts";
import { pageOf } from "../page.ts";
import { letterHtml } from "./html.ts";
import { LENGTHS, shortenPage } from "./length.ts";
import { subjectOf } from "./subject.ts";
import { letterText } from "./text.ts";

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

/** A Briefing as mail. One that is too long for it is shortened, in both parts alike, and says by how much and where the rest is. */
export function renderMail(briefing: Briefing): Mail {
  const subject = subjectOf(briefing);
  const page = pageOf(briefing);
  for (const most of LENGTHS) {
    const letter = { ...shortenPage(page, most), subject, run: briefing.run };
    const html = letterHtml(letter);
    if (Buffer.byteLength(html) <= MOST_BYTES) return { subject, text: letterText(letter), html };
  }
  throw new RangeError(`expected a letter without lines to have at most ${MOST_BYTES} bytes, got more`);
}
