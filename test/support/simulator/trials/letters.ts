import type { MailWords } from "../items.ts";
import { dayInWords as say, type Scene } from "../scene.ts";
import type { Telling, Trial } from "../trial.ts";

/** A letter to me at eleven, so many business days ago. */
const letter =
  (days: number, body: string, words: MailWords = {}): Telling =>
  (s) => [s.mail("Harbor extension", s.workdayAt("11:00", days), { from: "lee", body, ...words })];

/** A letter that needs a day of the scene in its words. */
const dated =
  (days: number, body: (s: Scene) => string, words: MailWords = {}): Telling =>
  (s) =>
    letter(days, body(s), words)(s);

/** A letter of mine, and what came back. */
const mine =
  (days: number, body: string, answer?: string, words: MailWords = {}): Telling =>
  (s) => {
    const sent = s.mail("Harbor extension", s.workdayAt("11:00", days), { from: "me", to: ["lee"], body, ...words });
    return answer === undefined ? [sent] : [sent, s.reply(sent, s.workdayAt("15:00", days + 1), { from: "lee", body: answer })];
  };

const ASK = "Hi Sam,\n\nthe draft is in the folder. Could you tell me whether the second option is fine with you?\n\nThanks\nLee";

export const waitingOnMe: Trial = {
  rule: "MAIL-01",
  found: {
    "asked three business days ago": letter(-3, ASK),
    "asked a week ago to do something": letter(-5, "Please send me the list of the moorings, I cannot go on without it."),
    "an important customer asked two days ago": letter(-2, "Sam, would you confirm the delivery address?", { from: "dana" }),
    "somebody from outside asked two days ago": letter(-2, "May I ask you to sign the attached form?", { from: "omar" }),
    "asked briefly": letter(-4, "Which of the two do you prefer?"),
  },
  near: {
    "asked two business days ago": letter(-2, ASK),
    "asked yesterday": letter(-1, ASK),
    "asked this week by somebody else of somebody else": letter(-4, "Jonas, could you check the cables?", { to: ["jonas", "me"] }),
    "nothing is asked": letter(-4, "The cranes arrived and all is well. Thanks for your help last week."),
    "no answer is needed": letter(-4, "Just so you know: the quay is closed on Sunday. No need to reply."),
  },
  exempt: {
    "I answered": (s) => {
      const asked = s.mail("Harbor extension", s.workdayAt("11:00", -4), { from: "lee", body: ASK });
      return [asked, s.reply(asked, s.workdayAt("11:00", -3), { from: "me", to: ["lee"], body: "Yes, it is." })];
    },
    "sent to many": letter(-4, "Would you like to save money on insurance?", { bulk: "list-unsubscribe", from: "omar" }),
    "I only got a copy": letter(-4, "Could you look into this?", { to: ["jonas"], cc: ["me"] }),
  },
};

export const deadlineAsked: Trial = {
  rule: "MAIL-02",
  found: {
    "by the next business day": dated(-1, (s) => `Sam, please send me the signed form by ${say(s.workday(1))}.`),
    "by today": dated(-2, (s) => `Could you get the figures to me by ${say(s.date)}?`),
    "by the business day after": dated(-1, (s) => `I need your comments no later than ${say(s.workday(2))}.`),
    "of a customer": dated(-1, (s) => `We would ask you to return the contract by ${say(s.workday(1))}.`, { from: "dana" }),
    "of the manager": dated(-1, (s) => `Please let me have your budget before ${say(s.workday(2))}.`, { from: "grace" }),
  },
  near: {
    "by three business days from now": dated(-1, (s) => `Sam, please send me the signed form by ${say(s.workday(3))}.`),
    "by a day in three weeks": dated(-1, (s) => `Please send me the signed form by ${say(s.workday(15))}.`),
    "without a day": letter(-1, "Please send me the signed form."),
    "a day that is only told": dated(-1, (s) => `The office is painted on ${say(s.workday(1))}.`),
    "a promise of theirs": dated(-1, (s) => `I will send you the figures by ${say(s.workday(1))}.`),
  },
  exempt: {
    "I answered": (s) => {
      const body = `Please send me the signed form by ${say(s.workday(1))}.`;
      const asked = s.mail("Form", s.workdayAt("11:00", -2), { from: "lee", body });
      return [asked, s.reply(asked, s.workdayAt("11:00", -1), { from: "me", to: ["lee"], body: "Attached." })];
    },
    "sent to many": dated(-1, (s) => `Register by ${say(s.workday(1))}.`, { bulk: "list-unsubscribe", from: "omar" }),
    "asked of somebody else": dated(-1, (s) => `Jonas, please send me the form by ${say(s.workday(1))}.`, { to: ["jonas", "me"] }),
  },
};

export const waitingOnThem: Trial = {
  rule: "MAIL-04",
  found: {
    "asked four business days ago": mine(-4, "Lee, could you send me the soil report?"),
    "asked a week ago": mine(-5, "Did the inspector say anything about the fence?"),
    "asked of the customer": mine(-6, "May I ask when you expect to decide?", undefined, { to: ["dana"] }),
    "asked of a stranger": mine(-8, "Could you tell us your rates for the winter?", undefined, { to: ["omar"] }),
    "asked among other things": mine(-4, "We are back from the site. It went well. Can you order the second pump?"),
  },
  near: {
    "asked three business days ago": mine(-3, "Lee, could you send me the soil report?"),
    "asked yesterday": mine(-1, "Lee, could you send me the soil report?"),
    "nothing was asked": mine(-5, "Thanks, that is all I need."),
    "they answered": mine(-6, "Lee, could you send me the soil report?", "Here it is."),
    "only told": mine(-5, "I put the soil report into the folder."),
  },
  exempt: {
    "a note to myself": mine(-5, "Did I order the second pump?", undefined, { to: ["me"] }),
    "a courtesy": mine(-5, "Thank you for having us. I hope you are well."),
    "told not to answer": mine(-5, "The soil report is in. No need to reply."),
  },
};

export const promiseDue: Trial = {
  rule: "MAIL-05",
  found: {
    "for today": (s) => mine(-2, `I'll send you the drawings by ${say(s.date)}.`)(s),
    "for tomorrow": (s) => mine(-2, `I will get the estimate to you by ${say(s.day(1))}.`)(s),
    "for yesterday": (s) => mine(-3, `We'll have the contract ready by ${say(s.workday(-1))}.`)(s),
    "to the customer": (s) => mine(-2, `I will send the revised offer by ${say(s.date)}.`, undefined, { to: ["dana"] })(s),
    "among other things": (s) => mine(-1, `It was good to talk. I'll call the insurer by ${say(s.date)}. Have a good evening.`)(s),
  },
  near: {
    "for two days from now": (s) => mine(-2, `I'll send you the drawings by ${say(s.day(2))}.`)(s),
    "for a day in two weeks": (s) => mine(-2, `I'll send you the drawings by ${say(s.day(14))}.`)(s),
    "without a day": mine(-2, "I'll send you the drawings soon."),
    "asked of them": (s) => mine(-1, `Please send me the drawings by ${say(s.date)}.`)(s),
    "not promised": (s) => mine(-1, `I can't send you the drawings by ${say(s.date)}.`)(s),
  },
  exempt: {
    kept: (s) => {
      const promised = s.mail("Drawings", s.workdayAt("11:00", -3), {
        from: "me",
        to: ["lee"],
        body: `I'll send you the drawings by ${say(s.date)}.`,
      });
      return [promised, s.reply(promised, s.workdayAt("12:00", -1), { from: "me", to: ["lee"], body: "Here are the drawings." })];
    },
    "promised by them": dated(-2, (s) => `I'll send you the drawings by ${say(s.date)}.`),
    "told of the past": (s) => mine(-1, `The drawings were sent on ${say(s.workday(-1))}.`)(s),
  },
};

export const escalation: Trial = {
  rule: "MAIL-06",
  found: {
    "an outage": letter(-1, "The booking system is down and nobody can check in.", { from: "dana" }),
    lawyers: letter(-1, "Unless this is settled we will have to involve our lawyers.", { from: "omar" }),
    "a breach": letter(-1, "We believe there has been a security breach in the visitor database."),
    "a customer leaves": letter(-1, "We have decided to cancel our contract at the end of the year.", { from: "dana" }),
    "it goes up": letter(-1, "This is unacceptable. I am escalating it to your management.", { from: "dana" }),
  },
  near: {
    "no outage": letter(-1, "There was no outage last night, all systems ran."),
    "an ordinary delay": letter(-1, "The paint will be a day late."),
    "sits down": letter(-1, "Let us sit down over coffee one of these days."),
    "the security desk": letter(-1, "You can pick up your badge at the front desk."),
    "a price": letter(-1, "The price went up a little."),
  },
  exempt: {
    "sent to many": letter(-1, "Ten lessons from famous outages.", { bulk: "list-unsubscribe", from: "omar" }),
    "my own": mine(-1, "Their server has an outage."),
    "over and done": letter(-30, "The booking system was down."),
  },
};
