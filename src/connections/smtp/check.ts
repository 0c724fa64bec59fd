import type { SmtpConnection } from "../../core/connection.ts";
import { smtpSettings } from "../../lib/smtp.ts";
import type { Account, CheckContext } from "../service.ts";
import { toFailure } from "./failure.ts";

const ENCRYPTION = { tls: "encrypted (TLS)", starttls: "encrypted (STARTTLS)", none: "not encrypted, on this machine" } as const;

/** Greets the server and signs in, and sends nothing. */
export async function checkSmtp(connection: SmtpConnection, context: CheckContext): Promise<Account> {
  const { host, port, security, from, user } = connection;
  const { createTransport } = await import("nodemailer");
  const transport = createTransport(smtpSettings(connection, context.readSecret));
  try {
    await untilAborted(transport.verify(), context.signal);
  } catch (error) {
    throw toFailure(connection, error);
  } finally {
    transport.close();
  }
  const name = `${user ?? "nobody in particular"} at ${host}:${port}, ${ENCRYPTION[security]}`;
  return { name, remarks: [`Mail comes from ${from}.`] };
}

/** The client can't be stopped; its own timeouts end it soon after. */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
    work.then(resolve, reject);
  });
}
