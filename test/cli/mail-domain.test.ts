import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { Resolver } from "node:dns/promises";
import { once } from "node:events";
import { test } from "node:test";
import { checkMailDomains } from "../../src/cli/doctor/mail-domain.ts";
import type { SmtpConnection } from "../../src/core/connection.ts";

const SENDER: SmtpConnection = {
  ...{ kind: "smtp", host: "smtp.example.com", port: 587, security: "starttls" },
  from: "Chief <chief@mail.example.com>",
};
const SPF = "v=spf1 include:_spf.example.net ~all";
const WHOLE = { "mail.example.com": [SPF], "_domainkey.mail.example.com": [], "_dmarc.example.com": ["v=DMARC1; p=none"] };

function look(records: Readonly<Record<string, readonly string[]>>, changes: Partial<SmtpConnection> = {}) {
  const asked: string[] = [];
  const refusal = (code: string): Error => Object.assign(new Error(code), { code });
  const resolver = {
    cancel: () => {},
    resolveTxt(name: string) {
      asked.push(name);
      const texts = records[name];
      if (texts === undefined) return Promise.reject(refusal("ENOTFOUND"));
      // A long record comes in pieces.
      return texts.length === 0
        ? Promise.reject(refusal("ENODATA"))
        : Promise.resolve(texts.map((text) => [text.slice(0, 5), text.slice(5)]));
    },
  };
  const connections = { mail: { ...SENDER, ...changes }, again: { ...SENDER, ...changes } };
  return { asked, found: checkMailDomains(connections, { resolver, signal: new AbortController().signal }) };
}

test("a sender's domain that says all there is to say is well, also where the domain above speaks for it", async () => {
  const [check, ...others] = await look(WHOLE).found;
  assert.deepEqual(others, []);
  assert.partialDeepStrictEqual(check, { name: "Mail from mail.example.com", state: "ok" });
});

const LACKS: readonly (readonly [string, Readonly<Record<string, readonly string[]>>, RegExp, RegExp])[] = [
  [
    "no SPF",
    { ...WHOLE, "mail.example.com": ["google-site-verification=1"] },
    /no SPF record/,
    /TXT record at mail\.example\.com that your/,
  ],
  ["two SPF records", { ...WHOLE, "mail.example.com": [SPF, "v=spf1 -all"] }, /2 SPF records/, /Make one SPF record/],
  ["no DKIM", { "mail.example.com": [SPF], "_dmarc.mail.example.com": ["v=DMARC1;p=reject"] }, /no DKIM key/, /Switch DKIM on for mail/],
  ["no DMARC", { ...WHOLE, "_dmarc.example.com": ["v=DMARC1; p=none", "v=DMARC1; p=reject"] }, /no DMARC/, /at _dmarc\.mail\.example\.com/],
];

for (const [what, records, says, hint] of LACKS) {
  test(`a sender's domain with ${what} is a warning with the mend`, async () => {
    const [check] = await look(records).found;
    assert.equal(check?.state, "warning");
    assert.match(check?.says ?? "", says);
    assert.match(check?.hint ?? "", hint);
    assert.equal((check?.hint ?? "").split(". ").length, 1, check?.hint);
  });
}

test("all that is missing is told at once", async () => {
  const [check] = await look({}).found;
  assert.match(check?.says ?? "", /no SPF record that names its servers, no DKIM key of its own and no DMARC record$/);
});

test("nothing is looked up for a mail server on this machine", async () => {
  const { asked, found } = look(WHOLE, { host: "127.0.0.1" });
  assert.deepEqual([await found, asked], [[], []]);
});

test("name servers that do not answer are a warning once the time is up", async (context) => {
  const silent = createSocket("udp4").bind(0, "127.0.0.1");
  context.after(() => silent.close());
  await once(silent, "listening");
  const resolver = new Resolver();
  resolver.setServers([`127.0.0.1:${silent.address().port}`]);
  const controller = new AbortController();
  const found = checkMailDomains({ mail: SENDER }, { resolver, signal: controller.signal });
  await once(silent, "message");
  controller.abort();
  assert.partialDeepStrictEqual(await found, [{ state: "warning", says: "the records of the domain could not be looked up: ECANCELLED" }]);
});
