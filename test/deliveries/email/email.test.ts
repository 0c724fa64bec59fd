import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import PostalMime, { type Email } from "postal-mime";
import { z } from "zod";
import { createEmail } from "../../../src/deliveries/email/index.ts";
import { renderHtml } from "../../../src/render/html.ts";
import { renderMail } from "../../../src/render/mail/mail.ts";
import { sampleBriefing } from "../../render/sample.ts";
import { createFakeClock } from "../../support/clock.ts";
import { deliveryParts } from "../../support/deliveries.ts";
import { startMailServer, type MailServer } from "../../support/mail-server.ts";
import { randomBriefings } from "../../support/random-briefing.ts";
import { describeDelivery, sendingOf, type Receiver } from "../contract.ts";
import { receiverBy, send, serverFor } from "./world.ts";

const servers: MailServer[] = [];
after(() => Promise.all(servers.map((server) => server.close())));

async function prepare(): Promise<Receiver> {
  const server = await startMailServer();
  servers.push(server);
  return { ...receiverBy(server.connection(), server), received: async () => Promise.all(server.received.map(textIn)) };
}

async function textIn({ raw }: { raw: string }): Promise<string> {
  return (await PostalMime.parse(raw)).text ?? "";
}

async function sentBy(
  receiver: Receiver,
  server: MailServer,
  changes = {},
): Promise<{ mail: Email; header(name: string): string | undefined }> {
  await send(receiver, changes);
  const mail = await PostalMime.parse(server.received.at(-1)?.raw ?? "");
  return { mail, header: (name) => mail.headers.find(({ key }) => key === name)?.value };
}

describe("mail against a mail server", () => {
  describeDelivery("email", { prepare, arrivesOnce: false });

  it("goes to the first address of each person named, and from the connection", async (test) => {
    const { server, receiver } = await serverFor(test, {}, { to: ["me", "ana", "me"] });
    const { mail } = await sentBy(receiver, server);
    assert.deepEqual(server.received[0]?.to, ["sam@example.com", "ana@example.net"]);
    assert.equal(server.received[0]?.from, "chief@example.com");
    assert.deepEqual(mail.from, { name: "Chief", address: "chief@example.com" });
    assert.deepEqual(
      mail.to?.map(({ name, address }) => [name, address]),
      [
        ["Sam Field", "sam@example.com"],
        ['Ána "Boss" Núñez', "ana@example.net"],
      ],
    );
  });

  it("has the page attached where that is asked for, the same as was shown and on every attempt", async (test) => {
    const { server, receiver } = await serverFor(test);
    const options = { to: ["me"], page: "attached" };
    const attaching = { ...receiver, options };
    const [first, second] = [await sentBy(attaching, server), await sentBy(attaching, server, { attempt: 2 })];
    const [page, ...others] = first.mail.attachments;
    assert.deepEqual([page?.filename, page?.mimeType, others], ["morning-briefing-2026-11-19.html", "text/html", []]);
    const html = renderHtml(sampleBriefing());
    assert.equal(new TextDecoder().decode(page?.content instanceof ArrayBuffer ? page.content : undefined).trim(), html.trim());
    assert.equal(first.mail.messageId, second.mail.messageId);
    const { exact, text } = receiver.delivery.preview(sampleBriefing(), options);
    assert.deepEqual(z.object({ attached: z.unknown() }).parse(exact).attached, { name: page?.filename, html });
    assert.match(text, /Attached: morning-briefing-2026-11-19\.html/);
    assert.match(receiver.delivery.describe(options), /^by mail to you, with the page attached$/);
    assert.equal(receiver.delivery.schema.safeParse({ to: ["me"], page: "linked" }).success, false);
    assert.equal(receiver.delivery.target(options), receiver.delivery.target(receiver.options));
  });

  it("takes the sender as written, with quotes or without a name", async (test) => {
    for (const [from, name] of [
      ['"Chief, of staff" <chief@example.com>', "Chief, of staff"],
      ["chief@example.com", ""],
    ] as const) {
      const { server, receiver } = await serverFor(test, {}, { connection: { from } });
      const { mail } = await sentBy(receiver, server);
      assert.deepEqual(mail.from, { name, address: "chief@example.com" });
    }
  });

  it("says the briefing twice, as plain text and as HTML, in that order and word for word", async (test) => {
    const { server, receiver } = await serverFor(test);
    const { mail, header } = await sentBy(receiver, server);
    const { subject, text, html } = renderMail(sampleBriefing());
    assert.match(header("content-type") ?? "", /^multipart\/alternative/);
    const raw = server.received[0]?.raw ?? "";
    assert.ok(raw.indexOf("text/plain; charset=utf-8") < raw.indexOf("text/html; charset=utf-8"));
    assert.equal(mail.subject, subject);
    assert.equal(mail.text?.trimEnd(), text.trimEnd());
    assert.equal(mail.html?.trimEnd(), html.trimEnd());
  });

  it("has an id that is the same on every attempt, and is its receipt; another message has another", async (test) => {
    const clock = createFakeClock();
    const { server } = await serverFor(test);
    const receiver = receiverBy(server.connection(), server, ["me"], clock);
    const { receipt } = await send(receiver);
    assert.match(receipt, /^<[0-9a-f]{40}@example\.com>$/);
    clock.jump("2026-11-20T09:30:00.000Z");
    const { mail } = await sentBy(receiver, server, { attempt: 2 });
    assert.equal(mail.messageId, receipt);
    assert.notEqual((await send(receiver, { idempotencyKey: "v1:another" })).receipt, receipt);
  });

  it("hangs together with the other mails of its automation, and with no others", async (test) => {
    const { server, receiver } = await serverFor(test);
    const { mail } = await sentBy(receiver, server);
    const { mail: next } = await sentBy(receiver, server, { idempotencyKey: "v1:next" });
    const { mail: other } = await sentBy(receiver, server, { briefing: sampleBriefing({ automation: "end-of-day" }) });
    assert.match(mail.references ?? "", /^<[0-9a-f]{40}@example\.com>$/);
    assert.equal(mail.inReplyTo, mail.references);
    assert.equal(next.references, mail.references);
    assert.notEqual(other.references, mail.references);
  });

  it("says that a machine sent it, which list it belongs to, and how to be rid of it without the web", async (test) => {
    const { server, receiver } = await serverFor(test);
    const { header } = await sentBy(receiver, server);
    assert.equal(header("auto-submitted"), "auto-generated");
    assert.equal(header("x-auto-response-suppress"), "All");
    assert.match(header("list-id") ?? "", /^"?Morning briefing"? <morning-briefing\.chief\.example\.com>$/);
    assert.equal(header("list-unsubscribe"), "<mailto:chief@example.com?subject=Stop%20morning-briefing>");
    assert.equal(header("list-unsubscribe-post"), undefined);
    assert.equal(header("date"), new Date(createFakeClock().now()).toUTCString().replace("GMT", "+0000"));
  });

  it("writes no other header, recipient or part, whatever a briefing says", async (test) => {
    const { server, receiver } = await serverFor(test);
    const { mail: plain } = await sentBy(receiver, server);
    const names = plain.headers.map(({ key }) => key);
    for (const briefing of randomBriefings(20_261_121, 60)) {
      const { mail } = await sentBy(receiver, server, { briefing });
      assert.deepEqual(
        mail.headers.map(({ key }) => key),
        names,
      );
      assert.deepEqual(mail.to, plain.to);
      assert.deepEqual(mail.attachments, []);
      assert.equal(mail.subject, renderMail(briefing).subject.replaceAll(/\s+/g, " ").trim());
    }
    for (const { to } of server.received) assert.deepEqual(to, ["sam@example.com"]);
  });
});

describe("the options of mail", () => {
  const names = {
    webhooks: [],
    people: ["me", "ana"],
    connections: [
      { name: "acme", kind: "slack" as const },
      { name: "office", kind: "smtp" as const },
    ],
  };
  const { schema, describe: explain, target } = createEmail(deliveryParts({ names }));

  it("name people that there are, and a mail server that there is", () => {
    assert.ok(schema.safeParse({ to: ["me", "ana"], connection: "office" }).success);
    for (const wrong of [{ to: [] }, { to: ["sam@example.com"] }, { to: ["me"], connection: "acme" }, { to: "me" }]) {
      assert.equal(schema.safeParse(wrong).success, false, JSON.stringify(wrong));
    }
  });

  it("are told in words", () => {
    assert.equal(explain({ to: ["me", "ana"] }), "by mail to you and ana");
    assert.equal(explain({ to: ["me"], connection: "office" }), "by mail to you from the connection office");
  });

  it("name a roster, of which each question goes to one and by which nothing else goes", () => {
    const { addressees, audience, carries } = createEmail(deliveryParts({ names }));
    const options = { to: "roster", people: ["ana", "me"], connection: "office" } as const;
    assert.ok(schema.safeParse(options).success);
    const wrong = [{ to: "roster" }, { ...options, people: [] }, { ...options, people: ["sam@example.com"] }, { ...options, to: ["me"] }];
    for (const each of wrong) assert.equal(schema.safeParse(each).success, false, JSON.stringify(each));
    assert.deepEqual(addressees?.(options), [
      { person: "ana", options: { to: ["ana"], connection: "office" } },
      { person: "me", options: { to: ["me"], connection: "office" } },
    ]);
    assert.equal(audience(options).length, 2);
    assert.deepEqual([carries?.(options), carries?.({ to: ["ana"] })], ["questions", "briefing"]);
    assert.equal(addressees?.({ to: ["ana"] }), undefined);
    assert.equal(explain(options), "by mail to ana or you from the connection office");
  });

  it("mean the same receiver in whatever order", () => {
    assert.equal(target({ to: ["me", "ana"] }), target({ to: ["ana", "me"] }));
    assert.notEqual(target({ to: ["me"] }), target({ to: ["me"], connection: "office" }));
  });
});

describe("somebody whom mail can't go to", () => {
  it("is named with the way out", async () => {
    const server = await startMailServer();
    servers.push(server);
    const to = (key: string): Promise<unknown> => {
      const receiver = receiverBy(server.connection(), server, [key]);
      return receiver.delivery.send(sendingOf(receiver, sampleBriefing()));
    };
    await assert.rejects(to("nobody"), { name: "PermanentError", code: "email-nobody", hint: /Add them there/ });
    await assert.rejects(to("lee"), { name: "PermanentError", code: "email-address", hint: /`emails` of lee/ });
    assert.deepEqual(server.received, []);
  });
});
