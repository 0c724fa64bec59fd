import type { Name } from "../cast.ts";
import type { ChatWords } from "../items.ts";
import { dayInWords as say, type Scene } from "../scene.ts";
import type { Telling, Trial } from "../trial.ts";

/** A message that names me, of a local time so many business days ago; a second later what came of it, where something did. */
const toMe =
  (time: string, days: number, text: string, words: ChatWords = {}): Telling =>
  (s) => [s.chat(text, s.workdayAt(time, days), { to: ["me"], ...words })];

const ASK = "@Sam Rivera can you tell me which berth the ferry gets?";

/** Somebody asks me in a thread, after which others or I write. */
const thread =
  (...answers: readonly (readonly [by: Name, text: string, words?: ChatWords])[]): Telling =>
  (s) => {
    const root = s.chat(ASK, s.workdayAt("09:30", -3), { to: ["me"], replies: answers.length });
    const below = answers.map(([by, text, words = {}], index) =>
      s.chat(text, s.workdayAt(`10:${10 + index}`, -3), { by, below: root, ...words }),
    );
    return { items: [root, ...below] };
  };

export const askedInChat: Trial = {
  rule: "CHAT-01",
  found: {
    "a colleague, two days ago": toMe("11:00", -2, ASK),
    "a colleague, a little over eight working hours ago": toMe("09:59", -1, "@Sam Rivera could you send me the list of moorings?"),
    "an important one, a little over two working hours ago": toMe("15:59", -1, "@Sam Rivera do you have the permit?", { by: "grace" }),
    "somebody from elsewhere, a little over four": toMe("13:59", -1, "@Sam Rivera would you confirm the address?", { by: "omar" }),
    "in a thread that I began": (s) => {
      const root = s.chat("The survey is done.", s.workdayAt("09:30", -3), { by: "me", replies: 1 });
      return [root, s.chat("Could you share it with the harbour master?", s.workdayAt("10:00", -3), { below: root })];
    },
    "in a group": (s) => [
      s.chat("When can you bring the keys?", s.workdayAt("11:00", -2), { group: true, channelName: "a group message" }),
    ],
    "asked again below": thread(["lee", "Sam, could you have a look today?"]),
    "after I had answered something else": thread(["me", "Berth two."], ["lee", "@Sam Rivera and can you tell the crew?", { to: ["me"] }]),
  },
  near: {
    "a colleague, eight working hours ago": toMe("10:00", -1, ASK),
    "an important one, two working hours ago": toMe("16:00", -1, ASK, { by: "grace" }),
    "somebody from elsewhere, four working hours ago": toMe("14:00", -1, ASK, { by: "omar" }),
    "in the evening": toMe("22:00", -1, ASK, { by: "dana" }),
    "nothing is asked": toMe("11:00", -3, "@Sam Rivera thanks for the tour, it was great."),
    "only told": toMe("11:00", -3, "@Sam Rivera the crane is back in service."),
    "somebody else is asked": (s) => [s.chat("@Jonas Brandt can you check the cables?", s.workdayAt("11:00", -3), { to: ["jonas"] })],
    "nobody in particular is asked": (s) => [s.chat("Can somebody check the cables?", s.workdayAt("11:00", -3))],
    "everybody is called": (s) => [s.chat("@channel who has the keys?", s.workdayAt("11:00", -3), { everybody: true })],
  },
  exempt: {
    "I answered in the thread": thread(["me", "Berth two."]),
    "a colleague answered": thread(["jonas", "It gets berth two."]),
    "I reacted": toMe("11:00", -2, ASK, { reacted: ["me"], reactions: ["eyes 1"] }),
    "I reacted to what came after": thread(["lee", "The blue one, I mean.", { reacted: ["me"], reactions: ["ok 1"] }]),
    "I answered beside the thread": (s) => [
      s.chat(ASK, s.workdayAt("11:00", -2), { to: ["me"] }),
      s.chat("@Lee Park berth two.", s.workdayAt("11:05", -2), { by: "me", to: ["lee"] }),
    ],
    "I answered in the group": (s) => {
      const group = { group: true, channel: "G0KEYS", channelName: "a group message" };
      return [
        s.chat("When can you bring the keys?", s.workdayAt("11:00", -2), group),
        s.chat("At noon.", s.workdayAt("11:05", -2), { by: "me", ...group }),
      ];
    },
    "a program asks": toMe("11:00", -2, ASK, { bot: true, by: "omar" }),
    "quoted only": toMe("11:00", -2, `> ${ASK}`, { quoteSpans: [[0, ASK.length + 2]] }),
    "weeks ago": toMe("11:00", -15, ASK),
  },
};

/** A message of mine of two business days ago that names the day so many business days ahead. */
const promise =
  (due: number, text: (day: string) => string, words: ChatWords = {}): Telling =>
  (s) => [mine(s, due, text, words)];

const mine = (s: Scene, due: number, text: (day: string) => string, words: ChatWords = {}) =>
  s.chat(text(say(s.workday(due))), s.workdayAt("11:00", -2), { by: "me", ...words });

const send = (day: string): string => `I'll send you the tide tables by ${day}.`;

export const promisedInChat: Trial = {
  rule: "CHAT-02",
  found: {
    today: promise(0, send),
    yesterday: promise(-1, (day) => `Sure, I will prepare the lease draft by ${day}.`),
    "today, to somebody": promise(0, (day) => `@Dana Whitfield I'll have the offer ready by ${day}.`, { to: ["dana"] }),
    "tomorrow in words": (s) => [s.chat("I'll share the survey tomorrow.", s.workdayAt("11:00", -1), { by: "me" })],
    "in a thread": (s) => {
      const asked = s.chat("@Sam Rivera can you send the tide tables?", s.workdayAt("10:00", -2), { to: ["me"], replies: 1 });
      return [asked, mine(s, 0, send, { below: asked })];
    },
  },
  near: {
    "in a week": promise(5, send),
    "in three business days": promise(3, send),
    "no day": promise(0, () => "I'll send you the tide tables."),
    "told of the past": promise(-1, (day) => `The tide tables went out on ${day}.`),
    "asked of others": promise(0, (day) => `Please send me the tide tables by ${day}.`),
    "long past": (s) => [s.chat(send(say(s.day(-9))), s.workdayAt("11:00", -9), { by: "me" })],
  },
  exempt: {
    "delivered below": (s) => {
      const said = mine(s, 0, send, { replies: 1 });
      return [said, s.chat("Here they are.", s.workdayAt("15:00", -2), { by: "me", below: said })];
    },
    "done by a task": (s) => [mine(s, 0, send), s.task("Send the tide tables", { owner: "Sam Rivera", status: "done" })],
    "promised by them": promise(0, send, { by: "lee" }),
    "promised by a program": promise(0, send, { bot: true }),
  },
};
