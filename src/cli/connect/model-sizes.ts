/** Models that answer no questions: https://platform.openai.com/docs/models lists such beside the others, and local servers do as well. */
const OTHER_KINDS = /embed|rerank|whisper|tts|transcribe|dall-e|image|moderation/i;
/** How many billions of parameters a name says there are, such as `8b`, or `8x7b` for several models in one. */
const BILLIONS = /(?<![\d.])(?:(\d+)x)?(\d+(?:\.\d+)?)b(?![a-z\d])/i;
/** Words for the smaller models of a family, the smallest first. */
const SMALL_WORDS = [/\bnano\b/i, /\b(?:tiny|luna|mini|small)\b/i];

/** Of the models that a service lists, the one that is likely meant for each size; undefined where there is none. */
export function guessSizes(ids: readonly string[]): { small: string; large: string } | undefined {
  const talking = ids.filter((id) => !OTHER_KINDS.test(id));
  const [first = ids[0]] = talking;
  if (first === undefined) return undefined;
  const counted = talking.filter((id) => billionsIn(id) !== undefined).toSorted((a, b) => (billionsIn(a) ?? 0) - (billionsIn(b) ?? 0));
  if (counted[0] !== undefined) return { small: counted[0], large: counted.at(-1) ?? counted[0] };
  const small = SMALL_WORDS.flatMap((word) => talking.find((id) => word.test(id)) ?? [])[0] ?? first;
  return { small, large: talking.find((id) => !SMALL_WORDS.some((word) => word.test(id))) ?? first };
}

function billionsIn(id: string): number | undefined {
  const [, times = "1", each] = BILLIONS.exec(id) ?? [];
  return each === undefined ? undefined : Number(times) * Number(each);
}
