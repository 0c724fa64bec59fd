import assert from "node:assert/strict";
import { readFileSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { connect } from "../../src/cli/commands/connect.ts";
import { inspectAll } from "../../src/cli/connect/inspect.ts";
import { toOptions } from "../../src/cli/options.ts";
import { loadPlace } from "../../src/shipped.ts";
import { makeFolder } from "../support/chief.ts";
import { personWho, sessionIn } from "../support/terminal.ts";

const SERVERS = join(import.meta.dirname, "../support/mcp");
const NODE = realpathSync(process.execPath);
const CHIEF = "timezone: UTC\n";

test("a server of others is shown before it is accepted, runs boxed, and is refused once it is another, until it is looked at again", async (t) => {
  const folder = makeFolder(t, { "config/chief.yaml": CHIEF, "automations/readme.md": "Automations of one's own.", "seen/readme.md": "x" });
  const chief = () => readFileSync(join(folder, "config/chief.yaml"), "utf8");
  const marker = join(folder, "seen", "now");
  const inspect = async () => inspectAll({ ...(await loadPlace(folder, {})), automations: [], env: {} });
  const person = personWho([
    [/Program that starts it.*: /, `${NODE}\r`],
    [/Its words.*: /, `${JSON.stringify([join(SERVERS, "hostile.ts"), "changes", marker])}\r`],
    [/Files and folders.*: /, `${dirname(NODE)} ${SERVERS} ${join(folder, "seen")}\r`],
    [/May it connect.*\[no\]: /, "\r"],
    [/May the 1 tool be called that say they only read\? \[Y\/n\] /, "\r"],
    [/Accept the server as it is now\?.*\[Y\/n\] /, "\r"],
    [/Write it\? \[Y\/n\] /, "\r"],
  ]);
  const code = await connect(sessionIn(folder, person.say), ["mcp", "notes"], toOptions({}), person.prompter);
  person.prompter.close();
  assert.deepEqual([code, person.left], [0, []]);
  assert.match(person.seen(), /It calls itself "house 1\.0\.0"\. All that follows are its own words/);
  assert.match(person.seen(), /look \(says that it only reads\)\r?\n +Looks\./);
  assert.match(
    chief(),
    /readOnly:\n +- look\n +pinned:\n +command: v1:[0-9a-f]{64}\n +schema: v1:[0-9a-f]{64}\n +tools:\n +- look [0-9a-f]{12}\n/,
  );
  const [works] = await inspect();
  assert.deepEqual([works?.state, works?.account?.name], ["works", "house 1.0.0"]);

  writeFileSync(marker, "tool");
  const [changed] = await inspect();
  assert.equal(changed?.state, "refused");
  assert.match(
    changed.error?.message ?? "",
    /^expected the MCP server notes to be what was accepted, got another: tools were added: "look2"$/,
  );
  assert.match(changed.error?.hint ?? "", /chief connect mcp notes --replace/);

  const before = chief();
  const wary = personWho([
    [/Keep its settings, and only sign in again\? \[Y\/n\] /, "\r"],
    [/May the 2 tools be called that say they only read\? \[Y\/n\] /, "n\r"],
    [/May look be called\? \[y\/N\] /, "y\r"],
    [/May look2 be called\? \[y\/N\] /, "\r"],
    [/Accept the server as it is now\?.*\[Y\/n\] /, "n\r"],
  ]);
  const again = connect(sessionIn(folder, wary.say), ["mcp", "notes"], toOptions({ replace: true }), wary.prompter);
  await assert.rejects(again, { code: "interrupted" });
  wary.prompter.close();
  assert.deepEqual([wary.left, chief()], [[], before]);
});

test("where nobody is there to look at a server it is not connected", async (t) => {
  const folder = makeFolder(t, { "config/chief.yaml": CHIEF, "automations/readme.md": "Automations of one's own." });
  const session = sessionIn(folder, () => {});
  const made = connect(session, ["mcp"], toOptions({ set: ["url=http://127.0.0.1:1/mcp"], yes: true }), undefined);
  await assert.rejects(made, { message: /^expected somebody at a terminal/, hint: /^Run the same line at a terminal/ });
  assert.equal(readFileSync(join(folder, "config/chief.yaml"), "utf8"), CHIEF);
});
