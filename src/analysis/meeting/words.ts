/** Words that say nothing of what a sentence is about. */
const COMMON: ReadonlySet<string> = new Set(
  `a about actually after again all also am an and any anybody anyone anything are as ask at away back be because been before but by can care could did do does doing done
  else even everybody everyone everything first for from get gets getting give go goes going good got had has have having he her here him his how i if in instead into is it its just
  keep later let like make maybe me more much my need needs next no not now of off ok okay on once one or our out over own please put really right said say she should so some somebody someone
  something still sure take takes taking than that the their them then there they thing things this to today tomorrow tonight too try until up us use very want was we week well were what when where
  which who why will with would yes yet you your monday tuesday wednesday thursday friday saturday sunday morning afternoon evening noon lunch end month day i'll i'm i've i'd we'll we're we've let's
  you'll you're don't can't won't it's that's isn't both each suggest propose proposal recommend settled nothing nobody sorry decided decide agreed agree decision approved final`.split(
    /\s+/,
  ),
);
const SHORTEST = 3;
/** Enough of a word to know it again in another form. */
const STEM = 5;

/** What a text is about: its telling words, so short that forms of one word are the same. */
export function topicOf(text: string): Set<string> {
  const words =
    text
      .toLowerCase()
      .replaceAll(/[’‘]/g, "'")
      .match(/[\p{L}\p{N}][\p{L}\p{N}'-]*/gu) ?? [];
  return new Set(
    words
      .filter((word) => (word.length >= SHORTEST || /\d/.test(word)) && !COMMON.has(word))
      .map((word) => word.replace(/'s$/, "").slice(0, STEM)),
  );
}

/** How alike two topics are, from 0 to 1: the cosine between them, and nothing where they name other numbers. */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  const [numbers, others] = [numbersIn(a), numbersIn(b)];
  const isAnother = numbers.length > 0 && others.length > 0 && !numbers.some((each) => b.has(each));
  return shared === 0 || isAnother ? 0 : shared / Math.sqrt(a.size * b.size);
}

function numbersIn(topic: ReadonlySet<string>): string[] {
  return [...topic].filter((word) => /\d/.test(word));
}

/** What stands before a sentence's own words, in small letters. */
const LEAD =
  /^(?:\s+|(?:okay|ok|so|right|all right|alright|well|and|but|or|then|yeah|yes|yep|yup|sure(?: thing)?|great|good(?: point)?|perfect|cool|fine|thanks|thank you|um+|uh+|h+m+|oh|ah|actually|also|now|anyway|first|next|finally|absolutely|of course|noted|sounds good|no problem|brilliant|wonderful|deal|understood|got it|exactly|true|agreed|correct|wait|hang on|sorry|please note|fair enough|as for me|from my side|on our side|on my side|today|in that case|one more thing|by the way)(?:\s*[,.!;:–—-]+\s*|\s+(?!\p{L}+\s*$)|$))+/u;

/** How many characters a sentence's lead-in takes. */
export function leadOf(words: string): number {
  return LEAD.exec(words)?.[0].length ?? 0;
}

const SMALL: ReadonlySet<string> = new Set(
  `a about again all also am an and any are as at be been but by can come could did do does don't down for from get go goes going good got great had has have he her here him his how i i'll i'm if in into is it
  it's its just know let's like make may me might must my need no not of off ok okay on one ones or our out put really right say see she should so some take than that that's the their them then there these they thing things
  think this those to too up us very want was we we'll we're well were what when where which who why will with would yeah yes you your fine`.split(
    /\s+/,
  ),
);

/** What a sentence is about, days and numbers as well: its words without their endings. */
export function tellingOf(words: string): Set<string> {
  const all = words.match(/[\p{L}\p{N}][\p{L}\p{N}'-]*/gu) ?? [];
  const telling = all.filter((word) => !SMALL.has(word) && (word.length >= SHORTEST || /\d/.test(word)));
  return new Set(
    telling.map((word) =>
      word
        .replace(/'s$/, "")
        .replace(/(?:ing|ed|es|s|e)$/, "")
        .slice(0, STEM + 1),
    ),
  );
}
