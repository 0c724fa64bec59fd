const SHOWN_INSTEAD = "(secret)";
const SECRET_WORD = "(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?)";

/** What services give out by forms of their own, and keys; each is a secret as a whole. */
const WHOLE = new RegExp(
  [
    String.raw`-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]{0,20000}(?:-----END [A-Z ]{0,40}-----)?`,
    String.raw`\b(?:gh[oprsu]_\w{20,255}|github_pat_\w{20,255}|glpat-[\w-]{20,255}|xox[a-z]-[\w-]{10,255}|xapp-[\w-]{10,255})`,
    String.raw`\b(?:npm_\w{30,255}|pypi-[\w-]{30,255}|dckr_pat_[\w-]{20,255}|hf_\w{30,255}|AIza[\w-]{35}|[sr]k[-_][\w-]{20,255})`,
    String.raw`\b(?:AKIA|ASIA)[A-Z0-9]{16}\b`,
    String.raw`\beyJ[\w-]{8,4000}\.[\w-]{4,4000}\.[\w-]{0,4000}`,
  ].join("|"),
  "g",
);

/** What follows on words that say that a secret follows: headers, variables of the environment, parts of settings, addresses with a password. */
const FOLLOWING: readonly RegExp[] = [
  /(\b(?:proxy-)?authorization["']?[ \t]{0,3}[:=][ \t]{0,3}["']?(?:(?:basic|bearer|digest|token)[ \t]{1,3})?)[^\s"',;]{4,4000}/gi,
  /(\b(?:bearer|basic)[ \t]{1,3})[\w.~+/=-]{16,4000}/gi,
  /(\b(?:set-)?cookie["']?[ \t]{0,3}[:=][ \t]{0,3}["']?)[^\n"']{4,4000}/gi,
  new RegExp(String.raw`(\b[A-Z0-9_]{0,60}${SECRET_WORD}[A-Z0-9_]{0,60}=["']?)[^\s"',;]{6,4000}`, "g"),
  new RegExp(String.raw`(\b[\w-]{0,60}${SECRET_WORD}["']?[ \t]{0,3}[:=][ \t]{0,3}["'])[^\s"']{6,4000}`, "gi"),
  /(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{0,200}:)[^\s/@]{1,400}(?=@)/gi,
];

/**
 * The text with `(secret)` in place of what looks like one by its form or by what stands before it, whoever it belongs to. Logs show more than
 * was meant to be shown.
 */
export function withoutSecretForms(text: string): string {
  return withoutFollowing(text.replace(WHOLE, SHOWN_INSTEAD));
}

/** The same for lines, each of which stays in its place, also where one secret takes several. */
export function linesWithoutSecretForms(lines: readonly string[]): string[] {
  const text = lines.join("\n").replace(WHOLE, (secret) => `${SHOWN_INSTEAD}${secret.replaceAll(/[^\n]/g, "")}`);
  return withoutFollowing(text).split("\n");
}

function withoutFollowing(text: string): string {
  return FOLLOWING.reduce((left, form) => left.replace(form, `$1${SHOWN_INSTEAD}`), text);
}
