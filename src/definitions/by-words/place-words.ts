import { findPersonNamed, type People } from "../../core/person.ts";
import { take, type Taken } from "./reading.ts";

/** One entry of `writes`. */
export type WrittenWrite = string | Readonly<Record<string, unknown>>;

/** Where a sentence wants it sent; or whom or what it means cannot be told. */
export type Places = { ok: true; writes: WrittenWrite[] } | { ok: false; got: string; hint: string };

const FILE =
  /\b(?:(?:and )?(?:write|save|put|send|append)s? (?:it|this|that|the result)? ?)?(?:in|into|to) (?:the file |a file )?(?<path>[\w{}/.-]+\.(?:md|html|json|csv))\b/i;
const SLACK_CHANNEL =
  /\b(?:and )?(?:post|send|write|share|tell)s? (?:it |this |that |the result )?(?:in|to|into) (?:the )?(?:slack )?(?:channel )?(?<name>#[\p{L}\p{N}_-]+)?\s*\(?(?<id>[CG][A-Z0-9]{8,})?\)?(?:(?: channel)?(?: in| on)? slack)?/iu;
const SLACK_ME =
  /\b(?:and )?(?:(?:send|post|tell|give|message|dm)s? (?:it |this |that )?(?:to )?me (?:in|on|by|via|over) slack|slack me|dm me|(?:send|message) me a (?:dm|slack message)|(?:send|post) (?:it|this|that) (?:in|on|by|via|over) slack)\b/i;
const MAIL =
  /\b(?:and )?(?:e?-?mails? (?:it|this|that|the result) to (?<one>[\p{L}]+)|e?-?mail (?<self>me)\b(?: (?:it|this|that|the result))?|send (?:it |this |that )?(?:to )?(?<two>me|[\p{L}]+) (?:by|via|as|in) (?:an )?e?-?mail|(?:by|via|as an?) e?-?mail|e?-?mail (?:it|this|that)\b)/iu;
const TO_SOMEBODY =
  /\b(?:and )?(?:send|forward|post|share) (?:it|this|that|the (?:result|summary)) (?:to|with) (?<who>[\p{L}@#][\p{L}\p{N}_-]*)/iu;
const CONSOLE = /\b(?:and )?(?:print|show) (?:it )?(?:here|in the (?:terminal|console)|on the (?:screen|console))\b/i;
const CHANNEL_ID = "Name the channel by its id, which Slack shows below its details, as in: post it to #risk (C0123456789).";

/** The places that a sentence names, taken out of it; none where it names none. */
export function takePlaces(sentence: string, people: People): Taken<Places> {
  const writes: WrittenWrite[] = [];
  let rest = sentence;
  const next = (taken: Taken<WrittenWrite> | undefined): void => {
    if (!taken) return;
    writes.push(taken.found);
    rest = taken.rest;
  };
  next(takeFile(rest));
  next(takeConstant(rest, SLACK_ME, { slack: { to: "me" } }));
  const channel = takeChannel(rest);
  if (channel && !channel.found.ok) return { found: channel.found, rest: channel.rest };
  if (channel?.found.ok) next({ found: channel.found.write, rest: channel.rest });
  const mail = takeMail(rest, people);
  if (mail && !mail.found.ok) return { found: mail.found, rest: mail.rest };
  if (mail?.found.ok) next({ found: mail.found.write, rest: mail.rest });
  next(takeConstant(rest, CONSOLE, "console"));
  const somebody = TO_SOMEBODY.exec(rest)?.groups?.["who"];
  if (somebody !== undefined && somebody.toLowerCase() !== "me") return { found: nowhere(somebody, HOW), rest };
  return { found: { ok: true, writes }, rest };
}

const HOW = "Say how, as in: email it to ana, or: post it to #risk (C0123456789).";

type Place = { ok: true; write: WrittenWrite } | Extract<Places, { ok: false }>;

function takeFile(text: string): Taken<WrittenWrite> | undefined {
  const taken = take(text, FILE);
  return taken && { found: { file: { path: taken.found.groups?.["path"] ?? "" } }, rest: taken.rest };
}

function takeConstant(text: string, pattern: RegExp, write: WrittenWrite): Taken<WrittenWrite> | undefined {
  const taken = take(text, pattern);
  return taken && { found: write, rest: taken.rest };
}

function takeChannel(text: string): Taken<Place> | undefined {
  const taken = take(text, SLACK_CHANNEL);
  const { name, id } = taken?.found.groups ?? {};
  if (!taken || (name === undefined && id === undefined)) return undefined;
  if (id === undefined) return { found: nowhere(name ?? "", CHANNEL_ID), rest: taken.rest };
  const write = { slack: { to: id, ...(name !== undefined && { name }) } };
  return { found: { ok: true, write }, rest: taken.rest };
}

const UNKNOWN = "Only people of config/people.yaml are written to: add them there first.";

function takeMail(text: string, people: People): Taken<Place> | undefined {
  const taken = take(text, MAIL);
  if (!taken) return undefined;
  const { one, two } = taken.found.groups ?? {};
  const who = one ?? two ?? "me";
  const key = who.toLowerCase() === "me" ? "me" : findPersonNamed(people, who)?.key;
  if (key === undefined) return { found: nowhere(who, UNKNOWN), rest: taken.rest };
  return { found: { ok: true, write: { email: { to: [key] } } }, rest: taken.rest };
}

function nowhere(got: string, hint: string): Extract<Places, { ok: false }> {
  return { ok: false, got, hint };
}
