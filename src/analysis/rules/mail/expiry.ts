import type { Finding } from "../../../core/finding.ts";
import { mailIn, type Mail } from "../../../core/kinds/mail.ts";
import { fact, prose, type Prose } from "../../../core/prose.ts";
import { createWhenFinder } from "../../language/deadline.ts";
import type { When } from "../../language/reading.ts";
import { findSentences, type Span } from "../../language/sentences.ts";
import { addressOf, isFromMe, nameOf, writerOf, zoneOf } from "../../letters.ts";
import { isExternal } from "../../people.ts";
import { getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency } from "../../severity.ts";
import { matterFinding } from "../calendar/instances-series.ts";
import { daysBefore, isForMe } from "./threads.ts";
import { ago, dateOf, daysOf, daysUntil, evidenceOf, quote } from "./words.ts";

/** Amounts and dates are read from words. */
const CONFIDENCE = 0.65;
/** Asked first, since it costs little. */
const MAY_CONCERN = /expir|overdue|past due|(?:was|were|fell) due|unpaid|will (?:lapse|end|renew)|überfällig|läuft .{0,40}ab/i;
const OWED = /\b(?:invoices?|payments?|bills?|balance|amounts?|instal?lments?|fees?|account|rechnung)\b/i;
const OVERDUE =
  /\b(?:invoices?|payments?|bills?|balance|rechnung)\b.{0,80}\b(?:overdue|past due|unpaid|überfällig)\b|\b(?:overdue|past due|unpaid|überfällige?) (?:invoices?|payments?|bills?|balance|rechnung)\b/i;
/** Says so of what another sentence or the subject names. */
const LATE = /\b(?:overdue|past due|unpaid|überfällig|(?:was|were|fell) due (?:on|by|for|since|in|\d))\b/i;
const PAY = /\bpay(?:able)?\b|\bpayment\b|\b(?:settle|transfer|remit)\b|\bzahlen\b/i;
const EXPIRES =
  /\b(?:certificates?|domains?|plan|subscription|licen[cs]es?|registration|hosting|(?:credit |debit )?card|api key|access token|passport|visa|zertifikat|vertrag|abonnement)\b.{0,120}\b(?:expir(?:es?|ed|ing|y)|will (?:lapse|end)|läuft)\b/i;
const DENIED = /\b(?:no|not|never|none|isn't|aren't|won't|without)\b[^.]{0,30}\b(?:expir|overdue|unpaid|past due)/i;
const SETTLED =
  /\b(?:(?:has|have|was|were|been|is|are)(?: now| already)? (?:paid|renewed|extended|settled|received)|we(?: have|'ve)? received|thank you for your (?:payment|renewal)|payment received|auto-?renew)/i;
const NUMBER = /\d[\d-]{2,}/;

/** What a letter says of something that runs out or is owed. */
interface Notice {
  mail: Mail;
  span: Span;
  /** When it expires; absent for what is overdue. */
  when?: When;
}

/** A sentence of a letter. */
interface Told {
  span: Span;
  text: string;
}

/** MAIL-10: money or a date that stops something from working. */
export const expires: Rule = {
  id: "MAIL-10",
  title: "Overdue invoice, or something expires",
  about:
    "A letter from outside or from a machine says that an invoice is overdue, or that a certificate, a domain, a plan or the like expires within days.",
  source: "mail",
  cleared: "no longer open",
  thresholds: {
    daysAhead: { value: 7, unit: "day", about: "Told when it expires within this time, or expired no longer ago." },
    days: { value: 45, unit: "day", about: "Older letters are not read." },
  },
  find: (context) => {
    const letters = lettersIn(context);
    const notices = letters
      .filter(({ item }) => MAY_CONCERN.test(item.title) || MAY_CONCERN.test(item.body))
      .flatMap((mail) => noticeIn(mail, context) ?? []);
    const open = notices.filter((notice) => isNear(notice, context) && !isSettled(notice, letters));
    // Reminders of one thing are one matter; the last of them is the one to act on.
    const matters = new Map(open.map((notice) => [idsOf(notice, context).join("\n"), notice]));
    return [...matters.values()].map((notice) => noticeFinding(notice, context));
  },
};

/** Letters from outside and from machines, the oldest first. */
function lettersIn(context: RuleContext): Mail[] {
  const { items, people, now } = context;
  const from = daysBefore(now, getThreshold(context, "days"));
  const letters = mailIn(items).filter((mail) => {
    const writer = writerOf(mail);
    if (writer === undefined || mail.bounced !== null || mail.item.ts < from || mail.item.ts > now) return false;
    return (mail.bulk !== null || isExternal(people, writer)) && isForMe(mail, people) && !isFromMe(mail, people);
  });
  return letters.toSorted((a, b) => (a.item.ts < b.item.ts ? -1 : 1));
}

function noticeIn(mail: Mail, context: RuleContext): Notice | undefined {
  const { body, quoteSpans, ts } = mail.item;
  const sentences = findSentences({ text: body, quoteSpans }).map((span) => ({ span, text: body.slice(...span).replace(/\s/g, " ") }));
  const told = sentences.filter(({ text }) => !DENIED.test(text) && !SETTLED.test(text));
  const overdue = told.find(({ text }) => OVERDUE.test(text)) ?? lateIn(mail, told);
  if (overdue) return { mail, span: overdue.span };
  const findWhen = createWhenFinder({ writtenAt: ts, timezone: zoneOf(mail, context) });
  const dated = told.flatMap(({ span, text }): Notice[] => {
    const when = EXPIRES.test(text) ? findWhen(text, span[0], "end") : undefined;
    return when === undefined ? [] : [{ mail, span, when }];
  });
  return dated[0];
}

/** "It was due on 3 November; please pay by the 25th", in a letter on money. */
function lateIn({ item }: Mail, told: readonly Told[]): Told | undefined {
  const isOnMoney = (text: string): boolean => OWED.test(text) || OWED.test(item.title);
  const late = told.find(({ text }) => LATE.test(text) && isOnMoney(text));
  const isClaimed = LATE.test(item.title) || told.some(({ text }) => PAY.test(text));
  return isClaimed ? late : undefined;
}

function isNear({ when }: Notice, context: RuleContext): boolean {
  if (when === undefined) return true;
  return Math.abs(daysUntil(when, context)) <= getThreshold(context, "daysAhead");
}

/** Whether the same sender has said since that it is paid or renewed. */
function isSettled({ mail }: Notice, letters: readonly Mail[]): boolean {
  const sender = addressOf(writerOf(mail));
  const later = letters.slice(letters.indexOf(mail) + 1).filter((each) => addressOf(writerOf(each)) === sender);
  return later.some(({ item }) => SETTLED.test(item.body));
}

/** What makes two notices one matter: the sender, with the day or the number that they name. */
function idsOf({ mail, span, when }: Notice, context: RuleContext): string[] {
  const number = NUMBER.exec(mail.item.title) ?? NUMBER.exec(mail.item.body.slice(...span));
  return [addressOf(writerOf(mail)), when === undefined ? (number?.[0] ?? mail.thread) : dateOf(when, context)];
}

function noticeFinding(notice: Notice, context: RuleContext): Finding {
  const { mail, span, when } = notice;
  const { now, calendar } = context;
  const { item } = mail;
  return matterFinding(idsOf(notice, context), {
    rule: expires,
    primary: item,
    factors: { impact: 3, urgency: when === undefined ? 3 : deadlineUrgency(when.at, now, calendar) },
    confidence: when === undefined ? CONFIDENCE : Math.min(CONFIDENCE, when.confidence),
    title: when === undefined ? prose`Overdue: ${fact(item, "title")}` : prose`Expires: ${fact(item, "title")}`,
    why: prose`${when === undefined ? [] : prose`${expiryOf(mail, when, context)}; `}${nameOf(mail, "from")} wrote ${ago(mail, context)}: ${quote(mail, span, when?.span)}`,
    action: when === undefined ? prose`pay it, or say why not` : prose`renew it, or let it end on purpose`,
    owner: "you",
    ...(when && { due: when.at }),
    evidence: evidenceOf(mail, span),
    state: when?.at ?? "overdue",
  });
}

function expiryOf(mail: Mail, when: When, context: RuleContext): Prose {
  const days = daysUntil(when, context);
  if (days === 0) return prose`ends now`;
  return days > 0 ? prose`ends in ${daysOf(mail, when, context)}` : prose`ended ${daysOf(mail, when, context)} ago`;
}
