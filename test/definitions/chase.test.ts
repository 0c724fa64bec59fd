import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { notAskedFor } from "../../src/definitions/by-words/asked-for.ts";
import { formatProblem } from "../../src/lib/problem.ts";
import { flowsNeeded, flowsToApprovers } from "../../src/policy/audiences.ts";
import { changesBetween } from "../../src/policy/changes.ts";
import { askedInWords, flowsInWords } from "../../src/policy/flow-words.ts";
import { explain } from "../../src/shipped.ts";
import { shippedConnectors } from "../support/connectors.ts";
import { shippedDeliveries } from "../support/deliveries.ts";
import { repositoryRoot } from "../support/source-files.ts";
import { workspaceAt } from "../support/workspace.ts";
import { loadFiles, markdown, only } from "./workspace.ts";

const nothing = { emails: [], aliases: [], absences: [], vip: false };
const people = {
  all: [
    { ...nothing, key: "me", name: "Sam Rivera", emails: ["sam@example.com"] },
    { ...nothing, key: "ana", name: "Ana", accounts: ["slack:U0ANA"] },
    { ...nothing, key: "ben", name: "Ben", emails: ["ben@example.com"] },
    { ...nothing, key: "kim", name: "Kim" },
  ],
};
const names = { hooks: [], webhooks: [], pings: [], connections: [], people: people.all.map(({ key }) => key) };

const LINES = {
  on: 'on: [{ schedule: "*/30 9-17 * * 1-5" }, { reply: {}, coalesce: 1m }]',
  reads: "reads: [{ files: { paths: [plan], as: plan } }]",
  writes: "writes: [{ slack: { to: roster, people: [ana, me] } }, { email: { to: roster, people: [ben] } }, { slack: { to: me } }]",
  chase: "chase: {}",
  more: "flows: [{ from: files, to: slack }, { from: files, to: email }, { from: events, to: slack }, { from: events, to: email }]",
};

function load(context: TestContext, lines: Partial<typeof LINES> = {}) {
  const content = markdown(Object.values({ ...LINES, ...lines }).join("\n"));
  return loadFiles(
    context,
    { "launch.md": content },
    { people, names, connectors: shippedConnectors(), deliveries: shippedDeliveries({ names }) },
  );
}

test("a write to a roster carries questions, each to one of its people, and by terms that all have defaults", async (context) => {
  const loaded = await load(context);
  assert.deepEqual(loaded.warnings.map(formatProblem), []);
  const { chase, writes, triggers } = only(loaded);
  assert.deepEqual(chase, { cadenceDays: 2, hours: { start: "10:00", end: "16:30" }, days: [1, 2, 3, 4] });
  assert.deepEqual(
    writes.map(({ name, carries, addressees, audience }) => ({ name, carries, addressees, readers: audience.length })),
    [
      {
        ...{ name: "slack", carries: "questions", readers: 2 },
        addressees: [
          { person: "ana", options: { to: "ana" } },
          { person: "me", options: { to: "me" } },
        ],
      },
      { name: "email", carries: "questions", addressees: [{ person: "ben", options: { to: ["ben"] } }], readers: 1 },
      { name: "slack-2", carries: undefined, addressees: undefined, readers: 1 },
    ],
  );
  const reply = triggers.find(({ kind }) => kind === "event");
  assert.ok(reply?.kind === "event");
  assert.deepEqual([reply.source, reply.topic, reply.coalesceMs], ["reply", "reply:launch", 60_000]);
  assert.deepEqual(only(await load(context, { chase: "" })).chase, chase);
});

test("who asks nobody has no terms, unless it names some", async (context) => {
  const lines = { writes: "writes: [console]", on: "on: { every: 1h }", more: "" };
  assert.equal(only(await load(context, { ...lines, chase: "" })).chase, undefined);
  assert.equal(only(await load(context, lines)).chase?.cadenceDays, 2);
});

test("terms are read as they are written", async (context) => {
  const chase = 'chase: { about: reviews, cadence: 5, hours: "09:30-12:00", days: [fri, mon, fri], digest: "15:30" }';
  assert.deepEqual(only(await load(context, { chase })).chase, {
    ...{ about: ["reviews"], cadenceDays: 5, hours: { start: "09:30", end: "12:00" }, days: [1, 5], digestAt: "15:30" },
  });
});

test("what can't be meant by terms or a roster is a problem that says so", async (context) => {
  const said = async (lines: Partial<typeof LINES>) => (await load(context, { more: "", ...lines })).problems.map(formatProblem).join("\n");
  assert.match(
    await said({ chase: 'chase: { hours: "16:00-10:00" }' }),
    /^launch.md:6:17: expected chase.hours to be a start and a later end/,
  );
  assert.equal((await said({ chase: 'chase: { hours: "10-16" }' })).split("\n").length, 1);
  assert.match(await said({ chase: 'chase: { digest: "half past three" }' }), /expected chase.digest to be a time of day such as 15:30/);
  assert.match(await said({ chase: "chase: { days: [] }" }), /expected chase.days to have at least 1 entry/);
  assert.match(await said({ chase: "chase: { cadance: 2 }" }), /Did you mean cadence\?/);
  assert.match(await said({ writes: "writes: [{ slack: { to: roster } }]" }), /expected writes.slack.people to say who may be asked/);
  assert.match(await said({ writes: "writes: [{ email: { to: roster } }]" }), /expected writes.email.people to say who may be asked/);
  assert.match(await said({ writes: "writes: [{ email: { to: [me], people: [ben] } }]" }), /people to be left out/);
  assert.match(await said({ writes: "writes: [{ slack: { to: roster, people: [zoe] } }]" }), /got "zoe"/);
  assert.match(await said({ writes: "writes: [{ email: { to: roster, people: [C0123456789] } }]" }), /got "C0123456789"/);
  assert.match(
    await said({ writes: "writes: [{ email: { to: me } }]" }),
    /writes.email.to to be a list of keys .* such as \[me\], or roster, got "me"/,
  );
  assert.match(await said({ writes: "writes: [{ email: { to: [zoe] } }]" }), /expected an entry of writes.email.to .*got "zoe"/);
});

test("questions that can't be asked, and answers that nobody would hear, are warned of", async (context) => {
  const said = async (lines: Partial<typeof LINES>) => (await load(context, lines)).warnings.map(formatProblem).join("\n");
  assert.match(await said({ on: "on: { every: 1h }" }), /^launch.md:3:5: expected on to have reply/);
  const silent = await said({ writes: "writes: [console]", more: "" });
  assert.match(silent, /^launch.md:6:8: expected a write that says who may be asked, since chase speaks of questions/);
  assert.match(await said({ writes: "writes: [console]", more: "", chase: "" }), /^launch.md:3:5: .* since on speaks of questions/);
  assert.match(await said({ reads: "reads: [git]", more: "" }), /^launch.md:4:8: expected a plan to be read/);
  const notion = "reads: [{ notion: { dataSource: 2f0a1b3c-0000-4000-8000-0123456789ab, as: plan } }]";
  assert.doesNotMatch(await said({ reads: notion, more: "" }), /expected a plan to be read/);
  const kim = "writes: [{ slack: { to: roster, people: [ana, kim] } }, { email: { to: roster, people: [ana, ben, kim] } }]";
  assert.match(
    await said({ writes: kim }),
    /5:10: expected kim to have an account in Slack.*\n.*\nlaunch.md:5:57: expected ana and kim to have an address/,
  );
  assert.match(
    await said({ on: "on: [{ every: 1h }, { reply: {}, cooldown: 5m }]" }),
    /expected each answer to be heard, got on: a cooldown/,
  );
  assert.match(await said({ more: `${LINES.more}\noverlap: skip` }), /8:10: expected each answer to be heard, got overlap: skip/);
  assert.match(
    await said({ chase: 'chase: { digest: "17:45" }' }),
    /^launch.md:6:18: expected a time under on at which its digest is told/,
  );
  assert.equal(await said({ chase: 'chase: { digest: "17:30" }' }), "");
});

test("it is told in words whom it may ask, when, how often and what ends that", async (context) => {
  const chase = 'chase: { about: [reviews, blockers], cadence: 1, digest: "15:30" }';
  const sentences = await explain(only(await load(context, { chase })), undefined, workspaceAt("/", people));
  const told = (about: string) => sentences.filter((sentence) => sentence.about === about).map(({ text }) => text);
  assert.deepEqual(told("asking"), [
    "May ask ana, you or ben, and nobody else, about reviews that tasks wait for and what else holds tasks up, where nothing it reads says so and nothing moved for 1 business day, sooner before a launch. " +
      "About each it asks once, with 2 reminders at most; all automations together write to one person once a day and 3 times in seven days at most. " +
      "It writes on workdays between 10:00 and 16:30 where they are, and asks first on Mondays, Tuesdays, Wednesdays and Thursdays unless a date presses. " +
      "Whoever answers “stop” is asked no more, by no automation. " +
      "Before 15:30 (Europe/Berlin) its runs only ask and hear; the later ones of a day tell what came of it.",
  ]);
  assert.equal(
    told("write")[0],
    "Can WRITE ONLY to Ana or you in Slack: one question a day at most to each, and one word on each answer, read by ana and you.",
  );
  assert.match(told("when")[0] ?? "", /when somebody answers its questions, a burst of 1 minute being one run/);
});

test("whoever comes onto a roster, and what a changed definition may do with a plan, is told as added", async (context) => {
  const before = only(await load(context));
  const after = only(await load(context, { writes: LINES.writes.replace("[ana, me]", "[ana, me, kim]") }));
  const { adds } = changesBetween(await explain(before), await explain(after));
  assert.ok(adds.some(({ about, text }) => about === "write" && text.includes("kim")));
  assert.ok(adds.some(({ about, text }) => about === "asking" && text.includes("kim")));
});

test("a sentence that speaks of a message asks for no questions", async (context) => {
  const automation = only(await load(context));
  const told = (sentence: string) => notAskedFor(sentence, automation).filter((fault) => fault.startsWith("It asks people"));
  assert.equal(told("tell ana in slack every hour how the launch stands").length, 1);
  assert.equal(told("ask ana in slack how the launch stands").length, 0);
});

/** The lines that a shipped automation holds back, taken in. */
function takenIn(id: string): string {
  const [, keys = "", body = ""] = readFileSync(join(repositoryRoot, `automations/${id}.md`), "utf8").split(/^---$/m);
  const asking = keys.replaceAll(/^( *)# /gm, "$1").replaceAll(/(\w+): .* # where people are asked: ("[^"]*"|\w+).*/g, "$1: $2");
  return `---${asking}---${body}`;
}

for (const id of ["launch-status", "review-nudge", "blocker-follow-up"]) {
  test(`${id} asks those whom it names once the lines that it holds back are taken in, and needs no other`, async (context) => {
    const parts = { connectors: shippedConnectors(), deliveries: shippedDeliveries({ names }) };
    const flows = { needed: flowsNeeded, asked: flowsToApprovers, inWords: flowsInWords, askedInWords };
    const asking = await loadFiles(context, { [`${id}.md`]: takenIn(id) }, { people, names, flows, ...parts });
    assert.deepEqual(asking.warnings.map(formatProblem), []);
    const { chase, report, writes, triggers } = only(asking);
    assert.equal(report, "launch_status");
    assert.deepEqual(
      writes[1]?.addressees?.map(({ person }) => person),
      ["ana", "ben"],
    );
    assert.equal(triggers.filter((trigger) => trigger.kind === "event" && trigger.source === "reply").length, 1);
    assert.notEqual(chase?.digestAt, undefined);
  });
}
