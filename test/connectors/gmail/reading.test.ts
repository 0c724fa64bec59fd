import assert from "node:assert/strict";
import { after, beforeEach, describe, it } from "node:test";
import { letter, numbered, onlyMail, startWorld, titlesOf, WEEK, type GmailWorld } from "./world.ts";

const worlds: GmailWorld[] = [];
let world: GmailWorld;
beforeEach(async () => void worlds.push((world = await startWorld())));
after(() => Promise.all(worlds.map((each) => each.close())));

/** What was asked of Gmail since the last time this was asked, without ids. */
function newCalls(): string[] {
  return world.gmail.newCalls().map((path) => path.replace(/^(messages|threads)\/.*/, "$1/ID"));
}

const reply = letter({
  ...{ From: "Sam Tan <sam@home.example>", To: "dana@acme.example", Subject: "Re: The plan", "Message-ID": "<plan-2@home.example>" },
  ...{ "In-Reply-To": "<plan-1@acme.example>", References: "<plan-1@acme.example>", Date: "Wed, 18 Nov 2026 11:00:00 +0100" },
});

describe("what is asked of Gmail", () => {
  it("is the account, the list, and each conversation once; then what changed and nothing else", async () => {
    await world.gmail.deliver(letter());
    await world.gmail.deliver(reply, ["SENT"]);
    await world.gmail.deliver(numbered(9));
    const first = await world.fetch();
    assert.deepEqual(newCalls(), ["profile", "messages", "threads/ID", "messages/ID"]);
    assert.deepEqual(titlesOf(first), ["Number 9", "The plan", "Re: The plan"]);
    const second = await world.fetchAgain(first);
    assert.deepEqual(newCalls(), ["profile", "history"]);
    assert.deepEqual(second, { ...first, cursor: second.cursor });
  });

  it("is one token for all that is read in one go, and one for each that is read by itself", async () => {
    const tokens = (): number => world.gmail.calls.filter(({ path }) => path === "token").length;
    const round = {};
    await Promise.all([world.fetch({}, { round }), world.fetch({}, { round })]);
    await world.fetch({}, { round });
    assert.equal(tokens(), 1);
    await world.fetch({}, { round: {} });
    await world.fetch();
    assert.equal(tokens(), 3);
  });

  it("is another token where the one for all could not be had", async () => {
    await world.gmail.deliver(letter());
    let isFirst = true;
    world.gmail.plant(({ path }) => {
      if (path !== "token" || !isFirst) return undefined;
      isFirst = false;
      return { status: 503, reason: "backendError" };
    });
    assert.deepEqual(titlesOf(await world.fetch({}, { round: {} })), ["The plan"]);
  });

  it("is only what came since, whatever else is in its conversation", async () => {
    await world.gmail.deliver(letter());
    const first = await world.fetch();
    newCalls();
    await world.gmail.deliver(reply, ["SENT"]);
    const second = await world.fetchAgain(first);
    assert.deepEqual(newCalls(), ["profile", "history", "messages/ID"]);
    assert.deepEqual(
      second.items.map(({ fields }) => [fields["thread"], fields["folder"]]),
      [
        ["plan-1@acme.example", "INBOX"],
        ["plan-1@acme.example", "Sent"],
      ],
    );
  });

  it("is nothing for drafts, spam and what was thrown away", async () => {
    for (const label of ["DRAFT", "SPAM", "TRASH"]) await world.gmail.deliver(numbered(label.length), [label]);
    const first = await world.fetch();
    assert.deepEqual([first.items, newCalls()], [[], ["profile", "messages"]]);
    await world.gmail.deliver(numbered(9), ["DRAFT"]);
    assert.deepEqual([(await world.fetchAgain(first)).items, newCalls()], [[], ["profile", "history"]]);
  });

  it("has no attached file in it", async () => {
    const parts = [
      "Content-Type: text/plain\r\n\r\nSee there.",
      'Content-Type: application/pdf; name="plan.pdf"\r\nContent-Disposition: attachment; filename="plan.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==',
    ];
    const body = [...parts.map((part) => `--edge\r\n${part}\r\n`), "--edge--\r\n"].join("");
    await world.gmail.deliver(letter({ "MIME-Version": "1.0", "Content-Type": 'multipart/mixed; boundary="edge"' }, body));
    const mail = onlyMail(await world.fetch());
    assert.deepEqual([mail.attachments, mail.item.body], [["plan.pdf"], "See there."]);
    assert.ok(!world.gmail.calls.some(({ path }) => path.includes("attachments")));
    assert.ok(
      world.gmail.calls
        .filter(({ path }) => path.startsWith("messages/"))
        .every(({ query }) => query.get("fields") === "id,threadId,labelIds,internalDate,payload"),
    );
  });
});

describe("what becomes of a letter that is known", () => {
  it("is read, archived, sorted as an advertisement, thrown away, taken out of the bin, deleted: without being read again", async () => {
    const id = await world.gmail.deliver(letter());
    let last = await world.fetch();
    assert.deepEqual(statusOf(last), ["INBOX", true, null]);
    const steps = [
      [{ remove: ["UNREAD"] }, ["INBOX", false, null]],
      [{ remove: ["INBOX"] }, ["Archive", false, null]],
      [{ add: ["CATEGORY_PROMOTIONS"] }, ["Archive", false, "promotions"]],
      [{ remove: ["CATEGORY_PROMOTIONS"], add: ["INBOX", "UNREAD"] }, ["INBOX", true, null]],
    ] as const;
    newCalls();
    for (const [change, status] of steps) {
      await world.gmail.label(id, change);
      last = await world.fetchAgain(last);
      assert.deepEqual(statusOf(last), status);
    }
    await world.gmail.label(id, { add: ["TRASH"] });
    last = await world.fetchAgain(last);
    assert.deepEqual(last.items, []);
    assert.ok(newCalls().every((call) => call === "profile" || call === "history"));
    await world.gmail.label(id, { remove: ["TRASH"] });
    last = await world.fetchAgain(last);
    assert.deepEqual(newCalls(), ["profile", "history", "messages/ID"]);
    assert.equal(last.items.length, 1);
    await world.gmail.remove(id);
    assert.deepEqual((await world.fetchAgain(last)).items, []);
  });

  function statusOf(fetched: Parameters<typeof onlyMail>[0]): unknown[] {
    const { folder, unread, bulk } = onlyMail(fetched);
    return [folder, unread, bulk];
  }

  it("stays while the window moves on, for 30 days", async () => {
    await world.gmail.deliver(letter());
    const first = await world.fetch();
    const later = (days: number) => {
      const to = Date.parse(WEEK.to) + days * 24 * 60 * 60 * 1_000;
      return { window: { from: new Date(to - 60_000).toISOString(), to: new Date(to).toISOString() } };
    };
    const kept = await world.fetchAgain(first, {}, later(20));
    assert.deepEqual([kept.items, kept.covers?.from], [first.items, WEEK.from]);
    const past = await world.fetchAgain(first, {}, later(40));
    assert.deepEqual([past.items, past.covers?.from], [[], "2026-11-29T08:00:00.000Z"]);
  });

  it("stays longer where the last success was longer ago, with all that came since", async () => {
    await world.gmail.deliver(letter());
    const first = await world.fetch();
    await world.gmail.deliver(letter({ Subject: "Of then", "Message-ID": "<then@acme.example>", Date: "Wed, 25 Nov 2026 10:00:00 +0100" }));
    const window = { from: WEEK.to, to: "2027-01-05T08:00:00.000Z" };
    const next = await world.fetchAgain(first, {}, { window });
    assert.deepEqual([titlesOf(next), next.covers], [["Of then"], window]);
  });
});

describe("another mailbox under the same name", () => {
  it("is read as one that was never read, and nothing of the other one is told", async () => {
    await world.gmail.deliver(letter());
    const first = await world.fetch();
    const other = await startWorld();
    worlds.push(other);
    await other.gmail.deliver(numbered(1, { Subject: "Of another" }));
    other.gmail.plant(({ path }) =>
      path === "profile" ? { answer: { emailAddress: "dana@acme.example", historyId: "99999" } } : undefined,
    );
    const next = await other.fetchAgain(first);
    assert.deepEqual([titlesOf(next), next.me, next.covers], [["Of another"], [{ email: "dana@acme.example" }], WEEK]);
    assert.ok(!other.gmail.newCalls().includes("history"));
    assert.deepEqual(titlesOf(await other.fetchAgain(next)), ["Of another"]);
  });
});

describe("where Google remembers no more what changed", () => {
  it("all is looked up again and that is said, while what is known is not read again", async () => {
    const [read, gone] = [await world.gmail.deliver(letter()), await world.gmail.deliver(numbered(1))];
    const first = await world.fetch();
    await world.gmail.label(read, { remove: ["UNREAD", "INBOX"] });
    await world.gmail.remove(gone);
    await world.gmail.deliver(numbered(2));
    newCalls();
    world.gmail.plant(({ path }) => (path === "history" ? { status: 404, reason: "notFound" } : undefined));
    const second = await world.fetchAgain(first);
    assert.deepEqual(newCalls(), ["profile", "history", "messages", "messages", "messages", "messages/ID"]);
    assert.match(second.notes.join(" "), /Google no longer tells what changed/);
    assert.deepEqual(
      second.items.map(({ title, fields }) => [title, fields["folder"], fields["unread"]]),
      [
        ["Number 2", "INBOX", true],
        ["The plan", "Archive", false],
      ],
    );
    world.gmail.plant(() => undefined);
    newCalls();
    assert.deepEqual([(await world.fetchAgain(second)).notes, newCalls()], [[], ["profile", "history"]]);
  });
});

describe("what is not read", () => {
  it("are letters beyond the cap, and the answer covers no more than it holds", async () => {
    for (let number = 1; number <= 5; number += 1) await world.gmail.deliver(numbered(number));
    const first = await world.fetch({ max: 3 });
    assert.deepEqual(titlesOf(first), ["Number 3", "Number 2", "Number 1"]);
    assert.deepEqual(first.notes, ["Read the newest 3 letters and left out older ones."]);
    assert.equal(first.covers?.from, first.items[0]?.ts);
    assert.deepEqual(newCalls(), ["profile", "messages", "messages/ID", "messages/ID", "messages/ID"]);
    await world.gmail.deliver(numbered(0));
    const second = await world.fetchAgain(first, { max: 3 });
    assert.deepEqual(titlesOf(second), ["Number 2", "Number 1", "Number 0"]);
    const more = await world.fetchAgain(second, { max: 10 });
    assert.deepEqual(titlesOf(more), ["Number 5", "Number 4", "Number 3", "Number 2", "Number 1", "Number 0"]);
    assert.deepEqual([more.notes, more.failures], [[], []]);
  });

  it("are letters of after the window's end, which the next fetch brings", async () => {
    await world.gmail.deliver(letter({ Date: "Thu, 19 Nov 2026 08:30:00 +0000" }));
    const first = await world.fetch();
    assert.deepEqual(first.items, []);
    const window = { from: WEEK.from, to: "2026-11-19T09:00:00.000Z" };
    assert.deepEqual(titlesOf(await world.fetchAgain(first, {}, { window })), ["The plan"]);
  });

  it("are letters without one of the labels that are named, by their names or ids", async () => {
    const [plain] = [await world.gmail.deliver(letter(), ["INBOX"]), await world.gmail.deliver(numbered(1), ["Label_1"])];
    const options = { labels: ["clients/acme", "STARRED"] };
    const first = await world.fetch(options);
    assert.deepEqual([titlesOf(first), first.failures], [["Number 1"], []]);
    assert.deepEqual(newCalls(), ["labels", "profile", "messages", "messages", "messages/ID"]);
    await world.gmail.label(plain, { add: ["STARRED"] });
    await world.gmail.deliver(numbered(2), ["INBOX"]);
    assert.deepEqual(titlesOf(await world.fetchAgain(first, options)), ["Number 1", "The plan"]);
    const all = await world.fetchAgain(first);
    assert.deepEqual(titlesOf(all), ["Number 2", "Number 1", "The plan"]);
  });

  it("are letters of a label that is missing, which is told, until it is there again", async () => {
    await world.gmail.deliver(letter({ Date: "Thu, 12 Nov 2026 10:00:00 +0100" }), ["Label_1"]);
    await world.gmail.deliver(numbered(1), ["STARRED"]);
    const options = { labels: ["Clients/Acme", "STARRED"] };
    const later = { window: { from: WEEK.to, to: "2026-11-25T08:00:00.000Z" } };
    const first = await world.fetch(options);
    world.gmail.plant(({ path }) => (path === "labels" ? { answer: { labels: [{ id: "STARRED", name: "STARRED" }] } } : undefined));
    const without = await world.fetchAgain(first, options, later);
    assert.deepEqual([titlesOf(without), without.failures.map(({ what }) => what)], [["Number 1"], ["the label Clients/Acme"]]);
    world.gmail.plant(() => undefined);
    const again = await world.fetchAgain(without, options, later);
    assert.deepEqual([titlesOf(again), again.failures], [["The plan", "Number 1"], []]);
  });
});
