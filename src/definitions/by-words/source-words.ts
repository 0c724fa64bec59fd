/** What a sentence calls a source, and how a body mentions it. */
interface SourceWords {
  id: string;
  title: string;
  words: RegExp;
}

const SOURCES: readonly SourceWords[] = [
  {
    id: "google-calendar",
    title: "Google Calendar",
    words: /\b(?:calendars?|meetings?|agendas?|appointments?|invitations?|events in my calendar)\b/i,
  },
  { id: "gmail", title: "Gmail", words: /\b(?:gmail|e-?mails?|mails?|inbox|mailbox|letters?)\b/i },
  { id: "slack", title: "Slack", words: /\bslack\b|\bchannels?\b/i },
  {
    id: "github",
    title: "GitHub",
    words: /\bgit\s?hub\b|\bpull requests?\b|\bPRs?\b|\breviews\b|\bcode review\b|\bissues?\b|\bdeployments?\b|\brollouts?\b/i,
  },
  { id: "git", title: "Git", words: /\bgit\b(?!\s?hub)|\bcommits?\b|\brepositor(?:y|ies)\b|\brepos?\b|\bbranch(?:es)?\b/i },
  { id: "files", title: "Files", words: /\bfiles?\b|\btasks?\b|\bto-?dos?\b|\bto-do list\b|\bnotes?\b/i },
  { id: "notion", title: "Notion", words: /\bnotion\b/i },
  { id: "google-drive", title: "Google Drive", words: /\b(?:google )?drive\b|\b(?:google )?docs\b|\bdocuments?\b/i },
  { id: "junit", title: "Tests", words: /\bjunit\b|\btest (?:results?|reports?)\b/i },
];
/** What "my day" is made of, and no more. */
const DAY: readonly string[] = ["google-calendar", "gmail", "files"];
const MY_DAY = /\b(?:my|the) (?:day|week|morning)\b|\bwhat(?:'s| is) (?:on|ahead|up)\b|\b(?:needs?|wants?) me\b/i;

/** Ids of the sources that a sentence names, in a fixed order. */
export function sourcesIn(sentence: string): string[] {
  const named = SOURCES.filter(({ words }) => words.test(sentence)).map(({ id }) => id);
  return named.length > 0 || !MY_DAY.test(sentence) ? named : [...DAY];
}

/** How a body mentions a source. */
export function mentionOf(id: string): string {
  return `@${SOURCES.find((source) => source.id === id)?.title ?? id}`;
}

/** For whoever named none. */
export const SOURCE_NAMES: readonly string[] = SOURCES.map(({ title }) => title);
