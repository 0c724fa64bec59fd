import assert from "node:assert/strict";
import { test } from "node:test";
import { accept } from "../../src/cli/commands/accept.ts";
import { toOptions } from "../../src/cli/options.ts";
import { chief, makeFolder, startDaemon, writeFiles } from "../support/chief.ts";
import { personWho, sessionIn } from "../support/terminal.ts";

const definition = (rules: string) =>
  `---\nname: Risk watch\nreads:\n  - files: { paths: [tasks] }\nwrites:\n  - webhook: { to: team }\n${rules}---\n\nGo through @Files.\n`;
const NAMED = definition("flows: [{ from: files, to: webhook }]\n");
const workspace = (risk: string) => ({
  // Nobody listens there: what is let go is not delivered, and what is held is not even tried.
  "config/chief.yaml": "timezone: UTC\nwebhooks: { team: { url: 'http://127.0.0.1:9/', secret: file:secrets/team.txt } }\n",
  "config/people.yaml": "me: { name: Sam Rivera, emails: [sam@acme.example] }\n",
  "secrets/team.txt": "canary-secret-of-this-test-32-characters\n",
  "automations/risk.md": risk,
  "tasks/shop.md": "# Shop\n\n- [ ] Send the contract @me due: 2026-03-02\n",
});
const TAKES =
  "it takes what files brings, which only you can see, to the webhook team, where it is read by whoever reads what the webhook team is sent.";
/** Whether each message waits for a person, newest first. */
const isHeld = async (folder: string): Promise<boolean[]> => {
  const { stdout } = await chief(folder, "messages", "--json");
  return (JSON.parse(stdout) as { messages: { state: string }[] }).messages.map(({ state }) => state === "held");
};

test("what a file names is accepted for that very file, by a yes that is asked for", async (t) => {
  const folder = makeFolder(t, workspace(NAMED));
  assert.equal((await chief(folder, "run", "risk")).code, 6);
  const asked = await chief(folder, "accept", "risk");
  assert.deepEqual([asked.code, asked.stdout], [2, ""]);
  assert.ok(asked.stderr.startsWith(`Risk watch: ${TAKES}\nError: expected a yes to be given`), asked.stderr);
  const accepted = await chief(folder, "accept", "risk", "--yes");
  assert.deepEqual(
    [accepted.code, accepted.stdout],
    [0, "Accepted for the file of risk as it is now: once it changes, you are asked again.\n"],
  );
  assert.match((await chief(folder, "explain", "risk")).stdout, /^It takes what files brings.+ That was accepted\.$/m);
  assert.match((await chief(folder, "accept", "risk")).stdout, /^That is accepted already/);
  await chief(folder, "run", "risk");
  assert.deepEqual(await isHeld(folder), [false, true]);
  writeFiles(folder, { "automations/risk.md": `${NAMED}\nAnd be short.\n` });
  assert.equal((await chief(folder, "run", "risk")).code, 6);
  const again = await chief(folder, "accept", "risk", "--yes", "--json");
  assert.partialDeepStrictEqual(JSON.parse(again.stdout), { automation: "risk", accepted: true, flows: [TAKES.slice(0, -1)] });
  const undone = await chief(folder, "accept", "risk", "--undo");
  assert.equal(undone.stdout, "Nothing is accepted for risk any more.\n");
  assert.match(
    (await chief(folder, "explain", "risk")).stdout,
    /^It takes .+ Until that is accepted, each message there waits for a person\.$/m,
  );
});

test("a person at the terminal is asked, and a no accepts nothing", async (t) => {
  const folder = makeFolder(t, workspace(NAMED));
  const person = personWho([
    [/Accept that\? \[y\/N\] $/, "\r"],
    [/Accept that\? \[y\/N\] $/, "y\r"],
  ]);
  const session = sessionIn(folder, person.say);
  const call = () => accept(session, ["risk"], toOptions({}), person.prompter);
  assert.deepEqual([await call(), /Nothing was accepted\./.test(person.seen())], [0, true]);
  assert.match((await chief(folder, "explain", "risk")).stdout, /Until that is accepted/);
  assert.deepEqual([await call(), /Accepted for the file of risk/.test(person.seen())], [0, true], person.seen());
  assert.match((await chief(folder, "explain", "risk")).stdout, /That was accepted/);
  person.prompter.close();
});

test("a file that names nothing, or nothing that it needs, has nothing to accept", async (t) => {
  const folder = makeFolder(t, workspace(definition("")));
  const { code, stdout, stderr } = await chief(folder, "accept", "risk", "--yes");
  assert.deepEqual([code, stderr], [0, ""]);
  assert.match(stdout, /^risk has nothing to accept: its file names no flow that it needs\./);
  const unknown = await chief(folder, "accept", "rsik", "--yes");
  assert.deepEqual([unknown.code, /Did you mean risk\?/.test(unknown.stderr)], [2, true], unknown.stderr);
});

test("a running Chief keeps the consent to the file that it has in force", async (t) => {
  const folder = makeFolder(t, workspace(NAMED.replace("reads:", "on: { schedule: '0 9 * * *' }\nreads:")));
  const daemon = startDaemon(t, folder);
  await daemon.says(/Next \(UTC\):/);
  const accepted = await chief(folder, "accept", "risk", "--yes");
  assert.deepEqual([accepted.code, accepted.stdout.startsWith("Accepted for the file of risk")], [0, true], accepted.stderr);
  assert.equal((await chief(folder, "accept", "risk", "--undo")).code, 0);
});

test("validate, doctor and list say where nobody has accepted what a file names", async (t) => {
  const folder = makeFolder(t, workspace(NAMED));
  const warning = /expected what risk names under flows to be accepted, got nobody's consent to the file as it is/;
  assert.match((await chief(folder, "validate")).stdout, warning);
  assert.match((await chief(folder, "doctor")).stdout, warning);
  assert.match((await chief(folder, "list")).stderr, warning);
  const { automations } = JSON.parse((await chief(folder, "list", "--json")).stdout) as { automations: { unaccepted: boolean }[] };
  assert.deepEqual(
    automations.map(({ unaccepted }) => unaccepted),
    [true],
  );
  await chief(folder, "accept", "risk", "--yes");
  assert.doesNotMatch((await chief(folder, "validate")).stdout, warning);
  assert.doesNotMatch((await chief(folder, "list")).stderr, warning);
});

test("what a definition adds and drops is told against the one of its last run, in words and as JSON", async (t) => {
  const folder = makeFolder(t, workspace(NAMED));
  assert.doesNotMatch((await chief(folder, "explain", "risk")).stdout, /ADDS|DROPS|Since/);
  await chief(folder, "run", "risk");
  assert.doesNotMatch((await chief(folder, "explain", "risk")).stdout, /ADDS|DROPS|Since/);
  const more = NAMED.replace("  - webhook:", "  - console\n  - webhook:").replace("---\n\n", "retries: 7\n---\n\n");
  writeFiles(folder, { "automations/risk.md": more });
  const { stdout } = await chief(folder, "explain", "risk");
  assert.match(
    stdout,
    /\n\nSince its last run \(manual:risk:\w+\):\nADDS: Can WRITE ONLY to the terminal in which Chief runs: one message a run/,
  );
  assert.match(stdout, /^ADDS: A step that fails is tried 7 more times at most\./m);
  assert.match(stdout, /^DROPS: A step that fails is tried 3 more times at most\./m);
  const { changes } = JSON.parse((await chief(folder, "explain", "risk", "--json")).stdout) as {
    changes: { since: string; adds: { about: string; grant?: string }[]; drops: { about: string }[] };
  };
  assert.match(changes.since, /^manual:risk:/);
  assert.deepEqual(
    changes.adds.map(({ about, grant }) => [about, grant]),
    [
      ["write", "console"],
      ["approval", undefined],
      ["limits", undefined],
    ],
  );
  assert.deepEqual(
    changes.drops.map(({ about }) => about),
    ["approval", "limits"],
  );
});

test("whoever is named to be asked, and may not see what a message rests on, is asked once the owner has accepted that", async (t) => {
  const rules = "flows: [{ from: files, to: webhook }]\napproval: { when: always, approvers: [lee] }\n";
  const files = workspace(definition(rules));
  const people = "me: { name: Sam Rivera, emails: [sam@acme.example] }\nlee: { name: Lee Ito, emails: [lee@acme.example] }\n";
  const folder = makeFolder(t, { ...files, "config/people.yaml": people });
  const asked = async () => {
    await chief(folder, "run", "risk");
    const { stdout } = await chief(folder, "messages", "--json");
    const { messages } = JSON.parse(stdout) as { messages: { approval?: { approvers: string[] } }[] };
    return messages[0]?.approval?.approvers;
  };
  assert.deepEqual(await asked(), ["me"]);
  assert.match((await chief(folder, "explain", "risk")).stdout, /lee would see what files brings, .+ lee can't be asked\.$/m);
  const accepted = await chief(folder, "accept", "risk", "--yes");
  assert.match(accepted.stderr, /who is asked about its messages to the webhook team sees them whole: lee would see what files brings/);
  assert.deepEqual(await asked(), ["lee"]);
});

test("the second place is told as one beside the first", async (t) => {
  const more = definition("").replace("  - webhook:", "  - console\n  - webhook:");
  const { stdout } = await chief(makeFolder(t, workspace(more)), "explain", "risk");
  assert.match(stdout, /^Can WRITE ONLY to the terminal in which Chief runs: .+\nAnd to the webhook team: one message a run/m);
});

test("an automation of somebody else takes what you alone can see to its owner only once you have accepted that", async (t) => {
  const folder = makeFolder(t, {
    ...workspace(""),
    "config/people.yaml": "me: { name: Sam Rivera, emails: [sam@acme.example] }\nana: { name: Ana Ruiz, emails: [ana@acme.example] }\n",
    "config/chief.yaml":
      "timezone: UTC\nconnections: { post: { kind: smtp, host: 127.0.0.1, port: 9, security: none, from: chief@acme.example } }\n",
    "automations/risk.md":
      "---\nname: Risk watch\nowner: ana\nreads:\n  - files: { paths: [tasks] }\nwrites:\n  - email: { to: [ana] }\n---\n\nGo through @Files.\n",
  });
  const { stdout } = await chief(folder, "validate");
  assert.match(
    stdout,
    /Warning: automations\/risk\.md:7:5: expected flows to say that it takes what files brings, which only you can see, /,
  );
  assert.match(stdout, /Warning: automations\/risk\.md:1:1: expected ana to have a way to answer what risk asks, got none/);
  assert.match((await chief(folder, "doctor")).stdout, /warning +Configuration +.+expected ana to have a way to answer what risk asks/s);
  assert.equal((await chief(folder, "run", "risk")).code, 6);
  assert.deepEqual(await isHeld(folder), [true]);
  const held = JSON.parse((await chief(folder, "messages", "--json")).stdout) as { messages: { approval: { approvers: string[] } }[] };
  assert.deepEqual(held.messages[0]?.approval.approvers, ["me"]);
  const explained = (await chief(folder, "explain", "risk")).stdout;
  assert.match(
    explained,
    /^It takes what files brings, which only you can see, .+ where it is read by ana alone\. Its file does not name that/m,
  );
  assert.match(explained, /^Keeps what it fetched for 30 days, its runs for 180 days and its messages for 365 days; what still waits /m);
});
