import type { OAuth2Client } from "google-auth-library";
import type { GoogleConnection } from "../../core/connection.ts";
import { createGoogleAuth } from "../../lib/google-client.ts";
import { listOf } from "../../lib/text.ts";
import { awaitConsent } from "../consent.ts";
import { refused } from "../failure.ts";
import type { Given, SignInContext } from "../service.ts";
import { asking } from "./failure.ts";
import { SCOPE_WORDS, scopesToAskFor } from "./scopes.ts";
import { readTokens, type Tokens } from "./tokens.ts";

/** Asks in the browser for what the automations need and nothing more; asks once more where a box was left empty by mistake. */
export async function signInToGoogle(connection: GoogleConnection, context: SignInContext): Promise<Given> {
  const auth = await createGoogleAuth(connection, context);
  const wanted = scopesToAskFor(context.uses);
  for (;;) {
    const tokens = await obtain(auth, wanted, context);
    const left = wanted.filter((scope) => !tokens.scopes.includes(scope));
    if (left.length === 0) return toGiven(tokens);
    context.person.say(`You left out what automations need: ${listOf(left.map((scope) => SCOPE_WORDS[scope] ?? scope))}.`);
    if (!(await context.person.confirm("Choose again?", true))) return toGiven(tokens);
  }
}

async function obtain(auth: OAuth2Client, wanted: readonly string[], { person, signal, now }: SignInContext): Promise<Tokens> {
  const { S256 } = (await import("google-auth-library")).CodeChallengeMethod;
  const { codeVerifier, codeChallenge = "" } = await auth.generateCodeVerifierAsync();
  const { code, redirect } = await awaitConsent(
    {
      title: "Google",
      addressOf: ({ redirect: back, state }) =>
        auth.generateAuthUrl({
          ...{ access_type: "offline", prompt: "consent", include_granted_scopes: false, scope: [...wanted] },
          ...{ redirect_uri: back, state, code_challenge: codeChallenge, code_challenge_method: S256 },
        }),
    },
    { person, signal },
  );
  const { res } = await asking(auth.getToken({ code, codeVerifier, redirect_uri: redirect }));
  return readTokens(res?.data, now);
}

function toGiven({ refreshToken, endsAt }: Tokens): Given {
  if (refreshToken === undefined) {
    throw refused(
      "expected Google to hand out a sign-in that lasts, got one for an hour",
      "Take Chief's access away at https://myaccount.google.com/connections, and sign in again.",
    );
  }
  return { refreshToken, ...(endsAt !== undefined && { signedInUntil: endsAt }) };
}
