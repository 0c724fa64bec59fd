import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from "smtp-server";
import type { SmtpConnection } from "../../src/core/connection.ts";

/** The places at which a mail server can say no, or break off. `mail` is after the whole mail came in, before it is stored. */
export const PLACES = ["greeting", "sign-in", "sender", "recipient", "mail"] as const;
export type Place = (typeof PLACES)[number];

/** A mail that came in. */
export interface Received {
  raw: string;
  from: string;
  to: readonly string[];
  /** Whether it came encrypted. */
  secure: boolean;
}

export interface MailServerPlan {
  /** A line such as `550 5.1.1 No such user`, or undefined for yes. */
  answer(place: Place, about: string): string | undefined;
  /** Called before a mail is stored, as soon as it is there whole: what it waits for comes before the answer. */
  beforeStoring(raw: string): Promise<void> | void;
  /** Whether the connection is dropped at a place, after the mail was stored for `after`. */
  drops(place: Place | "after", about: string): boolean;
}

/** A mail server on a local port that keeps what it gets. */
export interface MailServer {
  readonly port: number;
  readonly received: readonly Received[];
  /** Of user, password or token that clients gave, word for word. */
  readonly signedIn: readonly string[];
  /** A connection of Chief's to it. */
  connection(changes?: Partial<SmtpConnection>): SmtpConnection;
  close(): Promise<void>;
}

/** Does what `plan` says, and takes every mail where it says nothing. */
export async function startMailServer(plan: Partial<MailServerPlan> = {}, options: SMTPServerOptions = {}): Promise<MailServer> {
  const received: Received[] = [];
  const signedIn: string[] = [];
  const sockets = new Map<number, Socket>();
  const judge = (place: Place, about: string, { remotePort }: SMTPServerSession): Error | undefined => {
    if (plan.drops?.(place, about)) sockets.get(remotePort)?.destroy();
    const line = plan.answer?.(place, about);
    return line === undefined ? undefined : answerOf(line);
  };
  const server = new SMTPServer({
    ...{ disableReverseLookup: true, hideENHANCEDSTATUSCODES: true, authOptional: true, allowInsecureAuth: true },
    ...{ authMethods: ["PLAIN", "LOGIN", "XOAUTH2"], disabledCommands: options.key === undefined ? ["STARTTLS"] : [] },
    ...options,
    onConnect: (session, done) => done(judge("greeting", session.remoteAddress, session)),
    onAuth({ username = "", password, accessToken }, session, done) {
      signedIn.push(`${username} ${password ?? accessToken}`);
      const refusal = judge("sign-in", username, session);
      if (refusal) done(refusal);
      else done(null, { user: username });
    },
    onMailFrom: ({ address }, session, done) => done(judge("sender", address, session)),
    onRcptTo: ({ address }, session, done) => done(judge("recipient", address, session)),
    onData(stream, session, reply) {
      take().then(reply, reply);
      async function take(): Promise<Error | undefined> {
        const raw = (await buffer(stream)).toString();
        const refusal = stream.sizeExceeded ? answerOf("552 5.3.4 Message too big") : judge("mail", raw, session);
        if (refusal || sockets.get(session.remotePort)?.destroyed) return refusal;
        await plan.beforeStoring?.(raw);
        const { mailFrom, rcptTo } = session.envelope;
        received.push({ raw, from: mailFrom ? mailFrom.address : "", to: rcptTo.map(({ address }) => address), secure: session.secure });
        if (plan.drops?.("after", raw)) sockets.get(session.remotePort)?.destroy();
        return undefined;
      }
    },
  });
  // A client that goes away in the midst of its mail is nothing to fall over.
  server.on("error", () => {});
  server.server.on("connection", (socket: Socket) => {
    const { remotePort = 0 } = socket;
    sockets.set(remotePort, socket);
    socket.once("close", () => void sockets.delete(remotePort));
  });
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const port = portOf(listening.address());
  return {
    ...{ port, received, signedIn },
    connection: (changes) => ({
      ...{ kind: "smtp", host: "127.0.0.1", port, security: "none", from: "Chief <chief@example.com>" },
      ...changes,
    }),
    async close() {
      for (const socket of sockets.values()) socket.destroy();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
}

function answerOf(line: string): Error {
  return Object.assign(new Error(line.slice(4)), { responseCode: Number(line.slice(0, 3)) });
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("expected the mail server to listen on a port, got none");
  return address.port;
}
