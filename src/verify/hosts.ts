/** Ends of names of hosts; what ends otherwise is a host where no cited item has it. */
const ENDINGS =
  "com|org|net|io|dev|app|ai|co|eu|uk|de|ru|cn|su|ua|by|fr|nl|es|pl|cz|se|ch|br|jp|kr|au|tv|cc|gg|xyz|info|biz|top|site|online|shop|store|link|click|club|live|page|cloud|tech|win|bid|zip|mov|support|bank|tk|ml|cf|gq|pw|ws|ly";
const ENDING = new RegExp(`\\.(?:${ENDINGS})$`, "i");
/** What looks like a host and is a file. */
const FILE = /\.(?:js|ts|tsx|json|yaml|yml|csv|txt|pdf|docx?|xlsx?|pptx?|png|jpe?g|html|css|sql|log|toml|xml|ics)$/i;
const TOKEN = /[\p{L}\p{N}][\p{L}\p{N}.@_+-]*/gu;
const HOST = /^(?=.*\p{L})[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,24}$/u;
/** Hosts that are written so that they do not look like one. */
const SPOKEN = new RegExp(
  `\\bhxxps?\\b|[\\p{L}\\p{N}]\\s?[([{]?\\s?\\bdot\\b\\s?[)\\]}]?\\s?(?:${ENDINGS})\\b|[\\p{L}\\p{N}]\\s?[([{]\\.[)\\]}]\\s?\\p{L}{2}`,
  "giu",
);

/** Hosts and mail addresses in free words that the cited items do not have, and hosts that are known as such or written in disguise. `said` is in small letters. */
export function looseHosts(words: string, said: string): string[] {
  const tokens = (words.match(TOKEN) ?? []).map((token) => token.replace(/[.@_+-]+$/, ""));
  const isLoose = (token: string): boolean => {
    if (token.includes("@")) return /@.*\./.test(token) && !said.includes(token.toLowerCase());
    return HOST.test(token) && (ENDING.test(token) || !(FILE.test(token) || said.includes(token.toLowerCase())));
  };
  return [...tokens.filter(isLoose), ...(words.match(SPOKEN) ?? [])];
}
