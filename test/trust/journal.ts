import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { Socket } from "node:net";

/** One HTTP request as it left this process, byte by byte. */
export interface SentRequest {
  port: number;
  method: string;
  /** With its query. */
  path: string;
  /** All of it, head and body. */
  raw: string;
  body: string;
}

/** One mail as it was handed over. */
export interface SentMail {
  port: number;
  /** Those of the envelope. */
  recipients: string[];
  raw: string;
}

/** All that has left since it was last taken. */
export interface Journal {
  requests: SentRequest[];
  mails: SentMail[];
  /** Where connections were opened to that are not of this machine. */
  strangers: string[];
}

/** Records what this process sends, below every client library: at the sockets themselves. */
export interface Recorder {
  take(): Journal;
  stop(): void;
}

interface Line {
  socket: Socket;
  /** What could not be read as a whole yet. */
  pending: string;
  /** Of the mail under way. */
  recipients: string[];
  isData: boolean;
}

/** `mailPort` is where mail is handed over; whatever goes elsewhere is HTTP. */
export function startRecorder(mailPort: number): Recorder {
  let journal = emptyJournal();
  const listen = (message: unknown): void => {
    const socket = message instanceof Object && "socket" in message ? message.socket : undefined;
    if (socket instanceof Socket) record(socket);
  };
  const record = (socket: Socket): void => {
    const line: Line = { socket, pending: "", recipients: [], isData: false };
    const note = (bytes: string): void => {
      line.pending += bytes;
      if (socket.remotePort === mailPort) readMail(line, journal);
      else readRequests(line, journal);
    };
    socket.on("lookup", (_error, address, _family, host) => {
      if (!address.startsWith("127.") && address !== "::1") journal.strangers.push(host);
    });
    listenIn(socket, note);
  };
  subscribe("net.client.socket", listen);
  return {
    take() {
      const taken = journal;
      journal = emptyJournal();
      return taken;
    },
    stop: () => void unsubscribe("net.client.socket", listen),
  };
}

function emptyJournal(): Journal {
  return { requests: [], mails: [], strangers: [] };
}

/** Below `write` and `end`, where every byte comes by once; before there is a connection it is called once more later. */
function listenIn(socket: Socket, note: (bytes: string) => void): void {
  for (const name of ["_write", "_writev"] as const) {
    const below: unknown = Reflect.get(socket, name);
    if (typeof below !== "function") throw new TypeError(`expected a socket to have ${name}, got none`);
    const pass = (...args: unknown[]): unknown => {
      const bytes = textOf(args[0], args[1]);
      if (socket.connecting) socket.once("connect", () => note(bytes));
      else note(bytes);
      return Reflect.apply(below, socket, args);
    };
    Object.defineProperty(socket, name, { value: pass, configurable: true });
  }
}

function textOf(chunk: unknown, encoding: unknown): string {
  if (Array.isArray(chunk)) {
    const parts: unknown[] = chunk;
    return parts.map((part) => (part instanceof Object && "chunk" in part ? textOf(part.chunk, "utf8") : "")).join("");
  }
  if (typeof chunk === "string") return encoding === "latin1" ? Buffer.from(chunk, "latin1").toString() : chunk;
  return chunk instanceof Uint8Array ? Buffer.from(chunk).toString() : "";
}

function readRequests(line: Line, journal: Journal): void {
  for (;;) {
    const end = line.pending.indexOf("\r\n\r\n");
    const [, method = "", path = ""] = /^([A-Z]+) (\S+) HTTP\/1\.1\r\n/.exec(line.pending) ?? [];
    if (end < 0 || method === "") return;
    const head = line.pending.slice(0, end);
    const rest = Buffer.from(line.pending.slice(end + 4));
    const length = bodyLength(head, rest);
    if (length === undefined || rest.length < length) return;
    const body = rest.subarray(0, length).toString();
    journal.requests.push({ port: line.socket.remotePort ?? 0, method, path, raw: `${head}\r\n\r\n${body}`, body });
    line.pending = rest.subarray(length).toString();
  }
}

function bodyLength(head: string, rest: Buffer): number | undefined {
  if (/^transfer-encoding: *chunked/im.test(head)) {
    const end = rest.indexOf("0\r\n\r\n");
    return end < 0 ? undefined : end + 5;
  }
  return Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
}

/** Commands up to DATA, then the mail up to its dot. */
function readMail(line: Line, journal: Journal): void {
  for (;;) {
    const end = line.isData ? /(?:^|\r\n)\.\r\n/.exec(line.pending) : /\r\n/.exec(line.pending);
    if (end === null) return;
    const text = line.pending.slice(0, end.index);
    line.pending = line.pending.slice(end.index + end[0].length);
    if (line.isData) {
      journal.mails.push({ port: line.socket.remotePort ?? 0, recipients: line.recipients, raw: text.replaceAll(/^\.(?=\.)/gm, "") });
      line.recipients = [];
      line.isData = false;
      continue;
    }
    const recipient = /^RCPT TO:<([^>]*)>/i.exec(text)?.[1];
    if (recipient !== undefined) line.recipients.push(recipient);
    line.isData = /^DATA$/i.test(text);
  }
}
