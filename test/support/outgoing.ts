import assert from "node:assert/strict";
import { inspectOutgoing } from "../../src/policy/outgoing.ts";

/** What no message may hold. */
export const SECRET = "xoxb-1234-canary";
/** Evidence, and evidence without encryption; messages may link to both. */
export const OWN = "https://github.com/acme/shop/pull/7?a=1&b=2";
export const PLAIN = "http://intra.acme.com/x";
const SIGNS = "https://github.com/acme/a|b*c?q=d>e";
/** Of no page that may be linked to, whoever names them. */
const USELESS = ["javascript:alert(1)", "https://eve@github.com/x", "https://:eve@github.com/y", "no address"];
/** What the messages here are held against. */
export const known = { urls: [OWN, PLAIN, SIGNS, ...USELESS], recipients: ["sam@acme.com"], secrets: [SECRET] };

/** The kind of fault that is found in a message; undefined where it may leave. */
export function faultIn(exact: unknown): string | undefined {
  try {
    inspectOutgoing(exact, known);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof Error && "code" in error && typeof error.code === "string", String(error));
    assert.ok("hint" in error && typeof error.hint === "string");
    assert.ok(!JSON.stringify([error.message, error.hint]).includes("canary"), error.message);
    return error.code.replace("outgoing-", "");
  }
}

/** Messages with a text in the markup of each channel. */
export const mrkdwn = (text: string) => ({
  parent: { text: "", blocks: [{ type: "section", text: { type: "mrkdwn", text, verbatim: true } }] },
});
export const page = (body: string) => `<!doctype html>\n<html lang="en"><head><title>x</title></head><body>${body}</body></html>`;
export const file = (text: string) => `${text}\n<!-- Message v1:0 -->\n<!-- Chief briefing as of 2026-11-20T17:00:00.000Z -->\n`;
