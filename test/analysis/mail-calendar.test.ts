import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { expires } from "../../src/analysis/rules/mail/expiry.ts";
import { notInCalendar } from "../../src/analysis/rules/mail/invites.ts";
import type { FieldValue, Item } from "../../src/core/item.ts";
import { assertAll, assertSilent, COLLEAGUE, CUSTOMER, letter, ME, morning, reply, said, type Words } from "./mail-day.ts";
import { meetingOf } from "./report-day.ts";
import { run } from "./run-rule.ts";

const STANDUP = meetingOf("Standup", "2026-11-19T08:30:00.000Z");
const START = "2026-11-24T14:00:00.000Z";
const invite = (fields: Record<string, FieldValue> = {}, words: Words = {}): Item[] => [
  STANDUP,
  letter("Invitation: Site walk", "2026-11-18 11:00", words, { inviteUid: "walk", inviteStart: START, ...fields }),
];
const entry = (start: string, fields: Record<string, FieldValue> = {}): Item => meetingOf("Walk", start, {}, fields);

/** Lee proposes, and Sam answers. */
function proposal(proposed: string, answered: string): Item[] {
  const asked = letter("Pier", "2026-11-17 11:00", { body: proposed });
  return [STANDUP, asked, reply(asked, "2026-11-17 12:00", { from: ME, to: [COLLEAGUE], body: answered })];
}

describe("MAIL-09, a meeting that is not in the calendar", () => {
  test("finds invitations and agreements that the calendar knows nothing of", () => {
    assertAll(notInCalendar, {
      invitation: invite(),
      "sent by a calendar": invite({ bulk: "auto-submitted" }),
      "a whole day": invite({ inviteStart: "2026-11-24" }),
      "agreed by me": proposal("Let's meet on 24 November at 15:00.", "Yes, that works for me."),
      "agreed by them": [
        STANDUP,
        letter("Pier", "2026-11-17 11:00", { from: ME, to: [COLLEAGUE], body: "Could we meet on 24 November at 15:00?" }),
        letter("Re: Pier", "2026-11-17 12:00", { body: "Perfect, see you then." }, { thread: "pier" }),
      ],
      "an entry over half an hour away": [...invite(), entry("2026-11-24T14:31:00.000Z")],
    });
  });

  test("leaves alone what the calendar has, by id or by time, and what is past", () => {
    assertSilent(notInCalendar, {
      "by id": [...invite(), entry("2026-11-26T09:00:00.000Z", { uid: "walk" })],
      "by id, cancelled": [...invite(), entry("2026-11-24T14:00:00.000Z", { uid: "walk", status: "cancelled" })],
      "half an hour later": [...invite(), entry("2026-11-24T14:30:00.000Z")],
      "half an hour before": [...proposal("Let's meet on 24 November at 15:00.", "Yes, fine."), entry("2026-11-24T13:30:00.000Z")],
      past: invite({ inviteStart: "2026-11-19T08:59:00.000Z" }),
    });
  });

  test("leaves alone what is declined, put off, not answered, for others, or sent to many", () => {
    assertSilent(notInCalendar, {
      "declined in kind words": proposal("Shall we meet on 24 November at 15:00?", "Great idea, but unfortunately I am away."),
      declined: proposal("Shall we meet on 24 November at 15:00?", "Sorry, I can't make it."),
      "another time": proposal("Shall we meet on 24 November at 15:00?", "Yes, but could we meet on 25 November at 10:00 instead?"),
      "not answered": [STANDUP, letter("Pier", "2026-11-17 11:00", { body: "Let's meet on 24 November at 15:00." })],
      "for others": invite({}, { to: [COLLEAGUE] }),
      "to many": invite({ bulk: "list-unsubscribe" }),
      "no calendar is read": invite().slice(1),
    });
  });

  test("says who invites and for when, once however often the invitation is sent", () => {
    const again = letter("Updated: Site walk", "2026-11-18 15:00", {}, { inviteUid: "walk", inviteStart: START });
    const found = run(notInCalendar, [...invite(), again]);
    assert.deepEqual(
      found.map(({ primary, due }) => [primary, due]),
      [["mail:updated-site-walk", START]],
    );
    assert.deepEqual(said(notInCalendar, invite()), [
      "Invitation: Site walk is not in your calendar",
      `Lee Chen invites you for ${START}`,
      "accept or decline it",
    ]);
    assert.equal(
      said(notInCalendar, proposal("Let's meet on 24 November at 15:00.", "Hi Lee,\n\nthe drawings are done. Yes, that works for me."))[1],
      "written 2 business days ago: “Let's meet on 24 November at 15:00.”, answered “Yes, that works for me.”",
    );
    morning(invite());
    morning(proposal("Let's meet on 24 November at 15:00.", "Yes, that works for me."));
  });

  test("keeps the key of an invitation when it is sent anew", () => {
    const again = letter("Updated: Site walk", "2026-11-18 15:00", {}, { inviteUid: "walk", inviteStart: START });
    assert.equal(run(notInCalendar, invite())[0]?.key, run(notInCalendar, [...invite(), again])[0]?.key);
  });
});

const notice = (
  title: string,
  body: string,
  fields: Record<string, FieldValue> = {},
  at = "2026-11-17 11:00",
  from = "Registrar (Acme)",
): Item[] => [letter(title, at, { from, body }, { bulk: "auto-submitted", ...fields })];

describe("MAIL-10, overdue or about to expire", () => {
  test("finds overdue invoices, and what expires within a week", () => {
    assertAll(expires, {
      invoice: notice("Invoice 4711", "Your invoice 4711 over EUR 120.00 is overdue."),
      "payment past due": notice("Reminder", "Your account has a past due balance of 40 EUR."),
      "was due, to be paid by": notice("Invoice 4711", "The amount of EUR 120 was due on 3 November. Please pay by 25 November."),
      "in one sentence": notice("Reminder", "Invoice 4711 was due on 3 November, so please pay it by 25 November."),
      "overdue, was due, pay by": notice("Overdue: invoice 4711", "Dear Sam,\n\nit was due on 3 November.\nPay by 25 November."),
      "the subject names the invoice": notice("Your invoice 4711", "This is now overdue: it was due on 3 November. Please settle it."),
      certificate: notice("Certificate", "The certificate of shop.example.com expires on 26 November 2026."),
      domain: notice("Domain", "Your domain example.com will expire on 20 November 2026."),
      "expired two days ago": notice("Domain", "Your domain example.com expired on 17 November 2026."),
      "of a person from elsewhere": notice("Invoice", "Our invoice 12 is overdue by a week.", { bulk: null }),
    });
  });

  test("leaves alone what is further away, paid, denied, or something else", () => {
    assertSilent(expires, {
      "eight days": notice("Certificate", "The certificate of shop.example.com expires on 27 November 2026."),
      "long expired": notice("Domain", "Your domain example.com expired on 10 November 2026."),
      paid: notice("Invoice 4711", "Your invoice 4711, which was overdue, has been paid."),
      denied: notice("Invoices", "None of your invoices is overdue."),
      "was due and came": notice("Invoice 4711", "Your payment was due on 3 November, and we received it."),
      "a report was due": notice("Reports", "The report was due on 3 November. Please send it."),
      "due, and not yet": notice("Invoice 4711", "Invoice 4711 is due on 3 December. Please pay by then."),
      offer: notice("Sale", "Our summer offer expires on 20 November 2026."),
      "no date": notice("Domain", "Domains that expire cause trouble."),
    });
  });

  test("leaves alone what a colleague or I wrote, what is settled since, and what is not for me", () => {
    assertSilent(expires, {
      "a colleague": notice("Invoice", "The invoice of the painters is overdue.", { bulk: null }, "2026-11-17 11:00", COLLEAGUE),
      mine: [letter("Invoice", "2026-11-17 11:00", { from: ME, to: [CUSTOMER], body: "Your invoice is overdue." })],
      settled: [
        ...notice("Invoice 4711", "Your invoice 4711 is overdue."),
        ...notice("Thanks", "Thank you for your payment.", {}, "2026-11-18 11:00"),
      ],
      "for others": [
        letter("Invoice", "2026-11-17 11:00", { from: "Registrar (Acme)", to: [COLLEAGUE], body: "Your invoice is overdue." }),
      ],
    });
  });

  test("tells several reminders of one thing as one, by the last of them, under a key that stays", () => {
    const first = notice("Domain", "Your domain example.com will expire on 24 November 2026.", {}, "2026-11-10 11:00");
    const second = notice("Last reminder", "Your domain example.com will expire on 24 November 2026.", {}, "2026-11-18 11:00");
    const found = run(expires, [...second, ...first]);
    assert.deepEqual(
      found.map(({ primary }) => primary),
      ["mail:last-reminder"],
    );
    assert.equal(found[0]?.key, run(expires, first)[0]?.key);
    assert.equal(
      run(expires, [...notice("A", "Your invoice 4711 is overdue."), ...notice("B", "Your invoice 4712 is overdue.")]).length,
      2,
    );
  });

  test("says how near it is and who says so", () => {
    assert.deepEqual(said(expires, notice("Domain renewal", "Your domain example.com will expire on 24 November 2026.")), [
      "Expires: Domain renewal",
      "ends in 5 days; Registrar wrote 2 business days ago: “Your domain example.com will expire on 24 November 2026.”",
      "renew it, or let it end on purpose",
    ]);
    assert.equal(said(expires, notice("Invoice 4711", "Your invoice 4711 is overdue."))[0], "Overdue: Invoice 4711");
    morning(notice("Invoice 4711", "Your invoice 4711 is overdue."));
    morning(notice("Domain renewal", "Your domain example.com will expire on 24 November 2026."));
  });
});
