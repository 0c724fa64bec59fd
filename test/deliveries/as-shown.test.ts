import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import PostalMime from "postal-mime";
import { createAddresses } from "../../src/config/addresses.ts";
import { createSlack } from "../../src/deliveries/slack/index.ts";
import { createWebhook } from "../../src/deliveries/webhook.ts";
import { fileDelivery } from "../../src/deliveries/file.ts";
import { renderMail } from "../../src/render/mail/mail.ts";
import { sampleBriefing } from "../render/sample.ts";
import { createFakeClock, createHastyClock } from "../support/clock.ts";
import { startMailServer } from "../support/mail-server.ts";
import { openListenedSlack } from "../support/slack-listening.ts";
import { startVendor } from "../support/vendor.ts";
import { sendingOf } from "./contract.ts";
import { receiverBy } from "./email/world.ts";

const BRIEFING = sampleBriefing();
/** Stands for the message's key in what is shown before there is one to send. */
const SHOWN_KEY = "preview";

for (const path of ["today.md", "today.html", "today.json", "today.csv"]) {
  test(`what is written to ${path} is what was shown, but for the message's key`, async (context) => {
    const root = await mkdtemp(join(tmpdir(), "chief-shown-"));
    context.after(() => rm(root, { recursive: true }));
    const sending = sendingOf({ delivery: fileDelivery, root, options: { path }, received: async () => [] }, BRIEFING);
    const { exact } = fileDelivery.preview(BRIEFING, { path });
    await fileDelivery.send({ ...sending, options: { path } });
    const [name = ""] = await readdir(root);
    assert.equal((await readFile(join(root, name), "utf8")).replaceAll(sending.idempotencyKey, SHOWN_KEY), exact);
  });
}

test("what is posted to a webhook is what was shown, but for the message's key", async (context) => {
  const vendor = await startVendor({}, createFakeClock());
  context.after(() => vendor.close());
  const delivery = createWebhook({
    clock: createFakeClock(),
    webhookOf: () => ({ url: vendor.url, secret: "a secret of more than sixteen" }),
  });
  const sending = sendingOf({ delivery, root: "/", options: { to: "ops" }, received: async () => [] }, BRIEFING);
  await delivery.send({ ...sending, options: { to: "ops" } });
  const [posted] = vendor.record.stored;
  assert.equal(posted?.body.replaceAll(sending.idempotencyKey, SHOWN_KEY), JSON.stringify(delivery.preview(BRIEFING, { to: "ops" }).exact));
});

test("what is mailed is what was shown, to the addresses that were shown", async (context) => {
  const server = await startMailServer();
  context.after(() => server.close());
  const receiver = receiverBy(server.connection(), server);
  const { exact } = receiver.delivery.preview(BRIEFING, receiver.options);
  await receiver.delivery.send(sendingOf(receiver, BRIEFING));
  const [received] = server.received;
  const mail = await PostalMime.parse(received?.raw ?? "");
  const { subject, text, html } = renderMail(BRIEFING);
  assert.deepEqual(exact, { to: mail.to?.map(({ address }) => address), subject, text, html });
  assert.deepEqual([mail.subject, mail.text?.trim(), mail.html?.trim()], [subject, text.trim(), html.trim()]);
});

test("what is posted to Slack is what was shown, message by message", async (context) => {
  const slack = await openListenedSlack();
  context.after(() => slack.close());
  slack.answers.set("conversations.open", { channel: { id: "D0DIRECT0" } });
  slack.answers.set("chat.postMessage", { ts: "1.1" });
  const team = { kind: "slack" as const, token: "${env:TOKEN}", appToken: "${env:TOKEN}", api: slack.api }; // oxlint-disable-line no-template-curly-in-string -- as people write it
  const book = { root: "/", dataDirectory: "/", webhooks: {}, pings: {}, connections: { team } };
  const me = { ...{ key: "me", name: "Sam", emails: [], aliases: [], absences: [], vip: false }, accounts: ["slack:U0SAM0000"] };
  const { connections } = createAddresses(() => book, { TOKEN: "xoxb-test" });
  const delivery = createSlack({ clock: createHastyClock(), connections, people: () => ({ all: [me] }) });
  await delivery.send({
    ...sendingOf({ delivery, root: "/", options: { to: "me" }, received: async () => [] }, BRIEFING),
    options: { to: "me" },
  });
  const posted = slack.calls
    .filter(({ method }) => method === "chat.postMessage")
    .map(({ fields: { text, blocks } }) => ({ text, blocks }));
  const { exact, text } = delivery.preview(BRIEFING, { to: "me" });
  const [parent, ...thread] = posted;
  assert.deepEqual(JSON.parse(JSON.stringify(exact)), { parent, thread });
  // All that is read there can be read beforehand, also where links lead.
  for (const { url } of BRIEFING.citations) if (url !== undefined) assert.ok(text.includes(url), url);
});
