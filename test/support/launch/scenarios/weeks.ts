import { bullets, pressable, sentences, truths, type Asked, type Member, type Reaction } from "../cast.ts";
import type { Scenario } from "../scenario.ts";

const LATER = [20, 180, 45, 26 * 60, 10, 300];

/** Answers after a while that differs from time to time; `words` is how they write. */
function words(write: (tasks: Asked["tasks"]) => string, { count, tasks }: Asked): Reaction {
  return {
    afterMinutes: LATER[count % LATER.length] ?? 20,
    by: "words",
    text: write(tasks),
    says: truths(tasks),
    inThread: count % 2 === 0,
  };
}

/** Writes bullets, and on the fourth question puts right what was said first. */
const ANA: Member = {
  ...{ key: "ana", name: "Ana Kovacs", zone: "Europe/Zagreb", slack: "UANA" },
  habit(asked) {
    const reaction = words(bullets, asked);
    const [first] = asked.tasks;
    if (asked.count !== 4 || !first) return reaction;
    const { key, title } = first.task;
    const right = { key, status: "at_risk", eta: "2026-12-08" } as const;
    return {
      ...reaction,
      afterMinutes: 30,
      later: { afterMinutes: 40, by: "words", text: `Sorry: ${title} is at risk, ETA 8 Dec`, says: [right] },
    };
  },
};

/** Presses buttons. */
const BEN: Member = {
  ...{ key: "ben", name: "Ben Ortiz", zone: "America/New_York", slack: "UBEN" },
  habit: ({ count, tasks }) => (count === 3 ? undefined : { afterMinutes: 35, by: "buttons", says: pressable(tasks) }),
};

/** Hands the release video over to Dana when asked about it first. */
const CHANDRA: Member = {
  ...{ key: "chandra", name: "Chandra Rao", zone: "Asia/Kolkata", slack: "UCHANDRA" },
  habit(asked) {
    const video = asked.tasks.find(({ task }) => task.key === "T-7");
    if (!video) return words(sentences, asked);
    const others = asked.tasks.filter(({ task }) => task.key !== "T-7");
    const text = `I handed T-7 to Dana Reyes. ${sentences(others)}`.trim();
    return { afterMinutes: 50, by: "words", text, says: [{ key: "T-7", status: "reassigned" }, ...truths(others)] };
  },
};

/** Was handed the release video, and says so by how it stands. */
const DANA: Member = {
  ...{ key: "dana", name: "Dana Reyes", zone: "Europe/Berlin", slack: "UDANA" },
  habit: (asked) => words(bullets, asked),
};

/** Says nothing for a week, then that it is enough. */
const ELI: Member = {
  ...{ key: "eli", name: "Eli Brook", zone: "America/Los_Angeles", slack: "UELI" },
  habit: ({ count }) => (count < 4 ? undefined : { afterMinutes: 15, by: "words", text: "stop", says: [], stops: true }),
};

/** Is away for three days, and writes in the night. */
const FAY: Member = {
  ...{ key: "fay", name: "Fay Lind", zone: "Australia/Sydney", slack: "UFAY", absences: ["2026-11-30/2026-12-02"] },
  habit: ({ tasks }) => ({ afterMinutes: 12 * 60, by: "words", text: bullets(tasks), says: truths(tasks) }),
};

/** Has no Slack, and answers mails. */
const GUS: Member = {
  ...{ key: "gus", name: "Gus Weber", zone: "Europe/London", email: "gus@example.org" },
  habit: ({ count, tasks }) => (count === 2 ? undefined : { afterMinutes: 55, by: "words", text: sentences(tasks), says: truths(tasks) }),
};

/** Can't be written to. */
const HANA: Member = { key: "hana", name: "Hana Ito", zone: "Europe/London", habit: () => undefined };

/** Three weeks of a launch: fifteen tasks, eight people in six zones, twenty deaths. */
export const WEEKS: Scenario = {
  from: "2026-11-22T22:00:00.000Z",
  to: "2026-12-11T22:00:00.000Z",
  members: [ANA, BEN, CHANDRA, DANA, ELI, FAY, GUS, HANA],
  launches: [
    {
      ...{ id: "launch", date: "2026-12-10", schedule: "0 * * * *" },
      tasks: [
        {
          ...{ key: "T-1", title: "User guide", owner: "ana", status: "In progress", due: "2026-12-01" },
          truth: [
            { from: "2026-11-23", status: "on_track", eta: "2026-11-30" },
            { from: "2026-11-26", status: "at_risk", eta: "2026-12-03" },
            { from: "2026-12-03", status: "done" },
          ],
        },
        {
          ...{ key: "T-2", title: "Load test", owner: "ana", status: "To do", due: "2026-12-03" },
          truth: [
            { from: "2026-11-23", status: "not_started" },
            { from: "2026-11-25", status: "blocked", blocker: "the staging cluster" },
            { from: "2026-12-02", status: "on_track", eta: "2026-12-07" },
            { from: "2026-12-08", status: "done" },
          ],
        },
        {
          ...{ key: "T-3", title: "Failover drill", owner: "ana", status: "To do", due: "2026-12-08", dependsOn: "T-2" },
          truth: [{ from: "2026-12-08", status: "on_track", eta: "2026-12-10" }],
        },
        {
          ...{ key: "T-4", title: "Price list", owner: "ben", status: "In progress", due: "2026-11-27" },
          truth: [
            { from: "2026-11-23", status: "on_track" },
            { from: "2026-11-27", status: "done" },
          ],
        },
        {
          ...{ key: "T-5", title: "Billing switch", owner: "ben", status: "In progress", due: "2026-12-04" },
          truth: [
            { from: "2026-11-23", status: "at_risk" },
            { from: "2026-12-01", status: "on_track" },
            { from: "2026-12-04", status: "done" },
          ],
        },
        {
          ...{ key: "T-6", title: "Data import", owner: "chandra", status: "In progress", due: "2026-12-02", eta: "2026-12-02" },
          truth: [
            { from: "2026-11-23", status: "on_track", eta: "2026-12-01" },
            { from: "2026-11-30", status: "blocked", blocker: "the vendor contract" },
            { from: "2026-12-03", status: "at_risk", eta: "2026-12-09" },
            { from: "2026-12-10", status: "at_risk", eta: "2026-12-11" },
          ],
        },
        {
          ...{ key: "T-7", title: "Release video", owner: "chandra", status: "To do", due: "2026-12-04" },
          truth: [
            { from: "2026-11-23", status: "on_track", eta: "2026-12-04" },
            { from: "2026-12-02", status: "done" },
          ],
        },
        {
          ...{ key: "T-8", title: "Press kit", owner: "dana", status: "In progress", due: "2026-12-04" },
          truth: [
            { from: "2026-11-23", status: "on_track", eta: "2026-12-03" },
            { from: "2026-12-01", status: "dropped" },
          ],
        },
        {
          ...{ key: "T-9", title: "Launch mail", owner: "dana", status: "To do", due: "2026-12-09", dependsOn: "T-8" },
          truth: [
            { from: "2026-12-01", status: "on_track", eta: "2026-12-09" },
            { from: "2026-12-10", status: "done" },
          ],
        },
        { key: "T-10", title: "Status page", owner: "eli", status: "In progress", due: "2026-11-30" },
        { key: "T-11", title: "On-call plan", owner: "eli", status: "To do", due: "2026-12-07" },
        {
          ...{ key: "T-12", title: "Translations", owner: "fay", status: "In progress", due: "2026-12-07" },
          truth: [
            { from: "2026-11-23", status: "on_track", eta: "2026-12-04" },
            { from: "2026-12-03", status: "at_risk", eta: "2026-12-09" },
            { from: "2026-12-08", status: "done" },
          ],
        },
        {
          ...{ key: "T-13", title: "Store listing", owner: "gus", status: "In progress", due: "2026-12-02", eta: "2026-12-02" },
          truth: [
            { from: "2026-11-23", status: "at_risk", eta: "2026-12-04" },
            { from: "2026-12-03", status: "done" },
          ],
        },
        {
          ...{ key: "T-14", title: "Help desk rota", owner: "gus", status: "To do", due: "2026-12-09", dependsOn: "T-13" },
          truth: [
            { from: "2026-12-03", status: "on_track", eta: "2026-12-08" },
            { from: "2026-12-08", status: "on_track", eta: "2026-12-10" },
          ],
        },
        { key: "T-15", title: "Legal review", owner: "hana", status: "In progress", due: "2026-12-03" },
      ],
    },
  ],
  // Somebody saw for themselves, just before Ben was to be asked, and while Eli did not answer.
  happenings: [
    { at: "2026-12-01T09:30:00.000Z", kind: "edit", key: "T-10", status: "done" },
    { at: "2026-12-07T10:20:00.000Z", kind: "edit", key: "T-15", status: "done" },
  ],
  kills: [
    { after: "2026-11-23T08:50:00.000Z", when: "posting", downMinutes: 1 },
    { after: "2026-11-23T14:00:00.000Z", when: "posted", downMinutes: 2 },
    { after: "2026-11-24T04:00:00.000Z", when: "running", downMinutes: 1 },
    { after: "2026-11-24T08:00:00.000Z", when: "heard", downMinutes: 3 },
    { after: "2026-11-25T04:00:00.000Z", when: "waiting", downMinutes: 2 },
    { after: "2026-11-25T09:00:00.000Z", when: "hearing", downMinutes: 4 },
    { after: "2026-11-26T08:00:00.000Z", when: "written", downMinutes: 1 },
    { after: "2026-11-26T14:20:00.000Z", when: "posting", downMinutes: 15 },
    { after: "2026-11-27T09:00:00.000Z", when: "mailing", downMinutes: 1 },
    { after: "2026-11-28T12:00:00.000Z", when: "idle", downMinutes: 26 * 60 },
    { after: "2026-11-30T09:00:00.000Z", when: "posted", downMinutes: 1 },
    { after: "2026-12-01T04:00:00.000Z", when: "waiting", downMinutes: 40 },
    { after: "2026-12-01T09:00:00.000Z", when: "heard", downMinutes: 1 },
    { after: "2026-12-02T09:00:00.000Z", when: "written", downMinutes: 2 },
    { after: "2026-12-03T09:00:00.000Z", when: "hearing", downMinutes: 1 },
    { after: "2026-12-04T09:00:00.000Z", when: "running", downMinutes: 5 },
    { after: "2026-12-07T09:00:00.000Z", when: "posting", downMinutes: 2 },
    { after: "2026-12-08T09:00:00.000Z", when: "posted", downMinutes: 1 },
    { after: "2026-12-08T14:00:00.000Z", when: "running", downMinutes: 1 },
    { after: "2026-12-09T09:00:00.000Z", when: "heard", downMinutes: 2 },
  ],
};
