import assert from "node:assert/strict";
import { test } from "node:test";
import { followSecret } from "../../src/web/hooks-secret.ts";
import { prepareVerify } from "../../src/web/hooks-signature.ts";
import { createFakeClock } from "../support/clock.ts";
import { silentLogger } from "../support/silent-logger.ts";
import { hub } from "./hook-world.ts";

const BODY = Buffer.from("{}");
const OLD = "the-first-of-the-secrets";
const NEW = "the-second-of-the-secrets";

/** A hook whose secret a test changes; undefined is one that can't be read. */
function openHook(closesUnsound: boolean, first: string | undefined) {
  const clock = createFakeClock();
  const place = { secret: first };
  const readSecret = (): string => {
    if (place.secret === undefined) throw new Error("no secret");
    return place.secret;
  };
  const findVerify = followSecret("deploys", "file:secret", prepareVerify, { readSecret, closesUnsound, clock, logger: silentLogger });
  const takes = async (secret: string): Promise<boolean | "closed"> => {
    await clock.advance(1_000);
    const verify = findVerify(clock.now());
    return verify ? verify(hub(BODY, secret), BODY, clock.now()) !== undefined : "closed";
  };
  return { place, takes };
}

test("a secret that was rotated is the one in force a second later", async () => {
  const { place, takes } = openHook(false, OLD);
  assert.equal(await takes(OLD), true);
  place.secret = NEW;
  assert.deepEqual([await takes(OLD), await takes(NEW)], [false, true]);
});

test("a secret that is gone or too short lets nothing through until there is a sound one again", async () => {
  const { place, takes } = openHook(false, OLD);
  for (const unsound of [undefined, "short"]) {
    place.secret = unsound;
    assert.deepEqual([await takes(OLD), await takes("short")], ["closed", "closed"]);
  }
  place.secret = NEW;
  assert.equal(await takes(NEW), true);
});

test("an unsound secret is an error at the start, and later closes this hook alone", async () => {
  assert.throws(() => openHook(false, "short"), { code: "secret-weak" });
  const { place, takes } = openHook(true, "short");
  assert.equal(await takes("short"), "closed");
  place.secret = OLD;
  assert.equal(await takes(OLD), true);
});
