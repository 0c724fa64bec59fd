import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** The server's end of a web socket (RFC 6455), as far as short texts need it. */
export interface ServerSocket {
  send(text: string): void;
  onText(listener: (text: string) => void): void;
  close(): void;
}

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const TEXT = 0x1;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0xa;
const SHORT = 126;
const LARGEST_SHORT = 65_535;

/** Takes up a web socket that was asked for: to be called for the `upgrade` event of a server. */
export function acceptWebSocket({ headers }: IncomingMessage, stream: Duplex): ServerSocket {
  const accept = createHash("sha1").update(`${headers["sec-websocket-key"]}${GUID}`).digest("base64");
  const lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade", `Sec-WebSocket-Accept: ${accept}`];
  stream.write(`${lines.join("\r\n")}\r\n\r\n`);
  const listeners = new Set<(text: string) => void>();
  let rest = Buffer.alloc(0);
  stream.on("error", () => stream.destroy());
  stream.on("data", (data: Buffer) => {
    rest = Buffer.concat([rest, data]);
    for (let frame = readFrame(rest); frame; frame = readFrame(rest)) {
      rest = rest.subarray(frame.length);
      const { kind, payload } = frame;
      if (kind === TEXT) listeners.forEach((listener) => listener(payload.toString("utf8")));
      if (kind === PING) stream.write(frameOf(PONG, payload));
      if (kind === CLOSE) stream.end(frameOf(CLOSE, payload));
    }
  });
  return {
    send: (text) => void stream.write(frameOf(TEXT, Buffer.from(text))),
    onText: (listener) => void listeners.add(listener),
    close: () => stream.destroy(),
  };
}

/** The first whole frame, unmasked; undefined where more is to come. */
function readFrame(data: Buffer): { kind: number; payload: Buffer; length: number } | undefined {
  if (data.length < 2) return undefined;
  const size = data.readUInt8(1) & 0x7f;
  const at = size < SHORT ? 2 : 4;
  if (size > SHORT) throw new RangeError("expected a short frame of a web socket, got a long one");
  if (data.length < at) return undefined;
  const bytes = size < SHORT ? size : data.readUInt16BE(2);
  const isMasked = (data.readUInt8(1) & 0x80) !== 0;
  const start = at + (isMasked ? 4 : 0);
  if (data.length < start + bytes) return undefined;
  const payload = Buffer.from(data.subarray(start, start + bytes));
  if (isMasked) payload.forEach((byte, index) => (payload[index] = byte ^ data.readUInt8(at + (index % 4))));
  return { kind: data.readUInt8(0) & 0x0f, payload, length: start + bytes };
}

/** One frame of a server, which masks nothing. */
function frameOf(kind: number, payload: Buffer): Buffer {
  if (payload.length > LARGEST_SHORT) throw new RangeError(`expected at most ${LARGEST_SHORT} bytes, got ${payload.length}`);
  const head = payload.length < SHORT ? Buffer.from([0x80 | kind, payload.length]) : Buffer.from([0x80 | kind, SHORT, 0, 0]);
  if (payload.length >= SHORT) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}
