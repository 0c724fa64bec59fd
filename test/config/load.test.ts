import assert from "node:assert/strict";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { configError, loadWorkspace } from "../../src/config/load.ts";
import { readSources, type WorkspaceRequest } from "../../src/config/sources.ts";
import { ConfigError } from "../../src/core/errors.ts";
import { findPerson } from "../../src/core/person.ts";
import { USUAL_RETENTION } from "../../src/core/retention.ts";
import { systemTimezone } from "../../src/lib/timezone.ts";
import { PRICES } from "../../src/config/prices.ts";
import { load, problemsOf, REFERENCE, workspaceWith } from "./workspace.ts";

test("a folder without configuration has the defaults, and its data where the caller says", async (context) => {
  const root = await workspaceWith(context);
  const { workspace, warnings } = await loadWorkspace({ root, env: {}, shipped: "/shipped/automations", dataDirectory: "/elsewhere/data" });
  assert.match(workspace.hash, /^v1:/);
  assert.deepEqual(workspace, {
    root,
    dataDirectory: "/elsewhere/data",
    automationsDirectory: "/shipped/automations",
    owner: "me",
    calendar: { timezone: systemTimezone(), workdays: [1, 2, 3, 4, 5], hours: { start: "09:00", end: "17:00" }, holidays: [] },
    people: { all: [] },
    server: { host: "127.0.0.1", port: 0 },
    confinement: { mcp: "refused" },
    rules: {},
    hooks: {},
    webhooks: {},
    pings: {},
    connections: {},
    alerts: { to: [{ delivery: "console", options: {} }], everyMs: 3_600_000 },
    prices: PRICES,
    budgets: { run: { tokens: 100_000, usd: 0.5 }, day: { usd: 2 }, all: { usd: 5 } },
    concurrency: 4,
    logLevel: "info",
    retention: USUAL_RETENTION,
    hash: workspace.hash,
  });
  assert.deepEqual(
    warnings.map(({ message }) => message),
    [`expected timezone to be set, got nothing: this machine's zone is used, ${systemTimezone()}`],
  );
});

test("a workspace of its own keeps its data and automations inside", async (context) => {
  const request = { shipped: "/shipped", dataDirectory: "/elsewhere" };
  const root = await workspaceWith(context, { "config/chief.yaml": "timezone: UTC", "automations/a.md": "" });
  const { workspace, warnings } = await loadWorkspace({ root, env: {}, ...request });
  assert.equal(workspace.dataDirectory, join(root, "data"));
  assert.equal(workspace.automationsDirectory, join(root, "automations"));
  assert.deepEqual(warnings, []);
  const named = await load(context, "timezone: UTC\nautomations: mine\ndata: /var/chief", { request });
  assert.equal(named.workspace.automationsDirectory, join(named.workspace.root, "mine"));
  assert.equal(named.workspace.dataDirectory, "/var/chief");
});

test("an account that two people claim is one clear problem", async (context) => {
  const people = "sam: { name: Sam, accounts: { slack: U1, github: sam } }\nana: { name: Ana, accounts: { github: ana, slack: U1 } }";
  assert.deepEqual(await problemsOf(context, "timezone: UTC", { people }), [
    "config/people.yaml:2:51: expected the slack account U1 to belong to one person, got it of sam and of ana\n  Take it from one of the two.",
  ]);
});

test("a person may have several accounts of a service, each of them one person's", async (context) => {
  const several = "sam: { name: Sam, accounts: { slack: [U1, U2, U1], github: sam } }";
  const { workspace } = await load(context, "timezone: UTC\nowner: sam", { people: several });
  assert.deepEqual(workspace.people.all[0]?.accounts, ["slack:U1", "slack:U2", "github:sam"]);
  for (const account of ["slack:U1", "slack:U2"]) assert.equal(findPerson(workspace.people, { account })?.key, "me");
  assert.deepEqual(
    await problemsOf(context, "timezone: UTC", { people: `${several}\nana: { name: Ana, accounts: { slack: [U3, U2] } }` }),
    [
      "config/people.yaml:2:38: expected the slack account U2 to belong to one person, got it of sam and of ana\n  Take it from one of the two.",
    ],
  );
  const [number] = await problemsOf(context, "timezone: UTC", { people: "ana: { name: Ana, accounts: { slack: 7 } }" });
  assert.match(number ?? "", /expected ana\.accounts\.slack to be text or a list, got 7/);
});

test("the owner is known as me, also by the key in the file of people", async (context) => {
  const people =
    "sam: { name: Sam Rivera, emails: [sam@example.com], absences: [2026-12-24/2027-01-02, 2026-11-27] }\n" +
    "ana: { name: Ana, vip: true, timezone: Europe/Zagreb }";
  const absences = [
    { from: "2026-12-24", to: "2027-01-02" },
    { from: "2026-11-27", to: "2026-11-27" },
  ];
  const { workspace } = await load(context, "owner: sam", { people });
  assert.deepEqual(workspace.people.all, [
    { key: "me", name: "Sam Rivera", emails: ["sam@example.com"], aliases: ["sam"], accounts: [], absences, vip: false },
    { key: "ana", name: "Ana", emails: [], aliases: [], accounts: [], timezone: "Europe/Zagreb", absences: [], vip: true },
  ]);
  assert.equal(findPerson(workspace.people, { name: "sam" })?.key, "me");
});

test("environment variables fill texts, and only texts", async (context) => {
  const chief = `data: "${REFERENCE("BASE")}/x/${REFERENCE("NAME")}"\nlog: ${REFERENCE("LEVEL")}`;
  const env = { BASE: "/srv", NAME: REFERENCE("BASE"), LEVEL: "warn" };
  const { workspace } = await load(context, chief, { request: { env } });
  assert.equal(workspace.dataDirectory, `/srv/x/${REFERENCE("BASE")}`);
  assert.equal(workspace.logLevel, "warn");
});

test("equal sources have equal hashes, and whatever changes the workspace changes them", async (context) => {
  const root = await workspaceWith(context, { "config/chief.yaml": `data: ${REFERENCE("BASE")}\n` });
  const request: WorkspaceRequest = { root, env: { BASE: "/a", OTHER: "1" } };
  const { hash } = await readSources(request);
  assert.equal((await readSources({ ...request, env: { BASE: "/a", OTHER: "2" } })).hash, hash);
  const hashes = [hash, (await readSources({ ...request, env: { BASE: "/b" } })).hash, (await readSources({ ...request, env: {} })).hash];
  hashes.push((await readSources(request, "2.0.0")).hash, (await readSources({ ...request, shipped: "/x" })).hash);
  await mkdir(join(root, "automations"));
  hashes.push((await readSources(request)).hash);
  await writeFile(join(root, "config", "people.yaml"), "");
  hashes.push((await readSources(request)).hash);
  await writeFile(join(root, "config", "chief.example.yaml"), "");
  assert.equal((await readSources(request)).hash, hashes.at(-1));
  assert.equal(new Set(hashes).size, hashes.length);
});

test("a workspace survives being kept as JSON", async (context) => {
  const loaded = await load(context, "owner: sam\nwork: { days: [sun, mon], holidays: [2026-12-25] }", { people: "sam: { name: Sam }" });
  assert.deepEqual(JSON.parse(JSON.stringify(loaded)), loaded);
  assert.deepEqual(loaded.workspace.calendar.workdays, [1, 7]);
});

/** What is written in chief.yaml, and all that is said about it. */
const CASES: Readonly<Record<string, readonly [chief: string, said: string]>> = {
  "an unknown key": ["ownr: me", 'config/chief.yaml:1:1: expected a key that this version knows, got "ownr"\n  Did you mean owner?'],
  "an unknown key inside": [
    "server:\n  prot: 1",
    'config/chief.yaml:2:3: expected a key that this version knows, got "prot"\n  Did you mean port?',
  ],
  "a zone that does not exist": [
    "timezone: Berlin",
    'config/chief.yaml:1:11: expected timezone to be an IANA zone such as Europe/Berlin, got "Berlin"',
  ],
  "hours that end before they start": [
    "work: { hours: 17:00-09:00 }",
    'config/chief.yaml:1:16: expected work.hours to be a start and a later end such as 09:00-17:00, got "17:00-09:00"',
  ],
  "a holiday that does not exist": [
    "work:\n  holidays:\n    - 2026-12-25\n    - 2026-02-30",
    "config/chief.yaml:4:7: expected an entry of work.holidays to be a date that exists, such as 2026-12-25, " +
      'or a file beside chief.yaml, such as file:holidays.ics, got "2026-02-30"',
  ],
  "a day that does not exist": [
    "work: { days: [mon, tues] }",
    'config/chief.yaml:1:21: expected an entry of work.days to be one of mon, tue, wed, thu, fri, sat, sun, got "tues"\n  Did you mean tue?',
  ],
  "an address that others reach": [
    "server: { host: 0.0.0.0 }",
    "config/chief.yaml:1:17: expected server.host to be an address of this machine such as 127.0.0.1, " +
      'or with "outside: hooks" 0.0.0.0 or ::, by which other machines reach its hooks, got "0.0.0.0"',
  ],
  "a port that does not exist": ["server: { port: 70000 }", "config/chief.yaml:1:17: expected server.port to be at most 65535, got 70000"],
  "a threshold that is no number": [
    "rules:\n  TASK-05: { businessDays: two }",
    'config/chief.yaml:2:28: expected rules.TASK-05.businessDays to be a number, got "two"',
  ],
  "an unknown rule": [
    "rules:\n  TASK-5: { businessDays: 2 }",
    'config/chief.yaml:2:3: expected a rule that this version knows, got "TASK-5"\n  Did you mean TASK-05?',
  ],
  "an unknown threshold": [
    "rules:\n  TASK-05: { days: 2 }",
    'config/chief.yaml:2:14: expected a threshold of TASK-05 that this version knows, got "days"\n  There is businessDays.',
  ],
  "an unset variable": [
    `server:\n  host: ${REFERENCE("HOST")}`,
    "config/chief.yaml:2:9: expected the environment variable HOST to be set, got nothing\n  Set it before the start, or write the value itself.",
  ],
  "a variable of every object": [
    `data: ${REFERENCE("constructor")}`,
    "config/chief.yaml:1:7: expected the environment variable constructor to be set, got nothing\n  Set it before the start, or write the value itself.",
  ],
  "an owner whom nobody knows": [
    "owner: sma",
    'config/chief.yaml:1:8: expected owner to be a key of config/people.yaml, got "sma"\n  Did you mean sam?',
  ],
  "a people file that is not there": [
    "people: team.yaml",
    'config/chief.yaml:1:9: expected people to name a file in config/, got "team.yaml", which is not there\n  Create config/team.yaml, or remove this line.',
  ],
  "a people file elsewhere": [
    "people: ../team.yaml",
    'config/chief.yaml:1:9: expected people to be the name of a .yaml file beside chief.yaml, got "../team.yaml"',
  ],
  "a list": ["- owner", "config/chief.yaml:1:1: expected the file to be a mapping of keys to values, got a list"],
  "broken YAML": [
    "log: [info",
    "config/chief.yaml:1:11: expected valid YAML, got: Flow sequence in block collection must be sufficiently indented and end with a ]\n  Check the indentation, quotes and brackets around here.",
  ],
};

for (const [name, [chief, said]] of Object.entries(CASES)) {
  test(`${name} in chief.yaml is one clear problem`, async (context) => {
    const request = { knownRules: () => Promise.resolve({ "TASK-05": ["businessDays"] }) };
    assert.deepEqual(await problemsOf(context, chief, { people: "sum: { name: Su }\nsam: { name: Sam }", request }), [said]);
  });
}

test("a value from the environment is not shown in a message", async (context) => {
  const problems = await problemsOf(context, `log: ${REFERENCE("SECRET")}`, { request: { env: { SECRET: "hunter2" } } });
  assert.equal(problems.length, 1);
  assert.ok(!problems.join("\n").includes("hunter2"));
});

test("all problems of all files are told at once, in one error", async (context) => {
  const chief = "concurrency: 0\nlog: loud";
  const people = "ana: { name: Ana, emails: [ana] }\n'b b': { name: B }\nme: { nam: Sam }";
  await assert.rejects(load(context, chief, { people }), (error) => {
    assert.ok(error instanceof ConfigError);
    assert.equal(error.code, "config-invalid");
    assert.deepEqual(
      error.message.split("\n").filter((line) => !line.startsWith(" ")),
      [
        "config/chief.yaml:1:14: expected concurrency to be at least 1, got 0",
        'config/chief.yaml:2:6: expected log to be one of debug, info, warn, error, silent, got "loud"',
        'config/people.yaml:1:28: expected an entry of ana.emails to be an e-mail address, got "ana"',
        'config/people.yaml:2:1: expected the key to have only letters, digits and dashes, got "b b"',
        "config/people.yaml:3:5: expected me.name to be text, got nothing",
        'config/people.yaml:3:7: expected a key that this version knows, got "nam"',
      ],
    );
    return true;
  });
  assert.equal(configError([]).hint, "Correct the lines named above; config/chief.example.yaml shows every key.");
});

test("an owner beside a person called me is refused", async (context) => {
  const [problem = ""] = await problemsOf(context, "owner: sam", { people: "me: { name: A }\nsam: { name: B }" });
  assert.match(problem, /^config\/chief.yaml:1:8: expected owner to be me, since config\/people.yaml has a person of that key, got "sam"/);
});

test("a configuration that cannot be read is one problem", async (context) => {
  const looped = await workspaceWith(context, { "config/people.yaml": "" });
  await symlink("chief.yaml", join(looped, "config", "chief.yaml"));
  await assert.rejects(loadWorkspace({ root: looped, env: {} }), /config\/chief.yaml:1:1: expected a file, got a symbolic link/);
});

test("a file named config, or a config folder without chief.yaml, is somebody else's", async (context) => {
  for (const files of [{ config: "[core]" }, { "config/people.yaml": "- 1" }]) {
    const { workspace } = await loadWorkspace({ root: await workspaceWith(context, files), env: {} });
    assert.deepEqual(workspace.people.all, []);
  }
});
