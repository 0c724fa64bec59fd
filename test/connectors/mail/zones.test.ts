import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { textOfHtml } from "../../../src/lib/letter/html-text.ts";
import { findQuoteSpans } from "../../../src/lib/letter/zones.ts";
import { zonesOf } from "./mailbox.ts";

function ownWords(body: string): string {
  return zonesOf({ body, quoteSpans: findQuoteSpans(body) }).own;
}

const OWN = "Yes, Friday works.\nCan you send the contract before?";

/** As programs write an answer above what they quote. */
const ANSWERS: readonly (readonly [program: string, below: string])[] = [
  ["Gmail in English", "On Tue, Nov 17, 2026 at 9:14 AM Ben Ott <ben@acme.example> wrote:\n\n> Does Friday work?\n>\n> Ben\n"],
  [
    "Gmail with a broken introduction",
    "On Tue, Nov 17, 2026 at 9:14 AM Benjamin Ottokar von Lichtenberg <\nbenjamin.ottokar@acme.example> wrote:\n\n> Does Friday work?\n",
  ],
  ["Gmail in German", "Am Di., 17. Nov. 2026 um 09:14 Uhr schrieb Ben Ott <ben@acme.example>:\n\n> Passt Freitag?\n> Ben\n"],
  ["Gmail in French", "Le mar. 17 nov. 2026 à 09:14, Ben Ott <ben@acme.example> a écrit :\n\n> Vendredi, ça te va ?\n"],
  ["Gmail in Spanish", "El mar, 17 nov 2026 a las 9:14, Ben Ott (<ben@acme.example>) escribió:\n\n> ¿Te va bien el viernes?\n"],
  ["Apple Mail in English", "\n> On 17 Nov 2026, at 09:14, Ben Ott <ben@acme.example> wrote:\n> \n> Does Friday work?\n"],
  ["Apple Mail in German", "Am 17.11.2026 um 09:14 schrieb Ben Ott <ben@acme.example>:\n\n> Passt Freitag?\n"],
  ["Apple Mail in French", "Le 17 nov. 2026 à 09:14, Ben Ott <ben@acme.example> a écrit :\n\n> Vendredi ?\n"],
  ["Thunderbird in English", "On 17.11.26 09:14, Ben Ott wrote:\n> Does Friday work?\n"],
  ["Thunderbird in Spanish", "El 17/11/26 a las 9:14, Ben Ott escribió:\n> ¿Viernes?\n"],
  [
    "Outlook in English",
    "________________________________\nFrom: Ben Ott <ben@acme.example>\nSent: Tuesday, November 17, 2026 9:14 AM\nTo: Sam Tan <sam@home.example>\nSubject: Friday\n\nDoes Friday work?\nWill you come?\n",
  ],
  [
    "Outlook in German",
    "Von: Ben Ott <ben@acme.example>\nGesendet: Dienstag, 17. November 2026 09:14\nAn: Sam Tan\nBetreff: Freitag\n\nPasst Freitag?\n",
  ],
  [
    "Outlook in French",
    "De : Ben Ott <ben@acme.example>\nEnvoyé : mardi 17 novembre 2026 09:14\nÀ : Sam Tan\nObjet : Vendredi\n\nVendredi ?\n",
  ],
  ["Outlook in Spanish", "De: Ben Ott\nEnviado el: martes, 17 de noviembre de 2026 9:14\nPara: Sam Tan\nAsunto: Viernes\n\n¿Viernes?\n"],
  [
    "Outlook on a phone",
    "*From:* Ben Ott <ben@acme.example>\n*Date:* Tuesday, 17 November 2026 at 09:14\n*To:* Sam\n*Subject:* Friday\n\nWill you?\n",
  ],
  ["an old Outlook", "-----Original Message-----\nFrom: Ben Ott\nDoes Friday work?\n"],
  ["an old Outlook in German", "-----Ursprüngliche Nachricht-----\nVon: Ben Ott\nPasst Freitag?\n"],
  ["an old Outlook in French", "-----Message d'origine-----\nDe : Ben Ott\nVendredi ?\n"],
  ["an old Outlook in Spanish", "-----Mensaje original-----\nDe: Ben Ott\n¿Viernes?\n"],
  [
    "Gmail forwarding",
    "---------- Forwarded message ---------\nFrom: Ben Ott <ben@acme.example>\nDate: Tue, Nov 17, 2026\n\nDoes Friday work?\n",
  ],
  ["Thunderbird forwarding in German", "-------- Weitergeleitete Nachricht --------\nBetreff: Freitag\nVon: Ben\n\nPasst Freitag?\n"],
  ["Apple Mail forwarding", "Begin forwarded message:\n\nFrom: Ben Ott\nSubject: Friday\n\nDoes Friday work?\n"],
];

describe("what a letter quotes", () => {
  for (const [program, below] of ANSWERS) it(`is found as written by ${program}`, () => assert.equal(ownWords(`${OWN}\n\n${below}`), OWN));

  it("ends where an answer stands below or between", () => {
    const body =
      "On Tue, 17 Nov 2026 at 09:14, Ben Ott wrote:\n> Does Friday work?\n\nYes.\n\n> And the contract?\nI will send it tomorrow.";
    assert.equal(ownWords(body), "Yes.\n\n\nI will send it tomorrow.");
  });

  it("is one part with what introduces it", () => {
    assert.equal(findQuoteSpans("Yes.\n\nOn 17.11.26 09:14, Ben Ott wrote:\n\n> Does it?\n").length, 1);
  });

  it("begins with its introduction, also right below what is the writer's own, and where that names no more than a day", () => {
    assert.equal(ownWords("At risk.\nOn Mon, 23 Nov 2026 at 10:02, Chief wrote:\n> How does it stand?\n"), "At risk.");
    assert.equal(ownWords("At risk.\n\nOn Monday, Chief wrote:\n\n> How does it stand?\n"), "At risk.");
  });

  it("is not any line that ends in a colon, names a sender or tells of writing", () => {
    for (const body of [
      "From: here we go to 3 places.\nIt is nice.",
      "On Monday Ben wrote:\nwe should ask legal.",
      "Here is the list:\n- one\n- two at 10:30",
      "a > b holds.\n2 > 1 too.",
      "Le plan a écrit l'histoire en 2026.",
    ]) {
      assert.deepEqual(findQuoteSpans(body), [], body);
    }
  });
});

const SIGNATURES: readonly string[] = [
  "-- \nDana Reyes\nHead of Sales, Acme\n+1 555 0100",
  "Best regards,\nDana Reyes",
  "Best,\nDana\n\nDana Reyes | Head of Sales\nAcme Inc.\n+1 (555) 010-0100\nwww.acme.example",
  "Kind regards\n\nDana",
  "Thanks!\nDana",
  "Mit freundlichen Grüßen\nDana Reyes\nVertriebsleitung\nTel.: +49 30 1234567",
  "Viele Grüße\nDana",
  "Cordialement,\nDana Reyes\nDirectrice commerciale",
  "Bien à vous,\nDana",
  "Un saludo,\nDana",
  "Atentamente,\nDana Reyes",
  "Sent from my iPhone",
  "Von meinem iPhone gesendet",
  "Envoyé de mon iPhone",
  "Enviado desde mi iPhone",
  "Get Outlook for iOS <https://aka.example/ios>",
  "Dana Reyes\nHead of Sales\nMobile: +1 555 010 0100\ndana@acme.example",
];

const FOOTERS: readonly string[] = [
  "This e-mail and any attachments are confidential and intended solely for the addressee.\nIf you are not the intended recipient, delete it.",
  "Diese E-Mail enthält vertrauliche Informationen.",
  "Ce message est confidentiel.",
  "Este mensaje es confidencial.",
  "To unsubscribe click here: https://news.example/u/1",
  "Newsletter abbestellen | Im Browser ansehen",
  "_______________________________________________\ndev mailing list\ndev@lists.example",
];

describe("what a letter ends with", () => {
  for (const ending of [...SIGNATURES, ...FOOTERS]) {
    it(`is no part of its words: ${ending.split("\n").slice(0, 2).join(" / ")}`, () =>
      assert.equal(ownWords(`${OWN}\n\n${ending}\n`), OWN));
  }

  it("is found above a quote, and with a footer below a signature", () => {
    assert.equal(ownWords(`${OWN}\n\nBest,\nDana\n\nOn 17.11.26 09:14, Ben wrote:\n> Does it?\n`), OWN);
    assert.equal(ownWords(`${OWN}\n\n-- \nDana\n\nThis message is confidential.\n`), OWN);
  });

  it("stops before a postscript and before sentences", () => {
    assert.match(ownWords(`${OWN}\n\nBest,\nDana\n\nPS: Please bring the keys`), /bring the keys/);
    assert.match(ownWords("Thanks,\ncould you also send the numbers of last week?"), /numbers/);
    assert.match(ownWords("Please unsubscribe me from all of this, I asked twice already."), /unsubscribe me/);
    assert.match(ownWords("Thank you for the plan. I will read it today."), /plan/);
  });

  it("has spans in order that do not overlap, within any text", () => {
    for (const [, below] of ANSWERS) {
      const body = `${OWN}\n\n${below}\n${SIGNATURES.join("\n\n")}`;
      let position = 0;
      for (const [start, end] of findQuoteSpans(body)) {
        assert.ok(start >= position && start < end && end <= body.length);
        position = end;
      }
    }
  });
});

describe("the words of a letter in HTML", () => {
  const words = (html: string): string => textOfHtml(html, 12_000);

  it("are what its reader sees, a line for each block", () => {
    const html =
      '<html><head><style>p{}</style><title>x</title></head><body><p>Hello&nbsp;Sam,</p><div style="display:none">unseen</div><div>see <b>this</b><br>and &lt;that&gt;</div><ul><li>one<li>two</ul></body></html>';
    assert.equal(words(html), "Hello Sam,\n\nsee this\nand <that>\n- one\n- two");
  });

  it("mark what Gmail, Outlook and Apple Mail quote and sign", () => {
    const gmail =
      '<div dir="ltr">Yes.<div><br></div><div class="gmail_signature">Dana<br>Acme</div></div><br><div class="gmail_quote"><div class="gmail_attr">On Tue, Nov 17, 2026 at 9:14 AM Ben &lt;<a>ben@acme.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote"><div>Does it?</div><div>Will you?</div></blockquote></div>';
    const outlook =
      '<p class="MsoNormal">Yes.</p><div style="border-top:solid #E1E1E1 1.0pt"><p><b>From:</b> Ben Ott<br><b>Sent:</b> Tuesday, November 17, 2026<br><b>To:</b> Sam<br><b>Subject:</b> Friday</p></div><p>Does it?</p>';
    const apple =
      '<body>Yes.<br><div><blockquote type="cite"><div>On 17 Nov 2026, at 09:14, Ben wrote:</div><br><div>Does it?</div></blockquote></div></body>';
    for (const html of [gmail, outlook, apple]) assert.equal(ownWords(words(html)), "Yes.");
  });

  it("are found without delay in any depth and length", () => {
    assert.equal(words(`${"<div>".repeat(200_000)}deep`).length <= 12_000, true);
    assert.ok(words("<p>word ".repeat(200_000)).length < 40_000);
    assert.equal(words("<".repeat(500_000)).length <= 1_000_000, true);
  });
});
