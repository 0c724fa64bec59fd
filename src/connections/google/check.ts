import { z } from "zod";
import type { GoogleConnection } from "../../core/connection.ts";
import { openGoogle, type GoogleAccess } from "../../lib/google-client.ts";
import type { Account, CheckContext } from "../service.ts";
import { apisFor, type Api } from "./apis.ts";
import { asking } from "./failure.ts";
import { readTokens } from "./tokens.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
/** https://developers.google.com/identity/protocols/oauth2#expiration */
const TESTING_MS = 7 * DAY_MS;

const TESTING =
  "Google ends this sign-in within 7 days, as it does while the project's consent screen is in Testing: press Publish app at https://console.cloud.google.com/auth/audience, and sign in again.";

/** Fetches a token, which tells what was granted, and asks each API that this leads to whose account it is: one call each. */
export async function checkGoogle(connection: GoogleConnection, context: CheckContext): Promise<Account> {
  const access = await openGoogle(connection, context);
  const { res } = await asking(access.auth.getAccessToken());
  const { scopes, endsAt = connection.signedInUntil } = readTokens(res?.data, context.now);
  const names: string[] = [];
  for (const api of apisFor(scopes)) names.push(...(await askProfile(api, access)));
  return {
    name: names[0] ?? "an account that tells nothing of itself",
    scopes: scopes.toSorted(),
    ...(endsAt !== undefined && { expiresAt: endsAt }),
    remarks: endsAt !== undefined && Date.parse(endsAt) - context.now <= TESTING_MS ? [TESTING] : [],
  };
}

async function askProfile(api: Api, { auth, rootUrl }: GoogleAccess): Promise<string[]> {
  const { data } = await asking(auth.request<unknown>({ url: `${rootUrl ?? api.root}${api.profile}`, retry: false }), api);
  const found = api.address.reduce<unknown>((value, key) => record.safeParse(value).data?.[key], data);
  return typeof found === "string" && found !== "" ? [found] : [];
}

const record = z.record(z.string(), z.unknown());
