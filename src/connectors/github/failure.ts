import { z } from "zod";

/** A part that could not be read, in plain words. */
export interface Failure {
  what: string;
  error: string;
  hint?: string;
}

/** The errors of GitHub's own client, as far as they say why something was refused. */
const refusalSchema = z.looseObject({
  status: z.number(),
  response: z
    .looseObject({
      headers: z.record(z.string(), z.unknown()).catch({}),
      data: z.looseObject({ message: z.string().catch("") }).catch({ message: "" }),
    })
    .optional(),
});

/** As in `pull_requests=read; contents=read` (https://docs.github.com/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens). */
const PERMISSIONS = /^[a-z_]+=[a-z]+(?:[,;]\s*[a-z_]+=[a-z]+)*$/;
const TOKENS = "https://github.com/settings/personal-access-tokens";

const NOT_SHOWN: Omit<Failure, "what"> = {
  error: "GitHub knows no such thing, or does not show it to the token",
  hint: `Check the name in the automation, and give the token that repository at ${TOKENS}.`,
};
const SINGLE_SIGN_ON: Omit<Failure, "what"> = {
  error: "the organisation asks for single sign-on",
  hint: `Authorise the token for the organisation at ${TOKENS}.`,
};
const BLOCKED: Omit<Failure, "what"> = { error: "GitHub has blocked it for legal reasons", hint: "Take it out of the automation." };

/** What a part is told as that GitHub's own client was refused. */
export function refusedPart(what: string, error: unknown): Failure {
  const { status = 0, response } = refusalSchema.safeParse(error).data ?? {};
  const { headers = {}, data } = response ?? {};
  if (headers["x-github-sso"] !== undefined) return { what, ...SINGLE_SIGN_ON };
  if (status === 404) return { what, ...NOT_SHOWN };
  if (status === 451) return { what, ...BLOCKED };
  if (status === 403) return lacksPermission(what, headers["x-accepted-github-permissions"] ?? data?.message);
  return { what, error: `GitHub refuses it with status ${status}`, hint: "Look at https://www.githubstatus.com, and check the token." };
}

/** What a part is told as that an answer of the GraphQL API leaves out (https://docs.github.com/graphql). */
export function leftOutPart(what: string, type: string | undefined, needed?: string): Failure {
  if (type === "NOT_FOUND") return { what, ...NOT_SHOWN };
  if (type === "FORBIDDEN") return lacksPermission(what, needed);
  return { what, error: "GitHub could not put it together", hint: "It is read again at the next run." };
}

/** What a part is told as of which GitHub's answer makes no sense. */
export function oddPart(what: string): Failure {
  return { what, error: "GitHub's answer could not be understood", hint: "It is read again at the next run; check for a newer Chief." };
}

function lacksPermission(what: string, told: unknown): Failure {
  const needed = typeof told === "string" && PERMISSIONS.test(told) ? ` ${told}` : "";
  return { what, error: `the token lacks the permission${needed}`, hint: `Give the token that permission, to read only, at ${TOKENS}.` };
}
