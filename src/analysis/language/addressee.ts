const NAME = "[\\p{Lu}][\\p{L}'’-]{1,20}(?: [\\p{Lu}][\\p{L}'’-]{1,20})?";
const TO_SOMEBODY = new RegExp(
  `^((?:${NAME}|@[\\p{L}.-]+)(?:(?:, | and | & |/)(?:${NAME}|@[\\p{L}.-]+)){0,3})(?:,|:| [-–—])\\s+(?=\\S)`,
  "u",
);
const BEFORE_MODAL = new RegExp(`^(${NAME}) (?=(?:can|could|would|will|did|do|have|are) you\\b)`, "u");
const AT_SOMEBODY = /^@([\p{L}.-]+)\s/u;
const AT_END = new RegExp(`,\\s+(${NAME})\\s*[?.!]*$`, "u");
const GREETING =
  /^(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening|day)|morning|afternoon|hallo|liebe[rs]?|sehr geehrte[rs]?|guten (?:morgen|tag)|bonjour|cher|chère|salut|hola|estimad[oa]|buenos días)\b(?: (?:mr|mrs|ms|dr|herr|frau|again)\b\.?)*[ ,]*/i;
const GREETED = new RegExp(`^${NAME}(?:(?:,? and |, | & )${NAME}){0,4}(?=\\s*(?:[,!.:;–—-]|$))`, "u");
/** Words that begin a sentence with a capital and a comma and are nobody's name. */
const NOBODY =
  /^(?:also|please|thanks|thank|sorry|however|yes|no|ok|okay|so|well|first|firstly|second|secondly|third|finally|today|tomorrow|yesterday|unfortunately|otherwise|meanwhile|then|and|but|or|if|as|in|on|at|for|from|to|with|after|before|once|when|while|since|until|by|this|that|these|those|here|there|now|again|also|additionally|moreover|besides|regarding|re|fyi|btw|ps|note|notes|reminder|update|urgent|important|action|question|quick|one|two|three|next|last|just|great|good|perfect|sure|right|alright|anyway|anyhow|instead|still|hence|thus|therefore|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|q1|q2|q3|q4|hi|hello|hey|dear|team|all|everyone|everybody|folks|guys|both|you|we|i|it|he|she|they|my|our|maybe|perhaps|pls|wait|looking|attached|only|your|the|a|an|legal|finance|marketing|sales|support|engineering|decision|decisions|deadline|due|status|next steps|todo|to|asap|kindly|could|can|would|will|what|when|where|why|who|how|which|is|are|do|does|did|have|has|any|let|send|confirm|check|review|\p{L}+ly|\p{L}+ing)$/iu;
const EVERYBODY =
  /^(?:all|team|everyone|everybody|folks|guys|both|there|colleagues|sir|madam|sirs|customer|friends?|ladies|gentlemen|you|again|y'all|zusammen|tous|todos|equipo|alle)\b/i;
/** Short forms that share no beginning with the name. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  bob: "robert",
  rob: "robert",
  bill: "william",
  will: "william",
  ted: "edward",
  ned: "edward",
  dick: "richard",
  peggy: "margaret",
  tony: "anthony",
  liz: "elizabeth",
  beth: "elizabeth",
  betty: "elizabeth",
  sasha: "alexander",
  hank: "henry",
  jack: "john",
  chuck: "charles",
};

/** Who a sentence speaks to, as far as it says: its reader, another person, or nobody in particular. */
export type Addressee = "reader" | "another" | "unsaid";

/** The person that a greeting such as "Hi Ana," names. */
export function greeted(sentence: string, readerNames: readonly string[]): Addressee {
  const greeting = GREETING.exec(sentence)?.[0];
  if (greeting === undefined) return "unsaid";
  const rest = sentence.slice(greeting.length);
  const names = GREETED.exec(rest)?.[0];
  return names === undefined || EVERYBODY.test(rest) ? "unsaid" : whose(names, readerNames);
}

/** The person that a sentence calls by name, at its beginning or at its end. */
export function addressed(sentence: string, readerNames: readonly string[]): Addressee {
  const names = (TO_SOMEBODY.exec(sentence) ?? AT_SOMEBODY.exec(sentence) ?? BEFORE_MODAL.exec(sentence) ?? AT_END.exec(sentence))?.[1];
  if (names === undefined || NOBODY.test(names.replace(/^@/, "").split(/[ ,]/)[0] ?? "")) return "unsaid";
  return whose(names, readerNames);
}

/** The sentence without the greeting and the name that it begins with. */
export function withoutAddress(sentence: string): string {
  const greeting = GREETING.exec(sentence)?.[0] ?? "";
  const rest = sentence.slice(greeting.length);
  const name =
    greeting === ""
      ? undefined
      : /^(?:(?:all|team|everyone|folks|guys|both|there)|[\p{Lu}][\p{L}'’-]*(?:(?: and | & |, | )[\p{Lu}][\p{L}'’-]*){0,3})\s*[,!:–—-]\s*/u.exec(
          rest,
        )?.[0];
  const vocative = TO_SOMEBODY.exec(sentence) ?? AT_SOMEBODY.exec(sentence);
  if (greeting !== "") return rest.slice(name?.length ?? 0);
  return vocative && !NOBODY.test((vocative[1] ?? "").split(/[ ,]/)[0] ?? "") ? sentence.slice(vocative[0].length) : sentence;
}

function whose(names: string, readerNames: readonly string[]): Addressee {
  if (readerNames.length === 0) return "unsaid";
  const own = new Set(readerNames.flatMap((name) => name.toLowerCase().split(/\s+/)));
  const called = names
    .toLowerCase()
    .replaceAll("@", "")
    .split(/,? and |[,\s&/]+/);
  return called.some((name) => own.has(name) || isShortForm(name, own)) ? "reader" : "another";
}

function isShortForm(name: string, own: ReadonlySet<string>): boolean {
  const long = Object.hasOwn(SHORT_FORMS, name) ? SHORT_FORMS[name] : undefined;
  if (long !== undefined && own.has(long)) return true;
  return [...own].some((each) => name.length >= 3 && each.length >= 3 && each.slice(0, 3) === name.slice(0, 3));
}
