import assert from "node:assert/strict";
import { after, beforeEach, describe, it } from "node:test";
import { REAUTH_NEEDED } from "../../../src/core/connection.ts";
import { createFakeClock, until } from "../../support/clock.ts";
import { REFRESH_TOKEN, type GmailCall, type GmailFault } from "../../support/gmail-server.ts";
import { numbered, startWorld, titlesOf, type GmailWorld } from "./world.ts";

const worlds: GmailWorld[] = [];
let world: GmailWorld;
let ids: string[] = [];
const clock = createFakeClock();
beforeEach(async () => {
  worlds.push((world = await startWorld(clock)));
  ids = [];
  for (let number = 1; number <= 8; number += 1) ids.push(await world.gmail.deliver(numbered(number)));
});
after(() => Promise.all(worlds.map((each) => each.close())));

const BUSY: GmailFault = { status: 429, reason: "rateLimitExceeded", retryAfterS: 20 };

function isLetter({ path }: GmailCall): boolean {
  return path.startsWith("messages/");
}

function readCount(): number {
  return world.gmail.calls.filter(isLetter).length;
}

describe("one letter that can't be read", () => {
  const cases: Readonly<Record<string, GmailFault>> = {
    "answers 500": { status: 500, reason: "backendError" },
    "answers with a page of somebody in between": { text: "<html>Please sign in to this network</html>" },
    "answers with half of itself": { text: '{"id":"18f", "threa', type: "application/json" },
    "answers with something else": { answer: { kind: "nothing" } },
    "drops the connection": "drops",
  };
  for (const [name, fault] of Object.entries(cases)) {
    it(`${name}: it is named, the others are told, and it is read the next time`, async () => {
      world.gmail.plant(({ path }) => (path === `messages/${ids[3]}` ? fault : undefined));
      const first = await world.fetch();
      assert.equal(first.items.length, 7);
      assert.deepEqual(
        first.failures.map(({ what }) => what),
        [`the letter ${ids[3]}`],
      );
      world.gmail.plant(() => undefined);
      const before = readCount();
      const second = await world.fetchAgain(first);
      assert.deepEqual([second.items.length, second.failures.length, readCount() - before], [8, 0, 1]);
    });
  }

  it("was deleted meanwhile: it is left out", async () => {
    world.gmail.plant(({ path }) => (path === `messages/${ids[3]}` ? { status: 404, reason: "notFound" } : undefined));
    const { items, failures } = await world.fetch();
    assert.deepEqual([items.length, failures], [7, []]);
  });
});

describe("a conversation of which a part comes", () => {
  const shorten = (told: (letters: readonly unknown[]) => unknown, more: (call: GmailCall) => GmailFault | undefined = () => undefined) =>
    world.gmail.plant((call) =>
      call.path === "threads/t" ? { answer: { messages: told(ids.map(messageOf)) } } : (more(call) ?? listing(call)),
    );
  const listing = ({ path }: GmailCall): GmailFault | undefined =>
    path === "messages" ? { answer: { resultSizeEstimate: 8, messages: ids.map((id) => ({ id, threadId: "t" })) } } : undefined;
  const messageOf = (id: string, index: number): unknown => ({
    ...{ id, threadId: "t", internalDate: String(Date.parse("2026-11-18T09:00:00.000Z") - index), labelIds: ["INBOX"] },
    payload: { mimeType: "text/plain", headers: [{ name: "Subject", value: `Number ${index + 1}` }], body: {} },
  });

  for (const [name, told, asked] of [
    ["none of its letters", () => [], 8],
    ["half of them", (letters: readonly unknown[]) => letters.slice(4), 4],
    ["one that is none", (letters: readonly unknown[]) => letters.with(2, { id: ids[2] }), 1],
  ] as const) {
    it(`${name}: what is lacking is asked for one by one`, async () => {
      shorten(told);
      const { items, failures } = await world.fetch();
      assert.deepEqual([items.length, failures, readCount()], [8, [], asked]);
    });
  }

  it("lacks a letter that was deleted meanwhile: it is left out", async () => {
    shorten(
      (letters) => letters.slice(1),
      ({ path }) => (path === `messages/${ids[0]}` ? { status: 404, reason: "notFound" } : undefined),
    );
    const { items, failures } = await world.fetch();
    assert.deepEqual([items.length, failures], [7, []]);
  });

  it("lacks letters that can't be had by themselves either: they are named, and read the next time", async () => {
    shorten(
      (letters) => letters.slice(3),
      (call) => (isLetter(call) ? { status: 500, reason: "backendError" } : undefined),
    );
    const first = await world.fetch();
    assert.deepEqual(
      [first.items.length, first.failures.map(({ what }) => what), readCount()],
      [5, [`3 letters of the conversation of ${ids[0]}`], 1],
    );
    shorten((letters) => letters);
    const second = await world.fetchAgain(first);
    assert.deepEqual([second.items.length, second.failures], [8, []]);
  });
});

describe("where Google wants fewer calls", () => {
  it("a short pause is kept, once for all calls, and nothing is missing", async () => {
    let refusals = 3;
    world.gmail.plant((call) => (isLetter(call) && refusals-- > 0 ? BUSY : undefined));
    const fetched = world.fetch();
    await until(() => clock.waiting > 0, "a pause");
    await clock.advance(19_999);
    assert.equal(clock.waiting, 1);
    await clock.advance(1);
    const { items, failures } = await fetched;
    assert.deepEqual([items.length, failures], [8, []]);
  });

  for (const fault of [
    { ...BUSY, retryAfterS: 300 },
    { ...BUSY, status: 403, retryAfterS: 300 },
    { ...BUSY, status: 403, reason: "userRateLimitExceeded", retryAfterS: 31 },
  ]) {
    it(`a long one (${fault.status} ${fault.reason}, ${fault.retryAfterS} s) ends reading: the next fetch goes on, reading nothing twice`, async () => {
      let left = 4;
      world.gmail.plant((call) => (isLetter(call) && left-- <= 0 ? fault : undefined));
      const first = await world.fetch();
      assert.deepEqual(titlesOf(first), ["Number 4", "Number 3", "Number 2", "Number 1"]);
      assert.deepEqual(
        first.failures.map(({ what, error }) => `${what}: ${error}`),
        ["4 letters: Google wants a pause; the rest of the window is read next time"],
      );
      world.gmail.plant(() => undefined);
      const before = readCount();
      const second = await world.fetchAgain(first);
      assert.deepEqual([second.items.length, second.failures, readCount() - before], [8, [], 4]);
      world.gmail.newCalls();
      await world.fetchAgain(second);
      assert.deepEqual(world.gmail.newCalls(), ["profile", "history"]);
    });
  }

  it("before anything was read, the run learns how long to wait", async () => {
    world.gmail.plant(({ path }) => (path === "messages" ? { ...BUSY, retryAfterS: 120 } : undefined));
    await assert.rejects(world.fetch(), { name: "TransientError", code: "google-busy", retryAfterMs: 120_000 });
  });

  it("stops at once when it is told to during a pause", async () => {
    const stop = new AbortController();
    world.gmail.plant((call) => (isLetter(call) ? BUSY : undefined));
    const fetched = world.fetch({}, { signal: stop.signal });
    await until(() => clock.waiting > 0, "a pause");
    stop.abort(new Error("told to stop"));
    await assert.rejects(fetched, /told to stop/);
    assert.equal(clock.waiting, 0);
  });
});

describe("where nothing can be read, it is an error and never an empty mailbox", () => {
  for (const path of ["profile", "messages"]) {
    for (const fault of [
      { text: "<html>Sign in</html>" },
      { text: '{"messages": [{"id', type: "application/json" },
      { answer: {} },
      { status: 503, reason: "backendError" },
      "drops",
    ] as const) {
      it(`${path} answers ${JSON.stringify(fault)}`, async () => {
        world.gmail.plant((call) => (call.path === path ? fault : undefined));
        await assert.rejects(world.fetch(), { name: "TransientError", code: "google-unreachable" });
      });
    }
  }

  it("history answers with something else, while letters are known", async () => {
    const first = await world.fetch();
    world.gmail.plant(({ path }) => (path === "history" ? { answer: {} } : undefined));
    await assert.rejects(world.fetchAgain(first), { code: "google-unreachable" });
  });

  for (const [name, token] of [
    ["goes round in a circle", () => "again"],
    ["never ends", (count: number) => String(count)],
  ] as const) {
    it(`a list ${name}, be it of letters or of what has changed`, async () => {
      const first = await world.fetch();
      let count = 0;
      const page = { messages: [], resultSizeEstimate: 0, historyId: "1" };
      world.gmail.plant(({ path }) =>
        path === "messages" || path === "history" ? { answer: { ...page, nextPageToken: token((count += 1)) } } : undefined,
      );
      await assert.rejects(world.fetchAgain(first), { name: "TransientError", code: "google-unreadable", message: /expected a list/ });
      await assert.rejects(world.fetch(), { code: "google-unreadable" });
    });
  }

  it("no letter at all can be had: the rest is not asked for", async () => {
    world.gmail.plant((call) => (isLetter(call) ? { status: 503, reason: "backendError" } : undefined));
    await assert.rejects(world.fetch(), { code: "google-unreachable" });
    assert.equal(readCount(), 4);
  });

  for (const [name, when, fault] of [
    ["the sign-in was taken back", "token", { status: 400, reason: "invalid_grant" }],
    ["the token is refused", "profile", { status: 401, reason: "authError" }],
    ["it is taken back in the midst", "messages/", { status: 401, reason: "authError" }],
  ] as const) {
    it(`${name}: it says how to connect again, and no secret`, async () => {
      world.gmail.plant(({ path }) => (path === when || (when.endsWith("/") && path.startsWith(when)) ? fault : undefined));
      await assert.rejects(world.fetch(), (error: Error & { code?: string; hint?: string }) => {
        assert.deepEqual([error.name, error.code], ["PermanentError", REAUTH_NEEDED]);
        assert.match(error.hint ?? "", /`chief connect google home`/);
        assert.ok(!JSON.stringify([error.message, error.hint, error.cause]).includes(REFRESH_TOKEN));
        return true;
      });
    });
  }

  it("mail was not ticked: it says how to connect again, and nothing of what else the account is good for", async () => {
    world.gmail.plant(({ path }) => (path === "messages" ? { status: 403, reason: "insufficientPermissions" } : undefined));
    const hint = "Sign in again with `chief connect google home --replace`, and leave every box ticked.";
    await assert.rejects(world.fetch(), { name: "PermanentError", code: "google-refused", hint });
  });

  it("the interface is not switched on: it says where", async () => {
    world.gmail.plant(({ path }) => (path === "profile" ? { status: 403, reason: "accessNotConfigured" } : undefined));
    await assert.rejects(world.fetch(), { name: "PermanentError", code: "google-refused", message: /accessNotConfigured/ });
  });

  it("Google hangs: it ends with the signal", async () => {
    world.gmail.plant(({ path }) => (path === "messages" ? "hangs" : undefined));
    const stop = new AbortController();
    const fetched = world.fetch({}, { signal: stop.signal });
    await world.gmail.hanging();
    stop.abort(new Error("told to stop"));
    await assert.rejects(fetched, /told to stop/);
  });
});
