import type { MailWords } from "../items.ts";
import { dayInWords as say, type Scene } from "../scene.ts";
import type { Plot, Telling, Trial } from "../trial.ts";

/** A letter to me of yesterday at eleven. */
const letter =
  (subject: string, body: (s: Scene) => string, words: MailWords = {}): Telling =>
  (s) => [s.mail(subject, s.workdayAt("11:00", -1), { from: "lee", body: body(s), ...words })];

/** A letter with an invitation to the scene's second business day from now at three. */
const invitation = (s: Scene, isKept: boolean, words: MailWords = {}): Plot => {
  const start = s.workdayAt("15:00", 2);
  const mail = s.mail("Invitation: Site walk", s.workdayAt("11:00", -1), { inviteUid: "site-walk", inviteStart: start, ...words });
  const walk = s.meeting("Site walk", "15:00", "16:00", { uid: "site-walk", start, end: s.workdayAt("16:00", 2) });
  return { items: isKept ? [mail, walk] : [mail], about: [mail] };
};

export const notInCalendar: Trial = {
  rule: "MAIL-09",
  found: {
    "an invitation": (s) => invitation(s, false),
    "an invitation of a customer": (s) => invitation(s, false, { from: "dana" }),
    "an invitation that is unread": (s) => invitation(s, false, { unread: true }),
    "agreed in words": (s) => {
      const asked = s.mail("Site walk", s.workdayAt("10:00", -2), { body: `Let's meet on ${say(s.workday(2))} at 15:00.` });
      return [asked, s.reply(asked, s.workdayAt("12:00", -2), { from: "me", to: ["lee"], body: "Yes, that works for me. See you then." })];
    },
    "an invitation from outside": (s) => invitation(s, false, { from: "omar" }),
  },
  near: {
    "it is there": (s) => invitation(s, true),
    "it is there, half an hour later": (s) => {
      const plot = invitation(s, false, { inviteUid: "other" });
      return [...plot.items, s.meeting("Walk", "15:30", "16:00", { start: s.workdayAt("15:30", 2), end: s.workdayAt("16:00", 2) })];
    },
    "no time is said": letter("Lunch", () => "Let's meet some day next year."),
    "of the past": (s) => [s.mail("Invitation", s.workdayAt("11:00", -9), { inviteUid: "old", inviteStart: s.workdayAt("15:00", -5) })],
    "only told": letter("Trip", (s) => `Jonas meets the crew on ${say(s.workday(1))} at 15:00.`),
  },
  exempt: {
    "sent to many": (s) => invitation(s, false, { bulk: "list-unsubscribe", from: "omar" }),
    "sent to others, I got a blind copy": (s) => invitation(s, false, { to: ["jonas"], bcc: ["me"] }),
    "declined in words": (s) => {
      const asked = s.mail("Site walk", s.workdayAt("10:00", -2), { body: `Shall we meet on ${say(s.workday(2))} at 15:00?` });
      return [asked, s.reply(asked, s.workdayAt("12:00", -2), { from: "me", to: ["lee"], body: "Sorry, I can't make it that day." })];
    },
  },
};

const SYSTEM: MailWords = { from: "omar", bulk: "auto-submitted" };

export const expires: Trial = {
  rule: "MAIL-10",
  found: {
    "an invoice is overdue": letter("Invoice 2214 overdue", () => "Invoice 2214 over EUR 1,240.00 is overdue. Please pay it now.", SYSTEM),
    "a certificate": letter("Certificate expiry", (s) => `Your certificate for shop.harbor.example expires on ${say(s.day(5))}.`, SYSTEM),
    "a domain": letter("Domain renewal", (s) => `The domain harbor.example will expire on ${say(s.day(3))}.`, SYSTEM),
    "a plan": letter("Your plan", (s) => `Your subscription expires on ${say(s.day(6))}. Renew it to keep your data.`, SYSTEM),
    "a second reminder": letter("Overdue invoice", () => "Our records show that your invoice is overdue.", SYSTEM),
  },
  near: {
    "a certificate, in eight days": letter("Certificate expiry", (s) => `Your certificate expires on ${say(s.day(8))}.`, SYSTEM),
    "a domain, in a month": letter("Domain renewal", (s) => `The domain harbor.example will expire on ${say(s.day(30))}.`, SYSTEM),
    "an invoice that is paid": letter("Invoice 2214", () => "Thank you, your invoice 2214 has been paid.", SYSTEM),
    "an invoice that is new": letter("Invoice 2215", (s) => `Please find your invoice, payable by ${say(s.day(30))}.`, SYSTEM),
    "an offer": letter("Last days", (s) => `Our summer prices end on ${say(s.day(2))}.`, SYSTEM),
  },
  exempt: {
    "my own": letter("Invoice overdue", () => "Your invoice is overdue.", { from: "me", to: ["omar"] }),
    "a story": letter("News", () => "How one town renewed its harbor.", SYSTEM),
    "months ago": (s) => [s.mail("Domain", s.workdayAt("11:00", -80), { ...SYSTEM, body: "Your domain expired. It was renewed." })],
  },
};

export const meetingInWords: Trial = {
  rule: "CAL-14",
  found: {
    "tomorrow's call": letter("Call", (s) => `The call with the bank is set for ${say(s.workday(1))} at 15:00. See you there.`),
    "let us meet": letter("Pier", (s) => `Let's meet on ${say(s.workday(2))} at 10:30 at the pier.`),
    "see you": letter("Visit", (s) => `See you on ${say(s.workday(1))} at 14:00 in our office.`, { from: "dana" }),
    "does it work": letter("Review", (s) => `Does ${say(s.workday(2))} at 11:00 work for you?`),
    "we agreed": letter("Dinner", (s) => `As agreed, we meet on ${say(s.workday(1))} at 17:00.`, { from: "omar" }),
  },
  near: {
    "it is in the calendar": (s) => [
      s.mail("Pier", s.workdayAt("11:00", -1), { body: `Let's meet on ${say(s.workday(2))} at 10:30.` }),
      s.meeting("Pier", "10:30", "11:00", { start: s.workdayAt("10:30", 2), end: s.workdayAt("11:00", 2) }),
    ],
    "twenty minutes later in the calendar": (s) => [
      s.mail("Pier", s.workdayAt("11:00", -1), { body: `Let's meet on ${say(s.workday(2))} at 10:30.` }),
      s.meeting("Pier", "10:50", "11:20", { start: s.workdayAt("10:50", 2), end: s.workdayAt("11:20", 2) }),
    ],
    "no time of day": letter("Pier", () => "We should meet one of these days."),
    "it was yesterday": (s) => [s.mail("Pier", s.workdayAt("11:00", -3), { body: `Let's meet on ${say(s.workday(-1))} at 10:30.` })],
    "others meet": letter("Crew", (s) => `The crew boards on ${say(s.workday(1))} at 06:00.`),
  },
  exempt: {
    "sent to many": letter("Webinar", (s) => `Join us on ${say(s.workday(1))} at 15:00.`, { bulk: "list-unsubscribe", from: "omar" }),
    "I am not among the readers": letter("Pier", (s) => `Let's meet on ${say(s.workday(1))} at 10:30.`, { to: ["jonas"] }),
    "nothing of the kind": letter("Pier", () => "The pier is 300 metres long."),
  },
};

/** A promise of mine of two business days ago, for a day some business days ahead. */
const promise =
  (due: number, body: (day: string) => string): ((s: Scene) => ReturnType<Scene["mail"]>) =>
  (s) =>
    s.mail("Harbor extension", s.workdayAt("11:00", -2), { from: "me", to: ["dana"], body: body(say(s.workday(due))) });

const send =
  (what: string): ((day: string) => string) =>
  (day) =>
    `I'll send you the ${what} by ${day}.`;

export const promiseWithoutTask: Trial = {
  rule: "X-06",
  found: {
    "nothing like it": (s) => [promise(3, send("tide tables"))(s)],
    tomorrow: (s) => [promise(1, send("insurance papers"))(s)],
    "another task": (s) => [promise(3, send("tide tables"))(s), s.task("Paint the fence", { owner: "Sam Rivera" })],
    "in plain words": (s) => [promise(2, (day) => `We will deliver the buoys on ${day}.`)(s)],
    "with thanks": (s) => [promise(4, (day) => `Thanks for the visit. I will prepare the lease draft by ${day}.`)(s)],
  },
  near: {
    "there is a task": (s) => [
      promise(3, send("tide tables"))(s),
      s.task("Send tide tables to Dana", { owner: "Sam Rivera", due: s.workday(3) }),
    ],
    "the task is done": (s) => [
      promise(3, send("tide tables"))(s),
      s.task("Send the tide tables", { owner: "Sam Rivera", status: "done" }),
    ],
    "no day": (s) => [promise(3, () => "I'll think about it.")(s)],
    "asked of them": (s) => [promise(3, (day) => `Please send me the tide tables by ${day}.`)(s)],
    "told of the past": (s) => [promise(-4, (day) => `The tide tables went out on ${day}.`)(s)],
  },
  exempt: {
    "promised by them": letter("Tides", (s) => `I'll send you the tide tables by ${say(s.workday(3))}.`, { from: "dana" }),
    "sent to many": letter("Tides", (s) => `We'll launch on ${say(s.workday(3))}.`, { from: "omar", bulk: "list-unsubscribe" }),
    "nothing of the kind": (s) => [promise(3, () => "All well here.")(s)],
  },
};

/** A task with one date and a promise of mine about the same with another. */
const twoDates =
  (task: number, promised: number, title = "Send tide tables to Dana"): Telling =>
  (s) => [s.task(title, { owner: "Sam Rivera", due: s.workday(task) }), promise(promised, send("tide tables"))(s)];

export const twoDifferentDates: Trial = {
  rule: "X-07",
  found: {
    "the task a day later": twoDates(4, 3),
    "the task a week later": twoDates(8, 3),
    "the task a day earlier": twoDates(2, 3),
    "the task next, the promise in a week": twoDates(1, 5),
    "the task by another wording": twoDates(6, 3, "Tide tables for Dana Whitfield"),
  },
  near: {
    "the same date": twoDates(3, 3),
    "the same date, tomorrow": twoDates(1, 1),
    "the task has no date": (s) => [s.task("Send tide tables to Dana", { owner: "Sam Rivera" }), promise(3, send("tide tables"))(s)],
    "the task is another one": twoDates(6, 3, "Paint the fence"),
    "the same date, in a week": twoDates(5, 5),
  },
  exempt: {
    "the task is done": (s) => [
      s.task("Send tide tables to Dana", { owner: "Sam Rivera", due: s.workday(6), status: "done" }),
      promise(3, send("tide tables"))(s),
    ],
    "no promise": (s) => [s.task("Send tide tables to Dana", { owner: "Sam Rivera", due: s.workday(6) })],
    "no task": (s) => [promise(3, send("tide tables"))(s)],
  },
};
