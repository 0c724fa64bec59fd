import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Mail } from "../../../src/core/kinds/mail.ts";
import type { Fetched } from "../../../src/core/ports/outside.ts";
import { openWorkspaces } from "../workspaces.ts";
import { mailConnector } from "../../../src/connectors/mail/index.ts";
import { letter, onlyMail, startWorld, type GmailWorld } from "./world.ts";
import { assertGrowsWithInput } from "../../support/growth.ts";

let world: GmailWorld;
const files = await openWorkspaces(mailConnector, "mail");
before(async () => void (world = await startWorld()));
after(() => Promise.all([world.close(), files.remove()]));

interface WirePart {
  mimeType?: unknown;
  filename?: unknown;
  headers?: readonly { name: string; value: string }[];
  body?: unknown;
  parts?: unknown;
}

const HEADERS: Readonly<Record<string, string>> = {
  From: "Dana Reyes <dana@acme.example>",
  To: "Sam Tan <sam@home.example>",
  Subject: "The plan",
  Date: "Wed, 18 Nov 2026 10:00:00 +0100",
  "Message-ID": "<plan-1@acme.example>",
};

function headersOf(headers: Readonly<Record<string, string>> = {}): { name: string; value: string }[] {
  return Object.entries({ ...HEADERS, ...headers }).map(([name, value]) => ({ name, value }));
}

function words(text: string | Buffer, type = "text/plain; charset=utf-8", headers: Readonly<Record<string, string>> = {}): WirePart {
  const data = Buffer.from(text).toString("base64url");
  const all = Object.entries({ "Content-Type": type, ...headers }).map(([name, value]) => ({ name, value }));
  return { mimeType: type.split(";")[0], filename: "", headers: all, body: { size: data.length, data } };
}

/** A fetch where Gmail has one letter, told in these words of its own. */
async function fetchOf(payload: unknown, changes: Readonly<Record<string, unknown>> = {}): Promise<Fetched> {
  const place = { id: "18f0a", threadId: "18f0a" };
  world.gmail.plant(({ path }) => {
    if (path === "messages") return { answer: { messages: [place], resultSizeEstimate: 1 } };
    if (!path.startsWith("messages/")) return undefined;
    return {
      answer: {
        ...place,
        labelIds: ["INBOX", "UNREAD"],
        internalDate: String(Date.parse("2026-11-18T09:00:05.000Z")),
        payload,
        ...changes,
      },
    };
  });
  return world.fetch();
}

/** The one letter with its own headers, made of these words. */
async function mailOf(part: WirePart, headers: Readonly<Record<string, string>> = {}): Promise<Mail> {
  return onlyMail(await fetchOf({ ...part, headers: [...headersOf(headers), ...(part.headers ?? [])] }));
}

function mixed(parts: readonly unknown[], type = "multipart/mixed"): WirePart {
  return { mimeType: type, filename: "", headers: [{ name: "Content-Type", value: `${type}; boundary="x"` }], body: { size: 0 }, parts };
}

describe("a letter in Gmail", () => {
  it("has the fields of its kind, its labels and its address", async () => {
    const { item, ...fields } = await mailOf(words("Can you send the plan by Friday?\r\n"), {
      References: "<start@acme.example> <plan-0@acme.example>",
    });
    assert.deepEqual(
      [item.id, item.url, item.title, item.ts, item.body],
      [
        "gmail:18f0a",
        "https://mail.google.com/mail/u/0/#all/18f0a",
        "The plan",
        "2026-11-18T09:00:00.000Z",
        "Can you send the plan by Friday?",
      ],
    );
    assert.deepEqual(item.actors, [
      { name: "Dana Reyes", email: "dana@acme.example", role: "from" },
      { name: "Sam Tan", email: "sam@home.example", role: "to" },
    ]);
    assert.deepEqual(item.fields["labels"], ["INBOX", "UNREAD"]);
    assert.deepEqual(fields, {
      ...{ messageId: "plan-1@acme.example", thread: "start@acme.example", inReplyTo: "plan-0@acme.example" },
      ...{ folder: "INBOX", unread: true, bulk: null, offsetMinutes: 60, attachments: [], bounced: null, bouncedId: null },
      ...{ inviteUid: null, inviteStart: null },
    });
  });

  it("is the same letter that a folder of files holds, but for its id and what its mailbox says", async () => {
    const text = letter(
      { "In-Reply-To": "<a@x.example>", "List-Unsubscribe": "<https://x.example>" },
      "Yes.\r\n\r\n-- \r\nDana\r\n\r\n> Shall we?\r\n",
    );
    const headers = { "In-Reply-To": "<a@x.example>", "List-Unsubscribe": "<https://x.example>" };
    const ours = await mailOf(words("Yes.\r\n\r\n-- \r\nDana\r\n\r\n> Shall we?\r\n"), headers);
    const theirs = onlyMail(await files.fetch(await files.create({ "a.eml": text })));
    const shared = ({ item: { title, body, quoteSpans, ts, actors }, unread: _unread, ...fields }: Mail) => ({
      title,
      body,
      quoteSpans,
      ts,
      actors,
      fields,
    });
    assert.deepEqual(shared(ours), shared(theirs));
  });

  it("is told in plain words, HTML where there are no others, without what programs add", async () => {
    const html = words("<p>Hello</p><div style='display:none'>secret</div>", "text/html");
    assert.equal((await mailOf(html)).item.body, "Hello");
    assert.equal((await mailOf(mixed([words("plain"), html], "multipart/alternative"))).item.body, "plain");
  });

  it("is read whether Gmail hands its words over as UTF-8 or as they came", async () => {
    const latin = words(Buffer.from("Grüße", "latin1"), "text/plain; charset=iso-8859-1");
    const already = words("Grüße", "text/plain; charset=iso-8859-1");
    const japanese = words(Buffer.from("\u001b$B$3$s\u001b(B", "latin1"), "text/plain; charset=iso-2022-jp");
    const lie = words("Grüße", "text/plain; charset=nonsense-9");
    const bodies = [];
    for (const part of [latin, already, japanese, lie]) bodies.push((await mailOf(part)).item.body);
    assert.deepEqual(bodies, ["Grüße", "Grüße", "こん", "Grüße"]);
  });

  it("is read whether its head comes decoded or not", async () => {
    assert.equal((await mailOf(words("x"), { Subject: "Grüße" })).item.title, "Grüße");
    assert.equal((await mailOf(words("x"), { Subject: "=?iso-8859-1?q?Gr=FC=DFe?=" })).item.title, "Grüße");
  });

  it("names attached files, invitations and what could not be delivered", async () => {
    const file = {
      mimeType: "application/pdf",
      filename: "plan.pdf",
      headers: [{ name: "Content-Disposition", value: 'attachment; filename="plan.pdf"' }],
      body: { attachmentId: "ANGj", size: 9 },
    };
    const calendar = words(
      "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:u1\r\nDTSTART:20261120T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
      "text/calendar; charset=utf-8",
    );
    const invited = await mailOf(mixed([words("See."), file, calendar]));
    assert.deepEqual([invited.attachments, invited.inviteUid, invited.inviteStart], [["plan.pdf"], "u1", "2026-11-20T10:00:00.000Z"]);
    const report = words(
      "Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; gone@x.example\r\nAction: failed\r\n",
      "message/delivery-status",
    );
    const returned = {
      mimeType: "message/rfc822",
      filename: "",
      headers: [{ name: "Content-Type", value: "message/rfc822" }],
      body: { size: 0 },
      parts: [],
    };
    const bounce = await mailOf(mixed([words("Sorry."), report, returned], "multipart/report"), { From: "mailer-daemon@x.example" });
    assert.deepEqual([bounce.bounced, bounce.bulk], ["gone@x.example", "noreply"]);
  });

  it("is as old as Google says where its own date is missing or beyond the time that is read", async () => {
    for (const date of ["", "Fri, 18 Nov 2033 10:00:00 +0000", "Mon, 1 Jan 2001 10:00:00 +0000", "soon"]) {
      const { item } = await mailOf(words("x"), { Date: date });
      assert.deepEqual([item.ts, item.fields["dateGuessed"]], ["2026-11-18T09:00:05.000Z", true]);
    }
  });
});

describe("a letter that tries to break out", () => {
  it("starts no head, part or letter of its own, whatever its words and names are", async () => {
    const evil = "x\r\n--x--\r\n\r\nSubject: owned\r\n";
    const mail = await mailOf(mixed([words(evil), { ...words("y"), filename: 'a"\r\nSubject: owned\r\n\r\n.txt' }]), {
      Subject: "The plan\r\nBcc: all@x.example\r\n\r\nowned",
      "X-Odd\r\nSubject": "owned",
    });
    assert.match(mail.item.title, /^The plan/);
    assert.deepEqual(
      mail.item.actors.map(({ role }) => role),
      ["from", "to"],
    );
    assert.ok(mail.item.body.includes("Subject: owned"));
    assert.equal(mail.attachments.length, 1);
  });

  it("is read as far as it can be: control characters, broken base64, parts that are none", async () => {
    const broken = { ...words(""), body: { data: "SGVsbG8*%%%gd29ybGQ" } };
    assert.match((await mailOf(broken)).item.body, /^Hello/);
    assert.equal((await mailOf(words("a\u0000b\u001b[2Jc"))).item.body, "ab[2Jc");
    assert.equal((await mailOf(mixed([null, 7, "part", { mimeType: 5, parts: {} }, words("still here")]))).item.body, "still here");
  });

  it("costs little, however large, wide or deep it is", async () => {
    await assertGrowsWithInput(async (size) => {
      const large = await mailOf(words("word ".repeat(size)));
      assert.ok(large.item.body.length <= 6_000);
    }, 1_000_000);
    await assertGrowsWithInput(async (size) => {
      const crowd = Array.from({ length: size }, (_, index) => `p${index}@x.example`).join(", ");
      assert.ok((await mailOf(words("x"), { To: crowd })).item.actors.length <= 201);
    }, 1_000);
    await assertGrowsWithInput(async (size) => {
      let deep: WirePart = words("bottom");
      for (let level = 0; level < size; level += 1) deep = mixed([deep]);
      assert.equal((await mailOf(deep)).item.title, "The plan");
    }, 500);
    await assertGrowsWithInput(async (size) => {
      assert.equal((await mailOf(mixed(Array.from({ length: size }, () => words("x"))))).item.title, "The plan");
    }, 5_000);
  });

  it("is named where it is no letter at all", async () => {
    const { items, failures } = await fetchOf({ mimeType: "text/plain", headers: [], body: {} });
    assert.deepEqual([items, failures.map(({ what }) => what)], [[], ["the letter 18f0a"]]);
  });
});
