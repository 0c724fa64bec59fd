import { linesOf, type Line } from "../../../lib/letter/lines.ts";
import { findQuoteSpans } from "../../../lib/letter/zones.ts";

/** The lines of a reply that its writer wrote, and the quoted ones, which say what the next own one is about. */
export interface ReplyLine extends Line {
  isQuoted: boolean;
}

const AUTOMATIC =
  /^\W*(?:(?:auto(?:matic|mated)?[- ]?(?:reply|response)|auto-?(?:reply|responder)|out of (?:the )?office|ooo\b|abwesenheits\p{L}*|automatische (?:antwort|reactie)|automatisch antwoord|réponse automatique|absence du bureau|respuesta automática|resposta automática|afwezigheids\p{L}*|thank(?:s| you) for your (?:message|e-?mail)\b[^]*\b(?:leave|away|out of|vacation|holiday|absence)|delivery (?:status|failure)|undeliverable|mail delivery)\b)|\b(?:i am|i'm|i will be|i’m) (?:currently |now )?(?:out of (?:the )?office|away from (?:the office|my (?:desk|email))|on (?:annual |parental |sick )?leave)\b[^]*\b(?:contact|urgent|reply|respond|access)|\b(?:limited|no) access to (?:my )?e-?mail\b|\b(?:could not be delivered|mailbox (?:is )?full)\b|\bthis (?:is an auto|mailbox is not)/iu;
/** What chat programs put before the words that somebody copied. */
const COPIED = /^\s*(?:>|&gt;|\||`{3})/;

/** The lines of a reply, without what stands below its end: history, signatures, footers. Empty lines are left out. */
export function ownLines(text: string): ReplyLine[] {
  const foreign = findQuoteSpans(text).filter(
    ([start, end]) => text.slice(0, start).trim() !== "" || text.slice(end).trim() !== "" || text.includes("\n"),
  );
  let isFenced = false;
  return linesOf(text).flatMap((line) => {
    if (line.text.trim() === "") return [];
    const isFence = /^\s*```|^\s*-{2,} ?(?:forwarded|original|quoted|begin|end|snip)\b.*-{2,}\s*$/i.test(line.text);
    if (isFence && line.text.split("```").length % 2 === 0) isFenced = !isFenced;
    const isQuoted = isFence || isFenced || COPIED.test(line.text) || foreign.some(([start, end]) => line.start < end && line.end > start);
    return [{ ...line, isQuoted }];
  });
}

/** Whether a program answered, which knows nothing of the work. */
export function isAutomatic(text: string): boolean {
  return AUTOMATIC.test(text.trim());
}
