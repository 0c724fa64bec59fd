import { z } from "zod";
import { unreachable } from "../failure.ts";

/** What Google answers with when it hands out tokens: https://developers.google.com/identity/protocols/oauth2/native-app#exchange-authorization-code */
const tokensSchema = z.looseObject({
  access_token: z.string(),
  refresh_token: z.string().optional(),
  scope: z.string().default(""),
  /** Seconds; only told where the sign-in does not last. */
  refresh_token_expires_in: z.number().optional(),
});

/** What a sign-in has given. */
export interface Tokens {
  refreshToken?: string;
  /** What was granted, by name. */
  scopes: string[];
  /** UTC instant; absent where it lasts. */
  endsAt?: string;
}

/** Throws TransientError `connection-unreachable` for what is no such answer, as of a network that asks for a sign-in of its own. */
export function readTokens(answer: unknown, now: number): Tokens {
  const { data } = tokensSchema.safeParse(answer);
  if (!data) throw unreachable("expected Google to hand out tokens, got something else", "Check what stands between here and Google.");
  const { refresh_token: refreshToken, refresh_token_expires_in: seconds, scope } = data;
  return {
    ...(refreshToken !== undefined && { refreshToken }),
    scopes: scope.split(" ").filter((each) => each !== ""),
    ...(seconds !== undefined && { endsAt: new Date(now + seconds * 1_000).toISOString() }),
  };
}
