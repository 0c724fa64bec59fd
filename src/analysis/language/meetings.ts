const DAY =
  "(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|tomorrow|today|tonight|noon|\\d{1,2}(?::\\d\\d)?\\s?(?:am|pm)?";
const MEETING =
  "(?:call|meeting|chat|sync|catch-?up|session|demo|lunch|dinner|coffee|workshop|1:1|one-on-one|interview|review|kick-?off|appointment|visit|stand-?up|walkthrough|hearing|viewing|presentation)";
const PROPOSALS: readonly RegExp[] = [
  /\blet'?s (?:all |both |please |just |maybe |then )*(?:meet|talk|chat|sync|catch ?up|speak|connect|do|grab|jump|hop|have|schedule|set up|book|say|plan|aim|go (?:for|with)|touch base|regroup|huddle|discuss)\b/,
  /\bsee you (?:all |both |then |there |again )*(?:at|on|tomorrow|today|tonight|this|next|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri)\b|\d)/,
  /\b(?:can|could|shall|should|may|might) (?:we|i|you|you and i)(?: all| both| please| maybe| perhaps| possibly| also)* (?:meet|talk|chat|sync|speak|connect|catch ?up|call you|have a (?:quick |short |brief )?(?:call|chat|meeting|word)|do|grab|jump on|hop on|schedule|set up|book|join|come|attend|make it|make)\b/,
  new RegExp(
    `\\b(?:does|do|would|will|could|is) (?:[\\w'.:-]+ ){0,4}?(?<!\\b(?:by|before|until|till) )(?:${DAY})\\b[^?]{0,50}\\b(?:work|suit|ok|okay|good|fine|possible|convenient|be good|fit)\\b(?! (?:with|on)\\b)`,
  ),
  new RegExp(`\\b(?:how|what) about (?:[\\w'.-]+ ){0,4}?(?:${DAY})\\b`),
  new RegExp(
    `(?<!\\b(?:what|if|whether|which|not) )\\b(?:works?(?! (?:on|with (?!me\\b|us\\b|my\\b|our\\b)))|suits?|is (?:good|fine|perfect|great|ok|okay)|(?:is )?confirmed|sounds (?:good|great|perfect)|it is)\\b(?: (?:well|great|fine|perfectly|best))?(?: (?:for|with) (?:me|us))?\\b`,
  ),
  /\b(?:are you|would you be|are you guys|will you be|if you(?:'re| are)) (?:all |both |still )?(?:free|available|around|up for|open)\b/,
  /\b(?:schedule|set up|book|arrange|have|hold|propose|suggest|do|plan) (?:a |an |our |the |that |another )?(?:\w+ ){0,2}(?:call|meeting|chat|sync|catch-?up|session|demo|lunch|coffee|workshop|1:1|one-on-one|interview|review|kick-?off)\b/,
  /\b(?:i'll|i will|we'll|we will|we can|i can) (?:be there|call you|meet|join|see you|ring you|dial in|come by)\b/,
  /\b(?:meet|talk|speak|call|chat) (?:you |again |me |us |with you )?(?:at|on|tomorrow|today|this|next|(?:mon|tues|wednes|thurs|fri)day)\b/,
  // "The call with Acme is set for 20 November at 15:00", unless it is somebody else's.
  new RegExp(
    `(?<!\\b(?:his|her|their|\\p{L}+(?:'s|s')) (?:[\\p{L}-]+ )?)\\b${MEETING}\\b(?: (?:with|about|on|regarding|between|at|in)\\b [^.?!,;]{1,60}?)? (?:(?:is|are|stays|remains|has been|have been) (?:now |all |still )?(?:set|scheduled|booked|fixed|planned|confirmed|arranged|moved|rescheduled|pushed|taking place)|takes place|will take place|will be held|is|will be) (?:for|to|on|at)\\b`,
    "u",
  ),
  /\b(?:moved?|reschedule|push|shift) (?:it|this|that|our|the) (?:\w+ ){0,3}(?:to|for)\b/,
];
const NO_MEETING =
  /\b(?:can't|cannot|can not|won't|unable|not able|(?:let's|let us|better|rather|we|i|you) not (?!only)|not (?:be )?(?:meet|talk|speak|call|do|free|available|work|possible)|isn't|doesn't|don't|didn't|cancel\w*|unavailable|out of office|on leave|last (?:week|month)|yesterday|was|were|had|met|discussed)\b/;

/** Whether a sentence in which a time stands proposes or agrees to meet then, or speaks of a meeting that is not to be. As written. */
export function readMeeting(sentence: string): "proposed" | "denied" | "none" {
  const words = sentence.replace(/[’‘`]/g, "'").toLowerCase();
  if (!PROPOSALS.some((cue) => cue.test(words))) return "none";
  return NO_MEETING.test(words) ? "denied" : "proposed";
}
