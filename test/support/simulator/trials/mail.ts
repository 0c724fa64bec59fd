import type { Item } from "../../../../src/core/item.ts";
import type { Name } from "../cast.ts";
import type { MailWords } from "../items.ts";
import type { Scene } from "../scene.ts";
import type { Telling, Trial } from "../trial.ts";

/** An unread letter of somebody important, sent at a local time so many business days ago. */
const unread =
  (time: string, days: number, words: MailWords = {}): Telling =>
  (s) => [
    s.mail("Contract", s.workdayAt(time, days), { from: "dana", body: "The papers are with our lawyers now.", unread: true, ...words }),
  ];

export const importantUnread: Trial = {
  rule: "MAIL-03",
  found: {
    "for a little over four working hours": unread("13:59", -1),
    "since yesterday morning": unread("10:00", -1),
    "for three business days": unread("15:00", -3),
    "of the manager": unread("09:30", -1, { from: "grace" }),
    "sent to several": unread("11:00", -2, { to: ["lee", "me"] }),
  },
  near: {
    "for four working hours": unread("14:00", -1),
    "for three working hours": unread("15:00", -1),
    "sent after work": unread("22:00", -1),
    "sent this morning": unread("07:00", 0),
    "of a colleague": unread("10:00", -2, { from: "lee" }),
  },
  exempt: {
    read: unread("10:00", -2, { unread: false }),
    "sent to many": unread("10:00", -2, { bulk: "list-unsubscribe" }),
    "sent to me in blind copy only": unread("10:00", -2, { to: ["lee"], bcc: ["me"] }),
  },
};

/** What a mail server reports of a letter that was sent an hour before. */
const report =
  (bounced: string | null, days: number, words: MailWords = {}): Telling =>
  (s) => {
    const sent = s.mail("Your copy", s.workdayAt("15:00", days), { from: "me", to: ["dana"] });
    const failed = s.mail("Delivery failed", s.workdayAt("16:00", days), {
      from: "omar",
      body: "Your message could not be delivered.",
      bulk: "auto-submitted",
      bounced,
      bouncedId: bounced === null ? null : String(sent.fields["messageId"]),
      ...words,
    });
    return [failed, sent];
  };

export const undelivered: Trial = {
  rule: "MAIL-07",
  found: {
    "to a customer": report("dana@acme.example", -1),
    "to a colleague": report("lee@harbor.example", -1),
    "to a stranger": report("nobody@nowhere.example", -1),
    unread: report("omar@brightline.example", -1, { unread: true }),
    "with a copy of the letter": report("dana@acme.example", -1, { attachments: ["original.eml"] }),
  },
  near: {
    "a receipt": report(null, -1),
    "an absence notice": report(null, -1, { body: "I am out until Monday." }),
    "a delay": report(null, -1, { body: "Your message is delayed; we keep trying." }),
    "a person writes of a failure": report(null, -1, { from: "lee", bulk: null, body: "My mail to Dana bounced." }),
    "a ticket": report(null, -1, { body: "We have received your message." }),
  },
  exempt: {
    "a newsletter": report(null, -1, { bulk: "list-unsubscribe" }),
    mine: report(null, -1, { from: "me", to: ["lee"], bulk: null }),
    "about a letter that is none of mine": report("nobody@nowhere.example", -1, { bouncedId: "made-up@nowhere.example" }),
    "read and of a colleague": report(null, -2, { from: "asha", bulk: null }),
  },
};

const ASKED = "Sam, what do you think of this?";
const SPEAKERS: readonly Name[] = ["lee", "jonas", "asha", "lee", "jonas", "asha"];

/** A conversation whose last replies came hour by hour until now; the first of them so many minutes ago, where that is said. */
function heated(s: Scene, replies: number, last = ASKED, changes: MailWords = {}, speakers = SPEAKERS, oldest = replies * 60): Item[] {
  const to = ["me", "lee", "jonas", "asha"] as const;
  const first = s.mail("Which vendor", s.minutes(-26 * 60), { from: "grace", to, body: "Both offers are in.", ...changes });
  const answers = Array.from({ length: replies }, (_, index) => {
    const body = index === replies - 1 ? last : "I see it the other way round.";
    const sentAt = s.minutes(index === 0 ? -oldest : (index - replies) * 60);
    return s.reply(first, sentAt, { from: speakers[index] ?? "lee", to, body, ...changes });
  });
  return [first, ...answers];
}

export const heating: Trial = {
  rule: "MAIL-08",
  found: {
    "four replies of three people": (s) => heated(s, 4),
    "three people, two of them once": (s) => heated(s, 4, ASKED, {}, ["lee", "jonas", "lee", "asha"]),
    "the oldest of four replies a day ago": (s) => heated(s, 4, ASKED, {}, SPEAKERS, 24 * 60),
    "six replies": (s) => heated(s, 6),
    "five replies, named with a greeting": (s) => heated(s, 5, "Hi Sam, your view would settle it."),
    "four replies, named in the middle": (s) => heated(s, 4, "We need to hear from Sam before we go on."),
    "four replies, named in full": (s) => heated(s, 4, "This is for Sam Rivera to weigh."),
  },
  near: {
    "three replies": (s) => heated(s, 3),
    "two replies": (s) => heated(s, 2),
    "nobody names me": (s) => heated(s, 4, "What do you all think of this?"),
    "two people only": (s) => heated(s, 4, ASKED, { from: "lee" }, []),
    "two people and I": (s) => heated(s, 4, ASKED, { to: ["me", "jonas"] }, ["jonas", "grace", "jonas", "grace"]),
    "the oldest of four replies a little over a day ago": (s) => heated(s, 4, ASKED, {}, SPEAKERS, 24 * 60 + 1),
    "I have replied": (s) => {
      const thread = heated(s, 4);
      return [...thread, s.reply(thread[0] ?? s.mail("", s.now), s.minutes(-30), { from: "me", to: ["lee"], body: "The first one." })];
    },
  },
  exempt: {
    "a list": (s) => heated(s, 4, ASKED, { bulk: "list-id" }),
    "I am not among those written to": (s) => heated(s, 4, "Sam thinks so, too.", { to: ["lee", "jonas"] }),
    "a week ago": (s) => ({ items: heated(s.on(s.day(-7)), 4) }),
  },
};
