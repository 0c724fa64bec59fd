import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import type { ImapConnection } from "../../src/core/connection.ts";

/** A letter as it lies in a folder. */
export interface StoredLetter {
  uid: number;
  raw: string;
  flags: Set<string>;
  acceptedAt: Date;
  modseq: number;
}

export interface StoredFolder {
  flags: string;
  validity: number;
  next: number;
  modseq: number;
  letters: StoredLetter[];
}

/** What goes wrong: a command, by its first words, is answered with `NO` and this text, cut off, or never answered. */
export interface ImapFault {
  command: string;
  does: { no: string } | "drop" | "hang" | "cut";
  /** From which call of it on; the first when absent. */
  from?: number;
}

/** A mail server of as many words as a fetch needs, whose answers can be made to fail. For all else there is Dovecot. */
export interface ImapServer {
  port: number;
  connection: ImapConnection;
  folders: Map<string, StoredFolder>;
  /** All commands that came in, without their tags. */
  commands: string[];
  faults: ImapFault[];
  /** Answers every greeting when there. */
  greeting: string | undefined;
  capabilities: string[];
  deliver(raw: string, place?: { folder?: string; at?: string; flags?: readonly string[] }): StoredLetter;
  change(folder: string, uid: number, flags: readonly string[]): void;
  remove(folder: string, uid: number): void;
  close(): Promise<void>;
}

export const IMAP_PASSWORD = "canary-password";
const CAPABILITIES = ["IMAP4rev1", "ENABLE", "CONDSTORE", "IDLE", "SPECIAL-USE"];

export async function startImapServer(): Promise<ImapServer> {
  const callers = new Set<Caller>();
  const server = createServer((socket) => {
    const caller: Caller = { socket };
    callers.add(caller);
    socket.on("close", () => callers.delete(caller));
    // A client that breaks off is no fault of the server's.
    socket.on("error", () => {});
    serve(world, caller);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const folderOf = (path: string): StoredFolder => {
    const folder = world.folders.get(path);
    if (!folder) throw new RangeError(`expected a folder, got ${path}`);
    return folder;
  };
  const world: ImapServer = {
    port,
    connection: { kind: "imap", host: "127.0.0.1", port, security: "none", user: "sam@home.example", password: "PASSWORD" },
    folders: new Map([
      ["INBOX", emptyFolder("")],
      ["Gesendet", emptyFolder(String.raw`\Sent`)],
    ]),
    commands: [],
    faults: [],
    greeting: undefined,
    capabilities: [...CAPABILITIES],
    deliver(raw, { folder: path = "INBOX", at = "2026-11-18T09:05:00.000Z", flags = [] } = {}) {
      const folder = folderOf(path);
      folder.modseq += 1;
      const letter = { uid: folder.next, raw, flags: new Set(flags), acceptedAt: new Date(at), modseq: folder.modseq };
      folder.letters.push(letter);
      folder.next += 1;
      for (const { socket, selected } of callers) if (selected === folder) socket.write(`* ${folder.letters.length} EXISTS\r\n`);
      return letter;
    },
    change(path, uid, flags) {
      const folder = folderOf(path);
      folder.modseq += 1;
      const letter = folder.letters.find((each) => each.uid === uid);
      if (letter) Object.assign(letter, { flags: new Set(flags), modseq: folder.modseq });
    },
    remove(path, uid) {
      const folder = folderOf(path);
      folder.letters = folder.letters.filter((each) => each.uid !== uid);
    },
    async close() {
      for (const { socket } of callers) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  return world;
}

export function emptyFolder(flags: string): StoredFolder {
  return { flags, validity: 7, next: 1, modseq: 1, letters: [] };
}

/** Whoever is connected, and the folder that they look at. */
interface Caller {
  socket: Socket;
  selected?: StoredFolder | undefined;
}

function serve(world: ImapServer, caller: Caller): void {
  const { socket } = caller;
  socket.write(world.greeting ?? `* OK [CAPABILITY ${world.capabilities.join(" ")}] ready\r\n`);
  if (world.greeting?.startsWith("* BYE") === true) return void socket.end();
  let buffered = "";
  let idling = "";
  socket.on("data", (bytes) => {
    buffered += bytes.toString("latin1");
    for (let end = buffered.indexOf("\r\n"); end !== -1; end = buffered.indexOf("\r\n")) {
      const [, tag = "", command = ""] = /^(\S+) ?(.*)$/.exec(buffered.slice(0, end)) ?? [];
      buffered = buffered.slice(end + 2);
      // Whoever waits for news says by a word of its own that it waits no longer.
      if (command === "IDLE") {
        idling = tag;
        socket.write("+ idling\r\n");
        continue;
      }
      if (tag === "DONE") {
        socket.write(`${idling} OK done\r\n`);
        continue;
      }
      const path = /^EXAMINE "?([^"]*?)"?(?: \(.*)?$/.exec(command)?.[1];
      if (path !== undefined) caller.selected = world.folders.get(path);
      answer(world, socket, { tag, command, selected: caller.selected });
    }
  });
}

interface Call {
  tag: string;
  command: string;
  selected: StoredFolder | undefined;
}

function answer(world: ImapServer, socket: Socket, { tag, command, selected }: Call): void {
  const count = (prefix: string): number => world.commands.filter((each) => each.startsWith(prefix)).length;
  world.commands.push(command);
  const fault = world.faults.find((each) => command.startsWith(each.command) && count(each.command) >= (each.from ?? 1))?.does;
  if (fault === "hang") return;
  if (fault === "drop") return void socket.destroy();
  if (typeof fault === "object") return void socket.write(`${tag} NO ${fault.no}\r\n`);
  const lines = linesFor(world, command, selected);
  if (fault === "cut") return void socket.end(lines.join("").slice(0, 40), "latin1");
  if (lines.length > 0 || !isRefused(command, selected)) socket.write(`${lines.join("")}${tag} OK done\r\n`, "latin1");
  else socket.write(`${tag} NO there is no such thing\r\n`);
}

function isRefused(command: string, selected: StoredFolder | undefined): boolean {
  return command.startsWith("LOGIN") ? !command.includes(IMAP_PASSWORD) : command.startsWith("EXAMINE") && selected === undefined;
}

function linesFor(world: ImapServer, command: string, selected: StoredFolder | undefined): string[] {
  if (command.startsWith("CAPABILITY")) return [`* CAPABILITY ${world.capabilities.join(" ")}\r\n`];
  if (command.startsWith("ENABLE")) return ["* ENABLED CONDSTORE\r\n"];
  if (/^LIST "" ""$/.test(command)) return ['* LIST (\\Noselect) "/" ""\r\n'];
  if (command.startsWith("LIST")) return [...world.folders].map(([path, { flags }]) => `* LIST (${flags}) "/" "${path}"\r\n`);
  if (command.startsWith("LOGOUT")) return ["* BYE\r\n"];
  if (selected === undefined) return [];
  if (command.startsWith("EXAMINE")) return stateLines(world, selected);
  if (command.startsWith("UID SEARCH")) return [`* SEARCH ${uidsFound(selected, command).join(" ")}\r\n`];
  if (command.startsWith("UID FETCH")) return fetchLines(selected, command);
  return [];
}

function stateLines({ capabilities }: ImapServer, { letters, validity, next, modseq }: StoredFolder): string[] {
  const counts = capabilities.includes("CONDSTORE") ? [`* OK [HIGHESTMODSEQ ${modseq}]\r\n`] : ["* OK [NOMODSEQ]\r\n"];
  return [String.raw`* FLAGS (\Seen)`, `* ${letters.length} EXISTS`, `* OK [UIDVALIDITY ${validity}]`, `* OK [UIDNEXT ${next}]`]
    .map((line) => `${line}\r\n`)
    .concat(counts);
}

function uidsFound({ letters }: StoredFolder, command: string): number[] {
  const since = /SINCE "?(\d+-\w+-\d+)/.exec(command)?.[1];
  const isMeant = inSet(/^UID SEARCH UID (\S+)/.exec(command)?.[1] ?? "1:*");
  const sinceMs = since === undefined ? -Infinity : Date.parse(`${since} UTC`);
  return letters.filter(({ acceptedAt, uid }) => acceptedAt.getTime() >= sinceMs && isMeant(uid)).map(({ uid }) => uid);
}

function fetchLines({ letters }: StoredFolder, command: string): string[] {
  const isMeant = inSet(/^UID FETCH (\S+)/.exec(command)?.[1] ?? "");
  const since = Number(/CHANGEDSINCE (\d+)/.exec(command)?.[1] ?? -1);
  return letters.flatMap((letter, index) => (isMeant(letter.uid) && letter.modseq > since ? [fetchLine(letter, index + 1, command)] : []));
}

function inSet(set: string): (uid: number) => boolean {
  const ranges = set.split(",").map((range) => range.split(":").map((each) => (each === "*" ? Infinity : Number(each))));
  return (uid) => ranges.some(([from = 0, to = from]) => uid >= from && uid <= to);
}

function fetchLine({ uid, raw, flags, acceptedAt, modseq }: StoredLetter, seq: number, command: string): string {
  const literal = (name: string, text: string): string => `${name} {${Buffer.byteLength(text, "latin1")}}\r\n${text}`;
  const wanted = /HEADER\.FIELDS \(([^)]*)\)/.exec(command)?.[1]?.toLowerCase().split(" ");
  const head = raw.slice(0, raw.indexOf("\r\n\r\n")).split(/\r\n(?!\s)/);
  const lines = head.filter((line) => wanted?.includes(line.slice(0, line.indexOf(":")).toLowerCase()));
  const [, day = "", rest = ""] = /^\w+, (\d+ \w+ \d+) (.*) GMT$/.exec(acceptedAt.toUTCString()) ?? [];
  const parts = [
    `UID ${uid} MODSEQ (${modseq})`,
    ...(/\bFLAGS\b/.test(command) ? [`FLAGS (${[...flags].join(" ")})`] : []),
    ...(command.includes("INTERNALDATE") ? [`INTERNALDATE "${day.replaceAll(" ", "-")} ${rest} +0000"`] : []),
    ...(command.includes("RFC822.SIZE") ? [`RFC822.SIZE ${raw.length}`] : []),
    ...(wanted ? [literal(`BODY[HEADER.FIELDS (${wanted.join(" ").toUpperCase()})]`, [...lines, "", ""].join("\r\n"))] : []),
    ...(command.includes("BODY.PEEK[]") ? [literal("BODY[]<0>", raw)] : []),
  ];
  return `* ${seq} FETCH (${parts.join(" ")})\r\n`;
}
