import type { TestContext } from "node:test";
import type { SMTPServerOptions } from "smtp-server";
import type { SmtpConnection } from "../../../src/core/connection.ts";
import type { Person } from "../../../src/core/person.ts";
import { createAddresses } from "../../../src/config/addresses.ts";
import { createEmail } from "../../../src/deliveries/email/index.ts";
import { sampleBriefing } from "../../render/sample.ts";
import { createFakeClock } from "../../support/clock.ts";
import { startMailServer, type MailServer, type MailServerPlan } from "../../support/mail-server.ts";
import { sendingOf, type Receiver } from "../contract.ts";

/** What no error may hold, nor any part of it that a server was sent. */
export const SECRETS = { PASSWORD: "correct horse battery", CLIENT: "client-secret-of-ours", REFRESH: "refresh-token-of-ours" };

/** As the configuration refers to a secret. */
export function secret(name: keyof typeof SECRETS): string {
  return `\${env:${name}}`;
}

/** Everybody that mail goes to in these tests. */
export const PEOPLE: readonly Person[] = [
  personOf("me", "Sam Field", "sam@example.com", "sam@example.org"),
  personOf("ana", 'Ána "Boss" Núñez', "ana@example.net"),
  personOf("lee", "Lee"),
];

function personOf(key: string, name: string, ...emails: string[]): Person {
  return { key, name, emails, aliases: [], absences: [], vip: false };
}

/** A receiver over one connection, called office. */
export function receiverBy(
  connection: SmtpConnection,
  server?: MailServer,
  to: readonly string[] = ["me"],
  clock = createFakeClock(),
): Receiver {
  const addresses = createAddresses(
    () => ({ root: "", dataDirectory: "", webhooks: {}, pings: {}, connections: { office: connection } }),
    SECRETS,
  );
  const delivery = createEmail({ ...addresses, clock, people: () => ({ all: PEOPLE }) });
  return { delivery, root: "/", options: { to }, received: async () => (server?.received ?? []).map(({ raw }) => raw) };
}

/** A mail server for one test, and a receiver that reaches it. */
export async function serverFor(
  test: Pick<TestContext, "after">,
  plan: Partial<MailServerPlan> = {},
  changes: { server?: SMTPServerOptions; connection?: Partial<SmtpConnection>; to?: readonly string[] } = {},
): Promise<{ server: MailServer; receiver: Receiver }> {
  const server = await startMailServer(plan, changes.server);
  test.after(() => server.close());
  return { server, receiver: receiverBy(server.connection(changes.connection), server, changes.to) };
}

export function send(receiver: Receiver, changes: Parameters<typeof sendingOf>[2] = {}): Promise<{ receipt: string }> {
  return receiver.delivery.send(sendingOf(receiver, sampleBriefing(), changes));
}
