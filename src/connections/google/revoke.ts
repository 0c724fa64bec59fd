import type { GoogleConnection } from "../../core/connection.ts";
import { createGoogleAuth } from "../../lib/google-client.ts";
import type { CheckContext } from "../service.ts";
import { asking } from "./failure.ts";

/**
 * Has Google take back what the person has granted to the client (https://developers.google.com/identity/protocols/oauth2/native-app#tokenrevoke).
 * The token goes into the body: addresses end up in logs.
 */
export async function revokeGoogle(connection: GoogleConnection, context: CheckContext): Promise<void> {
  const auth = await createGoogleAuth(connection, context);
  const data = new URLSearchParams({ token: context.readSecret(connection.refreshToken) });
  await asking(auth.transporter.request({ url: connection.oauth.revokeUrl, method: "POST", data }));
}
