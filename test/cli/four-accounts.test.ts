import assert from "node:assert/strict";
import { test } from "node:test";
import { environmentOf, makeWorkspace, writeConfiguration } from "../accounts/four-world.ts";
import { startFourServices } from "../accounts/four-services.ts";
import { callChief, plainEnvironment, type Called } from "../support/chief.ts";

test("a briefing from four accounts ends with 0, and with 5 where one of them could not be read", async (t) => {
  const services = await startFourServices();
  t.after(() => services.close());
  const folder = await makeWorkspace(t, services);
  const run = (): Promise<Called> => callChief(folder, ["run", "morning"], { env: { ...plainEnvironment, ...environmentOf(services) } });
  const sound = await run();
  assert.equal(sound.code, 0, `${sound.stdout}${sound.stderr}`);
  await writeConfiguration(folder, services, "github");
  const { code, stdout } = await run();
  assert.equal(code, 5, stdout);
  const said = stdout.replaceAll(/\s+/g, " ");
  assert.match(said, /github: expected GitHub to answer, got no answer\. It is tried again; check the network/);
  assert.doesNotMatch(said, /Nothing (?:new )?needs you(?! in what could be read)/);
  assert.deepEqual(services.writes(), []);
});
