import { oneOf, type Random } from "./junk.ts";

const TOKENS: readonly [string, ...string[]] = [
  ...(["\r\n", "\n", "\u0000", "\ufeff", "\u2028", "=\r\n", "--b", "--b--", "\r\n\r\n", "\t", "  ", "\u202e", "\ud800", "\u00ff"] as const),
  ...[
    "=?utf-8?B?",
    "?=",
    "Content-Type: multipart/mixed; boundary=b\r\n",
    "Content-Transfer-Encoding: base64\r\n",
    "<!--",
    "]]>",
    "<![CDATA[",
  ],
  ...['<!DOCTYPE x [<!ENTITY a "aaaa">]>', "&a;", "&#x10ffff;", "<testcase", "/>", "</testsuite>", "BEGIN:VEVENT\r\n", "END:VEVENT\r\n"],
  ...[
    "RRULE:FREQ=SECONDLY;COUNT=999999999\r\n",
    "RRULE:FREQ=YEARLY;BYMONTHDAY=30;BYMONTH=2\r\n",
    "DTSTART;TZID=Nowhere/None:20261120T090000\r\n",
  ],
  ...[
    "EXDATE:",
    "99999999T999999Z",
    "&anchor ",
    "*anchor",
    "<<: *anchor",
    "!!js/function ",
    "? ",
    "- - - - ",
    "{{{{",
    "[[[[[",
    "|+9\n",
    "---\n",
  ],
  ...["__proto__", "constructor", "1e999", "-0", "\\u0000", '"', "'", "\\", "%00", "${x}", "(((((", "*****", "@@@@@", "due: 2026-02-30 "], // oxlint-disable-line no-template-curly-in-string -- as an attacker writes it
  ...["On Fri, Dana wrote:\n> ", "> > > > ", "a\u0301\u0301\u0301\u0301", "https://x.example/?", "<div><div><div>", "  \\\n"],
];

const OFTEN_AT_MOST = 40;
const SELDOM = 400;
const HUGE = 60_000;

/** A text that once was sound: cut, turned, repeated and mixed with what parsers stumble over. Now and then it is long. */
export function mutated(random: Random, seeds: readonly [string, ...string[]]): string {
  let text = oneOf(random, seeds);
  const rounds = 1 + random(5);
  for (let round = 0; round < rounds; round += 1) text = mutatedOnce(random, text, seeds);
  return text.slice(0, 4 * HUGE);
}

function mutatedOnce(random: Random, text: string, seeds: readonly [string, ...string[]]): string {
  const start = random(text.length + 1);
  const end = Math.min(text.length, start + random(1 + Math.min(text.length, 200)));
  const [before, part, after] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
  switch (random(8)) {
    case 0:
      return before + after;
    case 1:
      return before + oneOf(random, TOKENS) + part + after;
    case 2:
      return before + part.repeat(1 + random(OFTEN_AT_MOST)) + after;
    case 3:
      return before + String.fromCharCode(random(random(2) === 0 ? 128 : 65_536)) + text.slice(start + 1);
    case 4:
      return before;
    case 5: {
      const other = oneOf(random, seeds);
      return before + other.slice(random(other.length + 1));
    }
    case 6:
      return before + [...part].toReversed().join("") + after;
    default: {
      const unit = part === "" ? oneOf(random, TOKENS) : part;
      return before + unit.repeat(random(SELDOM) === 0 ? Math.ceil(HUGE / unit.length) : 1 + random(3)) + after;
    }
  }
}
