import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import assert from "node:assert/strict";
import { ImapFlow } from "imapflow";
import { createTransport } from "nodemailer";
import type { ImapConnection } from "../../src/core/connection.ts";
import { openWorld, type MailboxWorld } from "../connectors/imap/world.ts";
import type { Dovecot } from "./dovecot.ts";

const LOOK_MS = 20;
const PATIENCE_MS = 20_000;
const HOUR_MS = 3_600_000;

/** A way to a server on which calls are counted, and which can be cut. */
export interface Wire {
  port: number;
  /** Commands that went over it. */
  commands: string[];
  cut(): void;
  close(): Promise<void>;
}

export async function startWire(to: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  const commands: string[] = [];
  const server = createServer((near) => {
    const far = connect(to, "127.0.0.1");
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => (sockets.delete(one), other.destroy()));
    }
    near.on("data", (bytes: Buffer) => {
      commands.push(...(bytes.toString("latin1").match(/^\w+ [^\r\n]+/gm) ?? []));
      far.write(bytes);
    });
    far.pipe(near);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  const close = async (): Promise<void> => {
    cut();
    server.close();
    await once(server, "close");
  };
  return { port: (server.address() as AddressInfo).port, commands, cut, close };
}

/** The connection of a user of Dovecot's. */
export function connectionTo(port: number, user: string): ImapConnection {
  return { kind: "imap", host: "127.0.0.1", port, security: "none", user, password: "PASSWORD" };
}

/** A connector that reads a user's mail of today. */
export function readerOf({ password }: Dovecot, connection: ImapConnection): Promise<MailboxWorld> {
  const window = { from: new Date(Date.now() - 100 * HOUR_MS).toISOString(), to: new Date(Date.now() + HOUR_MS).toISOString() };
  return openWorld(() => connection, password, window);
}

/** Does something as the user's own mail program would. */
export async function asOwner<Result>(dovecot: Dovecot, user: string, work: (client: ImapFlow) => Promise<Result>): Promise<Result> {
  const auth = { user, pass: dovecot.password };
  const client = new ImapFlow({ host: "127.0.0.1", port: dovecot.imapPort, secure: false, doSTARTTLS: false, auth, logger: false });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.logout();
  }
}

/** Puts a letter into the inbox, as the server that takes mail in does. */
export async function hand({ lmtpPort }: Dovecot, user: string, raw: string): Promise<void> {
  const transport = createTransport({ host: "127.0.0.1", port: lmtpPort, lmtp: true, ignoreTLS: true });
  await transport.sendMail({ envelope: { from: "dana@acme.example", to: [user] }, raw });
}

/** Puts many letters into the inbox at once (https://www.rfc-editor.org/rfc/rfc7888 and rfc3502). */
export async function fill({ imapPort, password }: Dovecot, user: string, letters: readonly string[]): Promise<void> {
  const socket = connect(imapPort, "127.0.0.1");
  let said = "";
  socket.on("data", (bytes: Buffer) => (said = `${said}${bytes.toString("latin1")}`.slice(-4_000)));
  socket.write(`a LOGIN ${user} ${password}\r\n`);
  const literals = letters.map((raw) => ` {${Buffer.byteLength(raw)}+}\r\n${raw}`);
  socket.write(`b APPEND INBOX${literals.join("")}\r\n`);
  socket.write("c LOGOUT\r\n");
  await until(() => said.includes("c OK"));
  socket.destroy();
}

/** What each letter of a folder is marked with, apart from being new. */
export function flagsIn(dovecot: Dovecot, user: string, folder = "INBOX"): Promise<string[][]> {
  return asOwner(dovecot, user, async (client) => {
    await client.mailboxOpen(folder, { readOnly: true });
    const found = await client.fetchAll("1:*", { flags: true });
    return found.map(({ flags }) => [...(flags ?? [])].filter((flag) => flag !== String.raw`\Recent`));
  });
}

export async function until(isSo: () => boolean): Promise<void> {
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
    if (isSo()) return;
    await wait(LOOK_MS);
  }
  assert.fail("expected something to come about in time");
}
