/** Words that say nothing of what a task or a sentence is about, in the form that `stemOf` leaves. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(
  (
    "the and for with from into our your his her its their this that these those you they will would can could shall may might have has had " +
    "are was were been being not but all any some more most also just soon over back before after until about out off let per via then than " +
    "there here what when where which who how get got give gave make made take took put see look done need want know think try ask tell told " +
    "say send sent share finish write draft prepare update reply answer review check please thank hello regard best dear task due deadline " +
    "day week month today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday morning afternoon evening noon latest end"
  )
    .split(" ")
    .map(stemOf),
);
/** Words that many a task and many a letter has: alone they do not say which. */
const COMMON_WORDS: ReadonlySet<string> = new Set(
  (
    "report document doc file page list number email mail letter form deck slide version copy plan project meeting call item thing note question " +
    "issue ticket work job stuff data info information detail figure result status summary feedback comment change fix link attachment presentation " +
    "customer client team office agenda minutes draft table sheet spreadsheet message text proposal request schedule meet talk news material content"
  )
    .split(" ")
    .map(stemOf),
);
/** One word in common is chance: two say that two texts are about the same. */
export const FEWEST_WORDS = 2;
const SHORTEST = 3;
const WORD = /\p{L}[\p{L}\p{N}]*/gu;

/** What a text is about: its words without endings, without those that any text may have. */
export type TopicReader = (text: string) => ReadonlySet<string>;

/** A reader of topics that looks at each word once, however many letters hold it. */
export function createTopicReader(): TopicReader {
  const stems = new Map<string, string>();
  const toStem = (word: string): string => {
    const known = stems.get(word);
    if (known !== undefined) return known;
    const stem = word.length < SHORTEST || EMPTY_WORDS.has(stemOf(word)) ? "" : stemOf(word);
    stems.set(word, stem);
    return stem;
  };
  return (text) => {
    const topic = new Set((text.toLowerCase().match(WORD) ?? []).map(toStem));
    topic.delete("");
    return topic;
  };
}

/** How many words two topics share, and which share of the first one's that is, from 0 to 1. */
export function overlapOf(topic: ReadonlySet<string>, other: ReadonlySet<string>): { words: number; share: number } {
  let words = 0;
  for (const word of topic) if (other.has(word)) words += 1;
  return { words, share: topic.size === 0 ? 0 : words / topic.size };
}

/** Whether a topic is one word alone, and one that is not in everybody's mouth. */
export function isOneTellingWord(topic: ReadonlySet<string>): boolean {
  return topic.size === 1 && [...topic].every((word) => !COMMON_WORDS.has(word));
}

/** Near enough for "signed" and "sign", "contracts" and "contract". */
function stemOf(word: string): string {
  return word.length > 4 ? word.replace(/(?:ing|ed|es|s|e)$/, "") : word.replace(/(?<!s)s$/, "");
}
