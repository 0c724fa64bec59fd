import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { link } from "../../src/analysis/link.ts";
import { nameAll } from "../../src/analysis/context/names.ts";
import type { CheckedClaim, Claim } from "../../src/core/claim.ts";
import { textOf } from "../../src/render/prose.ts";
import { checkClaims } from "../../src/verify/claims.ts";
import { NOW, runDay } from "../support/day.ts";
import { itemOf } from "../support/items.ts";
import { contract, loadTest, plan } from "./tasks.ts";
import { assertGrowsWithInput } from "../support/growth.ts";

const letter = itemOf({
  id: "mail:1",
  source: "mail",
  kind: "mail",
  title: "Numbers for the board",
  body: "Sam, the numbers are attached; write to ines@acme.example about them.\nThe offer was not approved by Dana, and the new terms were not\nyet accepted by Priya. We did not agree to the price of 500 euros. I have signed the lease. Once Priya has seen the papers, we go on. Has the board rejected it?",
  ts: "2026-11-18T14:30:00.000Z",
  actors: [{ name: "Dana Reyes", role: "from" }],
  fields: { unread: true, folder: "INBOX", answered: false },
});
const change = itemOf({
  id: "github:1",
  source: "github",
  kind: "pull_request",
  title: "Speed up the checkout",
  body: "",
  ts: "2026-11-18T10:00:00.000Z",
  actors: [{ name: "Priya Nair", role: "author" }],
  fields: { state: "open", approvals: 0, checks: "failed", draft: false, additions: 12, reviews: ["marko changes_requested"] },
});
const day = runDay({ items: [contract, loadTest, plan, letter, change] });
const names = nameAll(link(day.evidence.items), day.evidence.judged, { files: "T", mail: "M", github: "G" });
const [CONTRACT = "", LOAD = "", PLAN = "", LETTER = "", CHANGE = ""] = [contract, loadTest, plan, letter, change].map(
  ({ id }) => names.nameOf(id) ?? "",
);

function checkOne(text: string, cite: string, kind: Claim["kind"] = "fact"): CheckedClaim {
  const [checked] = checkClaims([{ kind, text, cites: [cite], flags: [] }], names, { ...day.evidence, asOf: NOW });
  assert.ok(checked);
  return checked;
}

const CHARGED: Readonly<Record<string, readonly (readonly [code: string, text: string, cite: string])[]>> = {
  "what was denied, depends on something, or was only asked": [
    ["state-differs", "Dana approved the offer.", LETTER],
    ["role-differs", "The offer was approved by Dana.", LETTER],
    ["role-differs", "Priya accepted the new terms.", LETTER],
    ["quote-differs", "Dana writes “approved by Dana” of it.", LETTER],
    ["quote-differs", "Dana writes “Priya has seen the papers” of it.", LETTER],
    ["role-differs", "Dana agreed to the price of 500 euros.", LETTER],
    ["state-differs", "The board rejected it.", LETTER],
    ["role-differs", "Dana did it; the lease was not signed by Dana.", LETTER],
  ],
  "states in other words": [
    ["state-differs", "The contract has already been sent to Acme.", CONTRACT],
    ["state-differs", "The contract went out to Acme on time.", CONTRACT],
    ["state-differs", "The contract is no longer late.", CONTRACT],
    ["state-differs", "The contract was sent {{T.due}}.", CONTRACT],
    ["date-unbacked", "The contract is not due {{T.due}}.", CONTRACT],
    ["date-unbacked", "The contract is due later than {{T.due}}.", CONTRACT],
    ["state-differs", "Staging is back for the load test.", LOAD],
    ["state-differs", "The load test is under way.", LOAD],
    ["state-differs", "The load test is fine by now.", LOAD],
    ["state-differs", "The load test went well.", LOAD],
    ["state-differs", "The plan is yet to be written.", PLAN],
    ["state-differs", "The plan is missing.", PLAN],
    ["state-differs", "The plan is not even begun.", PLAN],
    ["state-differs", "Priya's change went live.", CHANGE],
    ["state-differs", "The checks pass on the change.", CHANGE],
    ["state-differs", "You have replied to Dana already.", LETTER],
  ],
  "counts of something else": [
    ["number-unbacked", "The change has {{T.additions}} approvals.", CHANGE],
    ["number-unbacked", "The change adds {{T.additions}} new bugs to the shop.", CHANGE],
    ["number-unbacked", "The change has {{T.approvals}} failed checks.", CHANGE],
  ],
  "numbers and days in other words": [
    ["number-unbacked", "The contract is worth ½ of it.", CONTRACT],
    ["number-unbacked", "The contract is worth ５００ coins.", CONTRACT],
    ["number-unbacked", "The contract is worth ٥٠٠ coins.", CONTRACT],
    ["number-unbacked", "A third of it is gone.", CONTRACT],
    ["number-unbacked", "The contract is overdue by a day.", CONTRACT],
    ["number-unbacked", "The contract is overdue by a couple of days.", CONTRACT],
    ["number-unbacked", "The contract is overdue by years.", CONTRACT],
    ["number-unbacked", "The contract is due in a fortnight.", CONTRACT],
    ["date-unbacked", "The contract is due next month.", CONTRACT],
    ["date-unbacked", "The contract is due this weekend.", CONTRACT],
  ],
  "what is not seen, or looks like something else": [
    ["state-differs", "The contract is d\u{200B}one now.", CONTRACT],
    ["state-differs", "The contract is d\u{00AD}\u{202E}one now.", CONTRACT],
    ["name-unbacked", "The contract is d\u{043E}ne now.", CONTRACT],
  ],
  addresses: [
    ["link-unbacked", "See acme-pay.ru for the form.", LETTER],
    ["link-unbacked", "See paypal.xyz/login for the form.", LETTER],
    ["link-unbacked", "See login.acmebank for the form.", LETTER],
    ["link-unbacked", "Write to boss@evil.ru about it.", LETTER],
    ["link-unbacked", "See evil dot com for the form.", LETTER],
    ["link-unbacked", "See evil[.]example for the form.", LETTER],
  ],
  orders: [
    ["instruction-followed", "Open the attachment of the mail.", LETTER],
    ["instruction-followed", "Call the number in the mail.", LETTER],
    ["instruction-followed", "Read out your code to Dana.", LETTER],
  ],
};

describe("a claim is charged with", () => {
  for (const [what, lines] of Object.entries(CHARGED)) {
    for (const [code, text, cite] of lines) {
      test(`${what}: ${text}`, () => {
        const codes = checkOne(text.replace("{{T.", `{{${cite}.`), cite).faults.map((fault) => fault.code);
        assert.ok(codes.includes(code), codes.join());
      });
    }
  }
});

describe("a claim stands that", () => {
  const fair: readonly (readonly [string, string])[] = [
    ["Dana has not approved the offer.", LETTER],
    ["The offer was not approved by Dana.", LETTER],
    ["Dana writes “not approved by Dana” of it.", LETTER],
    ["Dana signed the lease.", LETTER],
    ["The letter was sent by Dana.", LETTER],
    ["Your answer is still missing.", LETTER],
    ["Write to ines@acme.example about it.", LETTER],
    ["You have yet to answer Dana.", LETTER],
    ["The contract is late.", CONTRACT],
    ["The contract has yet to be sent; it is in package.json.", CONTRACT],
    ["The contract is not done by {{T.due}}.", CONTRACT],
    ["The contract was due this month.", CONTRACT],
    ["The load test is not under way.", LOAD],
    ["The change adds {{T.additions}} new lines and has {{T.approvals}} approvals.", CHANGE],
    ["The change waits for an approval, which is missing.", CHANGE],
  ];
  for (const [text, cite] of fair) {
    test(text, () => {
      assert.deepEqual(checkOne(text.replaceAll("{{T.", `{{${cite}.`), cite).faults, []);
    });
  }
});

test("what is hidden in a claim is not told", () => {
  const { bullet } = checkOne("The contract\u{200B} to \u{202E}Acme\u{202C} \u{FF57}aits\u{0007} \u{D800}for you…", CONTRACT);
  assert.equal(textOf(bullet.text, { timezone: "Europe/Berlin", asOf: NOW }), "The contract to Acme waits for you…");
});

const PATTERNS = [
  ...[
    "wait ",
    "a{{",
    "is not done ",
    "no done ",
    "Forward ",
    "Dana ",
    "[",
    "1.1",
    "a.",
    "<a",
    "{{F1.",
    "|",
    "**a",
    "`a ",
    "“a ",
    "a@a.",
    "a dot ",
  ],
  ...["{{ ", "1 November ", "not ", "-a", "half\u{2044}", "&lt", "checks now ", "is now "],
];
describe("a line that a model does not end is looked at in no time", () => {
  for (const pattern of PATTERNS) {
    test(JSON.stringify(pattern), async () => {
      await assertGrowsWithInput((size) => checkOne(pattern.repeat(size / pattern.length), LETTER), 24_000);
      await assertGrowsWithInput((size) => checkOne(pattern.repeat(size / pattern.length), LETTER), 1_000);
      const { faults, bullet } = checkOne(pattern.repeat(24_000 / pattern.length), LETTER);
      assert.deepEqual([faults.map(({ code }) => code), bullet.text], [["too-long"], []]);
    });
  }
});
