import type { MessageStructureObject } from "imapflow";

/** A part of a letter that is read, and how much of it, in bytes. */
export interface WantedPart {
  key: string;
  maxLength: number;
}

/** More of a part's words is not read. */
const MOST_BYTES = 512 * 1024;
/** Of a letter within a letter only the head counts. */
const MOST_OF_LETTER = 16 * 1024;
const MOST_PARTS = 10;
const DEEPEST = 20;
const LONGEST_NAME = 250;
const BLANK = "\r\n\r\n";

/** The parts of a letter that hold words, invitations and reports of delivery; files are named and not read. */
export function partsToRead(structure: MessageStructureObject): WantedPart[] {
  return leavesOf(structure)
    .flatMap((part) => wanted(part) ?? [])
    .slice(0, MOST_PARTS);
}

/** A letter as it would come over the wire, from its head and the parts that were read; of the others only what they are called. */
export function bytesOfParts(head: Buffer, structure: MessageStructureObject, read: ReadonlyMap<string, Buffer>): Buffer {
  const text = head.toString("latin1").trimEnd();
  return Buffer.concat([Buffer.from(`${text}${BLANK}`, "latin1"), ...contentOf(structure, read, 0)]);
}

function leavesOf(node: MessageStructureObject, depth = 0): MessageStructureObject[] {
  if (!isMultipart(node)) return [node];
  return depth < DEEPEST ? (node.childNodes ?? []).flatMap((child) => leavesOf(child, depth + 1)) : [];
}

function wanted(node: MessageStructureObject): WantedPart | undefined {
  const key = node.part ?? "1";
  if (/^(?:message\/rfc822|text\/rfc822-headers)$/.test(node.type)) return { key, maxLength: MOST_OF_LETTER };
  if (/^(?:text\/calendar|application\/ics|message\/delivery-status)$/.test(node.type)) return { key, maxLength: MOST_BYTES };
  const isFile = node.disposition === "attachment" || nameOf(node) !== undefined;
  return /^text\/(?:plain|html)$/.test(node.type) && !isFile ? { key, maxLength: MOST_BYTES } : undefined;
}

function contentOf(node: MessageStructureObject, read: ReadonlyMap<string, Buffer>, depth: number): Buffer[] {
  if (!isMultipart(node)) return [read.get(node.part ?? "1") ?? Buffer.alloc(0)];
  if (depth >= DEEPEST) return [];
  const edge = boundaryOf(node);
  const inner = (node.childNodes ?? []).flatMap((child) => [
    Buffer.from(`\r\n--${edge}\r\n${headOf(child)}${BLANK}`),
    ...contentOf(child, read, depth + 1),
  ]);
  return [...inner, Buffer.from(`\r\n--${edge}--\r\n`)];
}

function headOf(node: MessageStructureObject): string {
  const name = nameOf(node);
  const file = name === undefined ? "" : `; filename*=utf-8''${encodeURIComponent(name)}`;
  const said = ["attachment", "inline"].find((each) => each === node.disposition) ?? (name === undefined ? undefined : "attachment");
  return [
    `Content-Type: ${typeOf(node)}`,
    ...(isMultipart(node) ? [] : [`Content-Transfer-Encoding: ${/^[\w-]{1,30}$/.exec(node.encoding ?? "")?.[0] ?? "8bit"}`]),
    ...(said === undefined ? [] : [`Content-Disposition: ${said}${file}`]),
    ...(node.id === undefined ? [] : [`Content-ID: ${oneLine(node.id)}`]),
  ].join("\r\n");
}

function typeOf(node: MessageStructureObject): string {
  const type = /^[\w.+-]{1,80}\/[\w.+-]{1,120}$/.exec(node.type)?.[0] ?? "application/octet-stream";
  if (isMultipart(node)) return `${type}; boundary="${boundaryOf(node)}"`;
  const kept = ["charset", "format", "delsp", "method"].flatMap((key) => {
    const value = /^[\w.:+-]{1,60}$/.exec(node.parameters?.[key] ?? "")?.[0];
    return value === undefined ? [] : [`; ${key}="${value}"`];
  });
  return `${type}${kept.join("")}`;
}

/** As the letter itself says it, since its head does. */
function boundaryOf({ parameters, part = "" }: MessageStructureObject): string {
  return /^[^\r\n"\\]{1,200}$/.exec(parameters?.["boundary"] ?? "")?.[0] ?? `part-${part}`;
}

function nameOf({ dispositionParameters, parameters }: MessageStructureObject): string | undefined {
  const name = dispositionParameters?.["filename"] ?? parameters?.["name"];
  return name === undefined || name === "" ? undefined : oneLine(name).toWellFormed();
}

function isMultipart({ type }: MessageStructureObject): boolean {
  return type.startsWith("multipart/");
}

function oneLine(text: string): string {
  return text.slice(0, LONGEST_NAME).replaceAll(/[\r\n\0]+/g, " ");
}
