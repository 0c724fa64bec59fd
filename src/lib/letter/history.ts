import type { Line } from "./lines.ts";

/** How programs introduce what they quote, by language: `On …, Ana wrote:`. A date or an address must stand in it too, or marks behind it. */
const INTRODUCTIONS = [
  /\bwrote:$/i,
  /\bschrieb\b.{0,200}:$/i,
  /\ba écrit\s*:$/i,
  /\bescribió:$/i,
  /\bha scritto:$/i,
  /\bescreveu:$/i,
  /\bschreef\b.{0,200}:$/i,
  /\bskrev\b.{0,200}:$/i,
  /\bnapisał(?:\(a\))?:$/i,
];
/** What most of them begin with. */
const BEGINS = /^(?:on|am|le|el|il|em|op|den|w dniu)\s/i;
const WEEKDAY = /^on (?:mon|tues|wednes|thurs|fri|satur|sun)day\b/i;
const LONGEST_INTRODUCTION = 400;
const MOST_LINES = 4;

/** `-----Original Message-----` and its likes: the word for a message between dashes, or the line by which Apple Mail forwards. */
const DIVIDER =
  /^\s*(?:[-_]{3,}\s*[\p{L}'’. ]{0,30}(?:message|nachricht|mensaje|messaggio|mensagem|bericht|meddelande|wiadomość|e-?mail)\b[\p{L}'’. ]{0,30}[-_]{3,}|(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|début du message (?:transféré|réexpédié)|inicio del mensaje reenviado)\s*:)\s*$/iu;

const FROM = /^\s*\*?(?:from|von|de|da|van|från|od)\s*:\*?\s*\S/i;
const SENT = /^\s*\*?(?:sent|date|gesendet|datum|envoyé|enviado(?: el)?|fecha|inviato|data|verzonden|skickat|wysłano)\s*:\*?\s*\S/i;
const TOPIC = /^\s*\*?(?:to|an|à|para|a|aan|till|do|cc|subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|temat)\s*:/i;
const QUOTED = /^\s{0,3}>/;
const RULE = /^\s*_{10,}\s*$/;

/** Which lines repeat what was written before: quoted ones with their introduction, and all below the head of an earlier letter. */
export function findHistory(lines: readonly Line[]): boolean[] {
  const isHistory = lines.map((line) => QUOTED.test(line.text));
  for (let index = 0; index < lines.length; index += 1) {
    if (isHistory[index]) continue;
    if (isDivider(lines, index)) return isHistory.fill(true, startWithRule(lines, index));
    const length = introductionLength(lines, index);
    if (length === 0) continue;
    // Where marks follow, they say what is quoted, and an answer may stand below it; else all that follows is.
    if (!isFollowedByQuote(lines, isHistory, index + length)) return isHistory.fill(true, index);
    isHistory.fill(true, index, index + length);
  }
  return isHistory;
}

function isDivider(lines: readonly Line[], index: number): boolean {
  const text = lines[index]?.text ?? "";
  if (DIVIDER.test(text)) return true;
  if (!FROM.test(text)) return false;
  const next = lines.slice(index + 1, index + 6).map((line) => line.text);
  return next.some((line) => SENT.test(line)) && next.some((line) => TOPIC.test(line));
}

/** Outlook draws a line above the head of the letter that it quotes. */
function startWithRule(lines: readonly Line[], index: number): number {
  const above = lines.slice(0, index).findLastIndex((line) => line.text.trim() !== "");
  return above !== -1 && RULE.test(lines[above]?.text ?? "") ? above : index;
}

/** How many lines from this one on introduce a quote; none in most cases. What stands right above such a line is no part of it. */
function introductionLength(lines: readonly Line[], index: number): number {
  const length = joinedLength(lines, index);
  const within = lines.slice(index + 1, index + length);
  const isApart = within.some(({ text }, at) => BEGINS.test(text.trim()) && joinedLength(lines, index + 1 + at) > 0);
  return isApart ? 0 : length;
}

/** Programs break an introduction where it grows long. */
function joinedLength(lines: readonly Line[], index: number): number {
  let joined = "";
  for (let length = 1; length <= MOST_LINES; length += 1) {
    const text = lines[index + length - 1]?.text.trim() ?? "";
    if (text === "" || QUOTED.test(text)) return 0;
    joined = joined === "" ? text : `${joined} ${text}`;
    if (joined.length > LONGEST_INTRODUCTION) return 0;
    if (joined.endsWith(":")) return isIntroduction(joined, lines, index + length) ? length : 0;
  }
  return 0;
}

function isIntroduction(text: string, lines: readonly Line[], after: number): boolean {
  if (!INTRODUCTIONS.some((pattern) => pattern.test(text))) return false;
  // People tell so of others, too: it is a program where marks follow.
  const isMarked = lines.slice(after, after + MOST_LINES).some((line) => QUOTED.test(line.text));
  return /\d{1,2}[:.hH/-]\d{2}|\d{4}|\S@\S/.test(text) || (WEEKDAY.test(text) && isMarked);
}

function isFollowedByQuote(lines: readonly Line[], isHistory: readonly boolean[], from: number): boolean {
  const next = lines.findIndex((line, index) => index >= from && line.text.trim() !== "");
  return next !== -1 && isHistory[next] === true;
}
