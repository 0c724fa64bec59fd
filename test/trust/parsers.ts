import { readLetter } from "../../src/analysis/language/read-letter.ts";
import { parseDocument } from "../../src/lib/tables/document.ts";
import { parseTaskText } from "../../src/lib/tables/task-text.ts";
import { datesOf } from "../../src/lib/ics/expand.ts";
import { shelve, type Shelf } from "../../src/lib/ics/merge.ts";
import { readCalendar } from "../../src/lib/ics/read-calendar.ts";
import { startRemarks, toNotes } from "../../src/lib/ics/remarks.ts";
import { toItem } from "../../src/lib/ics/to-item.ts";
import { createZoneDirectory } from "../../src/lib/ics/zones.ts";
import { readReport } from "../../src/lib/junit/read-report.ts";
import { toReportItem, toTestItem } from "../../src/connectors/junit/to-items.ts";
import { parseDefinition } from "../../src/definitions/parse.ts";
import { toPlainText } from "../../src/lib/calendar/plain-text.ts";
import { rangeOf } from "../../src/lib/calendar/range.ts";
import { hashOfBytes } from "../../src/lib/hash.ts";
import { draftLetter } from "../../src/lib/letter/draft-letter.ts";
import { textOfHtml } from "../../src/lib/letter/html-text.ts";
import { parseLetter } from "../../src/lib/letter/parse-letter.ts";
import { findQuoteSpans } from "../../src/lib/letter/zones.ts";
import { plainLines } from "../../src/lib/plain-text.ts";
import { guardText } from "../../src/render/guard.ts";
import { toEvent } from "../../src/web/hooks-event.ts";
import { shippedConnectors } from "../support/connectors.ts";
import { shippedDeliveries } from "../support/deliveries.ts";
import { requestFor } from "../definitions/workspace.ts";
import { NOW } from "./services.ts";

/** Something that reads what others wrote, as the product uses it, and texts that it can read. */
export interface FuzzedParser {
  name: string;
  seeds: readonly [string, ...string[]];
  /** Rejects only where the product would fall over. */
  parse(text: string): Promise<void>;
}

const LETTER = `From: "Dana" <dana@acme.example>\r\nTo: sam@home.example\r\nSubject: =?utf-8?B?UGxhbg==?=\r\nDate: Wed, 18 Nov 2026 10:00:00 +0100\r\nMessage-ID: <a@b.example>\r\nReferences: <x@y> <z@y>\r\n`;
const MULTIPART = `${LETTER}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>Can you <b>send</b> it by =\r\nFriday?</p>\r\n--b\r\nContent-Type: application/pdf; name="a.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${LETTER}\r\nOld.\r\n--b--\r\n`;
const CALENDAR = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID=Own:20261118T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=20\r\nEXDATE;TZID=Own:20261125T090000\r\nSUMMARY:Plan\\, again\r\nATTENDEE;CN="Dana";PARTSTAT=ACCEPTED:mailto:dana@acme.example\r\nDESCRIPTION:https://meet.google.com/abc\\nMore\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:a\r\nRECURRENCE-ID;TZID=Own:20261123T090000\r\nDTSTART;VALUE=DATE:20261124\r\nSUMMARY:Moved\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
const REPORT = `<?xml version="1.0" encoding="UTF-8"?><testsuites><testsuite name="unit" tests="2" failures="1" time="0.5" timestamp="2026-11-18T09:00:00"><testcase classname="Shop" name="pays" time="0.1"/><testcase name="refunds"><failure message="expected 1" type="E">at &lt;x&gt;<![CDATA[ y ]]></failure><system-out>log</system-out></testcase></testsuite></testsuites>`;
const DEFINITION = `---\nname: Test\non:\n  schedule: "0 9 * * 1-5"\nreads:\n  - git: { paths: [shop], depth: 2 }\n  - files\nwrites:\n  - file: { path: briefings/x.md }\n  - console\nwhen: changed\nretries: 2\nstepTimeout: 5m\n---\n\nGo through @Git and @Files.\n`;
const HOOK = `{"title":"Deploy 41","status":"failed","at":"2026-11-20T08:00:00Z","by":{"name":"Ann","tags":["a","b"]},"n":1.5,"ok":false,"x":null}`;
const WORDS = `Sam, can you please send the plan by Friday 20 November?\n\nI will do the rest tomorrow.\n\nOn Wed, 18 Nov 2026, Dana wrote:\n> - [ ] Book the room due: 2026-11-20 @dana (blocked by legal since 2026-11-01)\n> See <https://github.com/dana/shop/pull/11|this>\n\n-- \nDana\n`;

const zones = createZoneDirectory("Europe/Berlin", Date.parse(NOW));
const range = rangeOf({ from: NOW, to: NOW }, "Europe/Berlin", { behindMs: 172_800_000, aheadMs: 1_209_600_000 });
const { signal } = new AbortController();

async function parseMail(text: string): Promise<void> {
  // Whatever it can't take apart is told as broken by whoever asks for it.
  const letter = await parseLetter(Buffer.from(text)).catch(() => undefined);
  if (letter) draftLetter(letter, { source: "mail", atMs: Date.parse(NOW), folder: "", unread: null });
}

async function parseCalendar(text: string): Promise<void> {
  const remarks = startRemarks("x.ics");
  const shelf: Shelf = new Map();
  const take = (event: Parameters<Parameters<typeof readCalendar>[0]["take"]>[0]): void => shelve(shelf, { event, remarks });
  await readCalendar({ bytes: Buffer.from(text), remarks, zones, today: "2026-11-20", signal, take });
  const dates = [...shelf.values()].flatMap((series) => datesOf(series, range).slice(0, 1_000));
  for (const date of dates) toItem(date, { source: "ics", prefix: "ics:", timezone: "Europe/Berlin", asOf: NOW });
  toNotes([remarks]);
}

async function parseReport(text: string): Promise<void> {
  async function* chunks(): AsyncGenerator<string> {
    const half = Math.floor(text.length / 2);
    yield text.slice(0, half);
    yield text.slice(half);
  }
  const report = await readReport(chunks(), 100, signal);
  const file = { path: "x.xml", changedMs: Date.parse(NOW) };
  toReportItem(file, report);
  for (const test of report.failing) toTestItem(file, report, test);
}

const context = { ...requestFor("/nowhere"), connectors: shippedConnectors(), deliveries: shippedDeliveries() };

async function parseFile(text: string): Promise<void> {
  await parseDefinition({ id: "x", path: "automations/x.md", text, hash: hashOfBytes(text) }, context);
}

function parseHook(text: string): Promise<void> {
  toEvent({
    hook: "deploys",
    idField: "by.name",
    contentType: "application/json",
    body: Buffer.from(text),
    signed: {},
    now: Date.parse(NOW),
  });
  return Promise.resolve();
}

function parseWords(text: string): Promise<void> {
  const plain = plainLines(text).slice(0, 6_000);
  const quoteSpans = findQuoteSpans(plain);
  readLetter({ text: plain, quoteSpans, writtenAt: NOW, timezone: "Europe/Berlin", readerNames: ["Sam"] });
  parseDocument(text);
  parseTaskText(text);
  textOfHtml(text, 6_000);
  toPlainText(text);
  guardText(text, 200);
  return Promise.resolve();
}

/** All of them, by name. */
export const PARSERS: readonly FuzzedParser[] = [
  { name: "mail", seeds: [MULTIPART, `${LETTER}\r\n${WORDS}`], parse: parseMail },
  { name: "calendars", seeds: [CALENDAR], parse: parseCalendar },
  { name: "test reports", seeds: [REPORT], parse: parseReport },
  { name: "definitions", seeds: [DEFINITION], parse: parseFile },
  { name: "hooks", seeds: [HOOK], parse: parseHook },
  { name: "words", seeds: [WORDS, MULTIPART, REPORT], parse: parseWords },
];
