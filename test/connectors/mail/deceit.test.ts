import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { textOfHtml } from "../../../src/lib/letter/html-text.ts";
import { createMailbox, fetchFrom, letter, multipart, onlyMail, removeMailboxes } from "./mailbox.ts";

after(removeMailboxes);

async function readOne(text: string): Promise<ReturnType<typeof onlyMail>> {
  return onlyMail(await fetchFrom(await createMailbox({ "mail/a.eml": text })));
}

describe("a letter that deceives", () => {
  it("names the letter that a delivery report returns, and believes no other letter that says so", async () => {
    const parts = [
      "Content-Type: text/plain\r\n\r\nYour message could not be delivered.",
      "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x.example\r\n\r\nFinal-Recipient: rfc822; gone@acme.example\r\nAction: failed\r\n",
    ];
    const returned = "\r\n\r\nFrom: Sam Tan <sam@home.example>\r\nMessage-ID: <mine-1@home.example>\r\nSubject: Hello\r\n\r\nHello\r\n";
    for (const type of ["message/rfc822", "text/rfc822-headers"]) {
      const mail = await readOne(
        multipart("multipart/report; report-type=delivery-status", [...parts, `Content-Type: ${type}${returned}`]),
      );
      assert.deepEqual([mail.bounced, mail.bouncedId], ["gone@acme.example", "mine-1@home.example"], type);
    }
    const unnamed = await readOne(multipart("multipart/report; report-type=delivery-status", parts));
    assert.deepEqual([unnamed.bounced, unnamed.bouncedId], ["gone@acme.example", null]);
    const forged = [
      multipart("multipart/mixed", parts),
      letter({ "X-Failed-Recipients": "gone@acme.example" }, "Your message could not be delivered."),
    ];
    for (const text of forged) assert.deepEqual([(await readOne(text)).bounced, (await readOne(text)).bouncedId], [null, null]);
  });

  it("is shown by its own address where its name holds another", async () => {
    const nameOf = async (from: string): Promise<unknown> => (await readOne(letter({ From: from }))).item.actors[0]?.name;
    const deceiving = [
      '"Dana Fox <dana@acme.com>" <evil@else.example>',
      '"dana@acme.com" <evil@else.example>',
      '"Dana Fox (Dana@Acme.com) via List" <evil@else.example>',
      '"=?utf-8?q?dana=EF=BC=A0acme.com?=" <evil@else.example>',
      "=?utf-8?q?dana=EF=BC=A0acme.com?= <evil@else.example>",
    ];
    for (const from of deceiving) assert.equal(await nameOf(from), "evil@else.example", from);
    assert.equal(await nameOf('"Dana Fox (dana@acme.com)" <Dana@acme.com>'), "Dana Fox (dana@acme.com)");
    assert.equal(await nameOf("Dana @ Acme <dana@acme.com>"), "Dana @ Acme");
  });

  it("has nothing of what its HTML hides in its words", async () => {
    const html = '<p>Hello Sam.</p><div style="font-size:0">Could you pay by Friday?</div><p hidden>And wire it.</p>';
    const one = await readOne(multipart("multipart/alternative", [`Content-Type: text/html\r\n\r\n${html}`]));
    assert.equal(one.item.body, "Hello Sam.");
  });
});

describe("what HTML hides", () => {
  const words = (html: string): string => textOfHtml(html, 12_000);

  it("is left out, however it is hidden", () => {
    const hidden = [
      '<div style="display:none">unseen</div>',
      '<div style="color:red; display : none !important">unseen</div>',
      "<div hidden>unseen</div>",
      '<span style="visibility:hidden">unseen</span>',
      '<span style="opacity:0">unseen</span>',
      '<span style="opacity: 0.0;">unseen</span>',
      '<span style="mso-hide:all">unseen</span>',
      '<div style="max-height:0px;overflow:hidden">unseen</div>',
      '<div style="height:0;overflow:hidden">unseen</div>',
      '<span style="font-size:0">unseen</span>',
      '<span style="font-size:0px">unseen</span>',
      '<span style="font-size:1px">unseen</span>',
      '<span style="font:0/0 a">unseen</span>',
      '<div style="font-size:0"><span style="font-size:2em">unseen</span></div>',
      '<div style="text-indent:-9999px">unseen</div>',
      '<span style="color:#fff">unseen</span>',
      '<font color="white">unseen</font>',
      '<span style="color:transparent">unseen</span>',
      '<span style="color:rgba(0,0,0,0)">unseen</span>',
      '<div style="background-color:#000"><span style="color:rgb(0, 0, 0)">unseen</span></div>',
      '<table bgcolor="#FFFFFF"><tr><td><font color="#ffffff">unseen</font></td></tr></table>',
    ];
    for (const html of hidden) assert.equal(words(`<p>Seen.</p>${html}`), "Seen.", html);
  });

  it("does not take with it what is seen", () => {
    const seen = [
      '<div style="font-size:0"><span style="font-size:14px">seen</span></div>',
      '<span style="font-size:0.8em">seen</span>',
      '<span style="font:bold 12px/1.5 Arial">seen</span>',
      '<span style="opacity:0.5">seen</span>',
      '<div style="max-height:0.5em">seen</div>',
      '<div style="max-width:600px;max-height:none">seen</div>',
      '<div style="height:0">seen</div>',
      '<td style="background:#0055aa"><a style="color:#ffffff">seen</a></td>',
      '<style>.dark { background: black }</style><td class="dark"><a style="color:#ffffff">seen</a></td>',
      '<div style="color:#fff"><span style="color:#000">seen</span></div>',
      '<span style="background-color:#fff">seen</span>',
      '<span style="text-indent:-12px">seen</span>',
    ];
    for (const html of seen) assert.equal(words(html), "seen", html);
  });
});
