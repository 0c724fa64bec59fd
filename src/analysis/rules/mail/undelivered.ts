import type { Finding } from "../../../core/finding.ts";
import { mailIn, type Mail } from "../../../core/kinds/mail.ts";
import { fact, getFact, prose } from "../../../core/prose.ts";
import { businessDaysSince } from "../../../core/work-calendar.ts";
import { isFromMe } from "../../letters.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { daysBefore, impactOf } from "./threads.ts";
import { evidenceOf } from "./words.ts";

/** Read from fields that say just this, of a letter that the reader has sent. */
const CONFIDENCE = 0.95;
/** Anybody can send such a report: where no letter of the reader's is known, none can bear it out. */
const CONFIDENCE_UNPROVEN = 0.4;
/** Servers try for some days before they give up. */
const LONGEST_TRIED_DAYS = 7;

/** MAIL-07: my letter did not arrive. */
export const undelivered: Rule = {
  id: "MAIL-07",
  title: "Letter came back",
  about:
    "A mail server says that a letter of yours could not be delivered: whoever it was for knows nothing of it. A report about a letter that you have not sent is not believed.",
  source: "mail",
  thresholds: {
    businessDays: { value: 1, unit: "business day", about: "A report that is older than this is told no more." },
  },
  find: (context) => {
    const limit = getThreshold(context, "businessDays");
    const { calendar, now, people } = context;
    const letters = mailIn(context.items).filter(({ item }) => item.ts <= now && item.ts >= daysBefore(now, 31));
    const own = letters.filter((mail) => isFromMe(mail, people));
    const reports = letters.filter((mail) => mail.bounced !== null && !own.includes(mail));
    const recent = reports.filter(({ item }) => businessDaysSince(calendar, item.ts, now) <= limit);
    const believed = recent.filter((report) => own.length === 0 || own.some((mail) => isAbout(report, mail)));
    // Servers that try again report again.
    const single = new Map(believed.toReversed().map((mail) => [`${mail.bounced} ${mail.thread}`, mail]));
    return [...single.values()].map((mail) => undeliveredFinding(mail, own.length > 0, context));
  },
};

/** Whether a report returns this letter, or is about somebody whom it was sent to shortly before. */
function isAbout(report: Mail, { messageId, item }: Mail): boolean {
  if (report.bouncedId === messageId) return true;
  const isNear = item.ts <= report.item.ts && item.ts >= daysBefore(report.item.ts, LONGEST_TRIED_DAYS);
  return isNear && item.actors.some(({ role, email }) => role !== "from" && email?.toLowerCase() === report.bounced);
}

function undeliveredFinding(mail: Mail, isProven: boolean, { people }: RuleContext): Finding {
  const { item, bounced } = mail;
  const whom = { name: "", email: bounced ?? "", role: "to" };
  return finding({
    rule: undelivered,
    primary: item,
    factors: { impact: isProven ? impactOf(2, [whom], mail, people) : 2, urgency: 3 },
    confidence: isProven ? CONFIDENCE : CONFIDENCE_UNPROVEN,
    title: prose`Your letter to ${fact(item, "fields.bounced")} came back`,
    why: prose`${fact(item, "title")}, ${fact(item, "ts", "instant")}`,
    action: prose`check the address and send it again`,
    owner: "you",
    evidence: [getFact(item, "fields.bounced"), ...evidenceOf(mail)],
    state: "",
  });
}
