import type { Line } from "./lines.ts";

const MARK = /^--\s?$/;
const SENT_FROM =
  /^(?:sent from (?:my|outlook|mail|yahoo|proton)\b|sent via\b|sent with\b|get outlook for\b|von meinem \S+ gesendet|gesendet (?:von|mit)\b|outlook für \S+|envoyé (?:de|depuis|à partir d)|obtenir outlook\b|télécharger outlook\b|enviado (?:desde|do|a partir)\b|obtener outlook\b|inviato da\b|verzonden (?:vanaf|met)\b).{0,80}$/i;
const GREETING =
  /^(?:(?:best|kind|warm|many|with (?:best|kind)) )?(?:regards|wishes|thanks)[,.!]*$|^(?:best|cheers|sincerely|yours(?: sincerely| truly| faithfully)?|thank you|thanks(?: again| a lot| so much| in advance)?|all the best|take care|br|kr)[,.!]*$|^(?:(?:mit )?(?:freundlichen|besten|vielen|lieben|herzlichen|schönen) gr(?:ü|ue)(?:ß|ss)en?|(?:viele|beste|liebe|schöne|herzliche|freundliche) gr(?:ü|ue)(?:ß|ss)e|gru(?:ß|ss)|mfg|vg|lg|danke)[,.!]*$|^(?:(?:bien )?cordialement|bien à (?:vous|toi)|amicalement|sincères salutations|meilleures salutations|merci)[,.!]*$|^(?:(?:un )?(?:cordial )?saludos?(?: cordiales)?|un abrazo|atentamente|gracias)[,.!]*$/iu;
const POSTSCRIPT = /^p\.?\s?s\b/i;
const CONTACT =
  /(?:^|\s)(?:tel|telefon|phone|mobile|mobil|cell|fax|office|t|m|p)\b[.:]?\s*\+?[\d(][\d ()/.-]{6,}|^\+?\d[\d ()/.-]{7,}$|^(?:https?:\/\/|www\.)\S+$|^[\w.+-]+@[\w.-]+\.\w+$/i;
const MOST_LINES = 12;
const LONGEST_LINE = 80;

const FOOTERS = [
  /\b(?:e-?mail|message|communication|transmission)\b[^]{0,200}\b(?:confidential|privileged|intended (?:solely |only )?for|intended recipient)\b/i,
  /\bif you (?:are not the intended|have received this (?:e-?mail|message) in error)\b/i,
  /\b(?:e-?mail|nachricht)\b[^]{0,200}\b(?:vertraulich|ausschließlich für|rechtlich geschützt)/i,
  /\b(?:message|courriel|e-?mail)\b[^]{0,200}\b(?:confidentiel|destiné exclusivement|destinataire)/i,
  /\b(?:mensaje|correo)\b[^]{0,200}\b(?:confidencial|destinatario)/i,
  /\bconsider the environment before printing\b|\bdenken sie an die umwelt\b|\bpensez à l'environnement\b/i,
  /\bview (?:this|it) (?:e-?mail |message )?in your browser\b|\bim browser (?:anzeigen|ansehen|öffnen)\b/i,
  /\b(?:sitz der gesellschaft|registered (?:office|in england)|amtsgericht|handelsregister|geschäftsführer)\b/i,
];
const LEAVING =
  /\b(?:unsubscribe|manage (?:your |my )?(?:email )?(?:preferences|subscription)|abbestellen|abmelden|désabonner|désinscrire|darse de baja|cancelar la suscripción)\b/i;
/** A reader's own "please unsubscribe me" has no such place to go to. */
const LEAVING_PLACE = /https?:|\bhere\b|\bclick\b|\bhier\b|\bici\b|\baquí\b|\|/i;
const LIST_RULE = /^_{30,}$/;

/** Whether a paragraph at the end of a letter was added by law, by a list or by a program. */
export function isFooter(lines: readonly Line[]): boolean {
  const text = lines.map((line) => line.text.trim()).join("\n");
  if (LIST_RULE.test(lines[0]?.text.trim() ?? "")) return true;
  return FOOTERS.some((pattern) => pattern.test(text)) || (LEAVING.test(text) && (LEAVING_PLACE.test(text) || text.length < 40));
}

/** The line on which the signature begins that these lines end with; undefined for none. */
export function findSignature(lines: readonly Line[]): number | undefined {
  const texts = lines.map((line) => line.text.trim());
  const mark = lines.findIndex((line) => MARK.test(line.text));
  const end = mark === -1 ? texts.length : mark;
  const starts = [findDevice(texts, end), findGreeting(texts, end), findContacts(texts, end), mark === -1 ? undefined : mark];
  const known = starts.filter((start) => start !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** `Sent from my phone`, as the last words. */
function findDevice(texts: readonly string[], end: number): number | undefined {
  const last = texts.slice(0, end).findLastIndex((text) => text !== "");
  return last !== -1 && SENT_FROM.test(texts[last] ?? "") ? last : undefined;
}

/** A greeting on a line of its own with nothing but names, titles and addresses below it. */
function findGreeting(texts: readonly string[], end: number): number | undefined {
  const first = Math.max(0, end - MOST_LINES);
  for (let index = first; index < end; index += 1) {
    if (GREETING.test(texts[index] ?? "") && texts.slice(index + 1, end).every(isOfSignature)) return index;
  }
  return undefined;
}

function isOfSignature(text: string): boolean {
  const isSentence = /[.?!]$/.test(text) && text.split(" ").length > 4;
  return text.length <= LONGEST_LINE && !text.endsWith("?") && !POSTSCRIPT.test(text) && !isSentence;
}

/** A last paragraph of short lines, two of which say how to reach somebody. */
function findContacts(texts: readonly string[], end: number): number | undefined {
  const last = texts.slice(0, end).findLastIndex((text) => text !== "");
  const before = texts.slice(0, Math.max(last, 0)).findLastIndex((text) => text === "");
  const block = texts.slice(before + 1, last + 1);
  const isContact = before > 0 && block.length <= MOST_LINES && block.every(isOfSignature);
  return isContact && block.filter((text) => CONTACT.test(text)).length >= 2 ? before + 1 : undefined;
}
