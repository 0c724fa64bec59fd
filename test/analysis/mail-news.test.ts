import assert from "node:assert/strict";
import { test } from "node:test";
import { createTriage } from "../../src/analysis/triage.ts";
import { mailIn } from "../../src/core/kinds/mail.ts";
import type { Item } from "../../src/core/item.ts";
import { calendarOf, people } from "../support/items.ts";
import { linesOf } from "./checked-day.ts";
import { actorOf, composeDay, flagOf, letterOf, pageLines } from "./report-day.ts";

const asked = letterOf("Prices", "Dana Fox (Acme)", "Sam Field", { body: "Could you send me the prices by Friday?" });
const thanks = letterOf("Thanks", "Lee Chen", "Sam Field", { body: "That was a good talk." });
const sale = letterOf("Sale", "Shop", "Sam Field", { body: "Everything must go." }, { bulk: "list-unsubscribe" });

test("the briefing names new mail that wants something, and counts at its end what needs nothing", () => {
  const briefing = composeDay({ items: [asked, thanks, sale], since: "2026-11-18T08:00:00.000Z" });
  assert.deepEqual(linesOf(briefing, "changed"), ["New mail for you: Dana Fox, Prices."]);
  assert.equal(pageLines(briefing)[0], "Thu 19 Nov: Nothing needs you but 1 new mail.");
  assert.match(pageLines(briefing).join("\n"), /Looked at 3 mails since Wed 18 Nov 09:00\. 2 other mails need nothing\./);
});

test("mail that a finding speaks of is not told a second time, and mail of before not again", () => {
  const told = composeDay({ items: [asked, thanks], findings: [flagOf("MAIL-02", asked, "waits")], since: "2026-11-18T08:00:00.000Z" });
  assert.deepEqual(linesOf(told, "changed"), []);
  const later = composeDay({ items: [asked, thanks, sale], since: "2026-11-18T16:00:00.000Z" });
  assert.deepEqual([later.sections, later.quiet], [[], true]);
});

test("mail that needs nothing does not disturb the quiet", () => {
  assert.equal(composeDay({ items: [thanks, sale], since: "2026-11-18T08:00:00.000Z" }).quiet, true);
});

test("a letter weighs what its sender, its words and its conversation make of it", () => {
  const scoreOf = (item: Item, ...others: Item[]): number => {
    const letters = mailIn([item, ...others]);
    const [mail] = letters;
    assert.ok(mail);
    return createTriage({ people, calendar: calendarOf(), letters })(mail).score;
  };
  const mine = letterOf("Before", "Sam Field", "Dana Fox (Acme)", { body: "Hello." });
  const many = { actors: [actorOf("Lee Chen", "from"), actorOf("Sam Field", "to"), actorOf("Priya Nair", "to")], body: "A good talk." };
  const copied = { actors: [actorOf("Lee Chen", "from"), actorOf("Priya Nair", "to"), actorOf("Sam Field", "cc")], body: "A good talk." };
  assert.equal(scoreOf(thanks), 3);
  assert.equal(scoreOf(letterOf("Many", "Lee Chen", "Sam Field", many)), 1);
  assert.equal(scoreOf(letterOf("Copied", "Lee Chen", "Sam Field", copied)), -2);
  assert.equal(scoreOf(letterOf("Plan", "Dana Fox (Acme)", "Sam Field", { body: "Could you send me the plan by Friday?" })), 8);
  assert.equal(scoreOf(letterOf("Plan", "Dana Fox (Acme)", "Sam Field", { body: "Could you send me the plan by Friday?" }), mine), 10);
  assert.equal(scoreOf(asked), 8 + 2);
  assert.equal(scoreOf(letterOf("VIP", "Priya Nair", "Sam Field", { body: "A good talk." })), 6);
  assert.equal(scoreOf(sale), -1);
  assert.equal(scoreOf(letterOf("Build", "Build", "Sam Field", { body: "Passed." }, { bulk: "auto-submitted" })), 0);
  const later = { ts: "2026-11-18T16:00:00.000Z", body: "The first." };
  const answerOf = (name: string): Item => letterOf("Re: Many", name, "Lee Chen", later, { thread: "many" });
  assert.equal(scoreOf(letterOf("Many", "Lee Chen", "Sam Field", many), answerOf("Priya Nair")), -1);
  assert.equal(scoreOf(letterOf("Many", "Lee Chen", "Sam Field", many), answerOf("Jo Ray")), 1);
});
