/** Somebody, as the roster's names and unknown ones are read. */
const WHO = String.raw`(@\d+|[a-z][a-z'-]+)`;
const THING = String.raw`(?:it|this one|that one|this|that|these|those|them|the task|the ticket|the item|(?:the )?§\d+)`;
const NOW = String.raw`(?:(?:now|already|actually|just|currently|kindly|since|instead|also) )*`;

/** Who has it now, as the first group; a word that is on no roster counts where it was typed as a name. */
export const handing: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:handed|passed|gave|given|reassigned|transferred|moved|assigned|delegated|switched|went|belongs|goes|going|passing|handing|giving|moving|transferring|reassigning|delegating|assigning|swapped) (?:(?:${THING}|off|over|on|now|along|the|back|up|one|with|baton|torch|reins|ownership|lead|work|job|lot|whole|rest) )*to ${WHO}`,
  ),
  new RegExp(
    String.raw`(?:^|\W)${WHO} ${NOW}(?:has|have) ${NOW}(?:been )?${NOW}(?:run|owned|handled|led|driven|managed|covered|acting on|working on|looking after|running|handling|covering|doing|on|leading|driving|owning|in charge of) ${THING}`,
  ),
  new RegExp(
    String.raw`(?:^|\W)${WHO} (?:is|are) ${NOW}(?!review|check|block|hold|test|approv|wait|read|sign|ask|look|us|want|expect|miss|edit|proof|help|sitt|doubt|delay|send|finish)[a-z]+ing (?:out )?(?:${THING})(?! to\b)`,
  ),
  new RegExp(
    String.raw`\b${THING} (?:now )?(?:belongs?|fell|falls|is assigned|got assigned|was assigned|was given|was handed|was passed|has been (?:assigned|given|handed|passed)) (?:now |over )?to ${WHO}`,
  ),
  new RegExp(String.raw`\b(?:swapped|traded)(?: (?:${THING}))? with ${WHO}`),
  new RegExp(
    String.raw`(?:^|\W)${WHO} ${NOW}(?:has|have) ${NOW}(?:got )?${THING}(?: now)?(?! (?:too|as well|also|in|on|reviewed|approved|blocked|in review|done|ready|for review|on hold|working|finished))`,
  ),
  new RegExp(
    String.raw`(?:^|\W)${WHO} ${NOW}(?:has )?${NOW}(?:took|taken|taking|takes|is taking|picked|picking|is picking|inherited|got) ${NOW}(?:(?:${THING}|over|on|up)\b ?)+`,
  ),
  new RegExp(
    String.raw`(?:^|\W)${WHO} (?:is|are|will be|was) ${NOW}(?:the one )?(?:doing|handling|on|owning|driving|running|leading|covering|taking care of|looking after|responsible for|in charge of|the owner of|working on|dri for) (?:the )?${THING}`,
  ),
  new RegExp(String.raw`(?:^|\W)${WHO} (?:is|are) ${NOW}(?:the (?:new )?(?:owner|dri|one)|in charge|responsible|on point)\b`),
  new RegExp(String.raw`(?:^|\W)${WHO} ${NOW}(?:owns|handles|does|drives|leads|runs|manages|takes) (?:the )?${THING}`),
  new RegExp(
    String.raw`(?:^|\W)${WHO} will ${NOW}(?:do|take|handle|own|cover|drive|finish|run) (?:the )?${THING}(?: over| on)?(?=\W*$|\W+(?:now|instead|from))`,
  ),
  new RegExp(
    String.raw`\b(?:${THING} )?(?:is|are) ${NOW}${WHO}'s(?: (?:now|task|job|one|thing|ticket|item|baby|plate|problem|since .*))*(?=\W*$)`,
  ),
  new RegExp(
    String.raw`^\W*(?:that is |this is |it is |now )*(?:now )?${WHO}'s(?: (?:now|task|job|one|thing|ticket|item|baby|plate|problem|since .*))*\W*$`,
  ),
  new RegExp(String.raw`^\W*(?:it is |that is |this is |now )*(@\d+) now\W*$`),
  new RegExp(String.raw`^(?:and |the )*(?:§\d+|first|second|third|fourth|fifth|other)(?: one)? to (@\d+)$`),
  new RegExp(String.raw`^\W*(?:the )?§\d+ is (?:now with (?=@\d+\W*$)|with (?=@\d+ now\W*$))(@\d+)`),
];

/** That somebody else is to be asked, however it is put. */
export const asking = new RegExp(
  String.raw`^\W*(?:you should |best to |better |please |go |i would |just |sorry |not sure )*(?:ask|ping|dm|message|contact|reach out to|talk to|check with|speak to|speak with|try|(?:you )?want|(?:you are )?looking for|this is for|that is one for|one for|that is a question for|question for|over to) ${WHO}(?: (?:please|instead|about (?:it|this|that|§\d+|this one|that one)|for (?:it|this|that|§\d+)|on (?:it|this|that)|now|thanks|that is|not me))*\W*$`,
);

/** That it is the writer's no more, or never was. */
export const notMine =
  /\bnot one of mine\b|^(?:it is |that is |this is )*(?:somebody|someone) else's\b|\bnever (?:was )?on (?:this|that|it)\b|\bno longer (?:on|in|with) my (?:plate|list|desk|queue|team|court|hands)\b|\bnot on (?:this|that|the) (?:project|team|thing|workstream)(?: anymore| any more| any longer)?\b|\b(?:i|we) no longer (?:do|own|run|lead)\b|\b(?:i|we) (?:am|are) off (?:it|this|that|§\d+)\b|\bnot (?:working )?on (?:this|that|it|§\d+) (?:anymore|any more|any longer|now)\b|\bnot (?:actually |really |even )?(?:mine\b(?! to (?:say|tell|decide|judge|give|share))|me\b|my (?:task|item|thing|job|ticket|area|responsibility|work|project|one|department)|on me\b|for me\b|with me\b|the owner|assigned to me|owned by me|responsible)\b|\bno longer (?:mine|with me|me\b|my \w+|the owner|assigned to me|own (?:it|this|that))\b|\bwrong (?:person|guy|team)\b|\bsomeone else(?:'s)?\b|\bi (?:do not|no longer) (?:own|have|handle) (?:it|this|that|these|§\d+)\b|\bnever (?:was )?mine\b|\bnever (?:even )?(?:got|was|been) assigned\b|\b(?:left|moved off|off|no longer (?:on|in|part of)|not part of) (?:that|this|the) (?:team|project)\b|\boff my plate\b|\bnot on my (?:list|plate|desk|board)\b|\b(?:do not|no longer|not) (?:work|working) on (?:it|this|that|these|(?:the )?§\d+)\b|\b(?:someone|somebody) (?:from|in|on) (?:the )?\w+ (?:has|took|picked)\b/;

/** What is no name, wherever it stands in one's place. */
export const NO_NAME =
  /^(?:i|we|you|it|this|that|these|those|they|he|she|who|what|which|one|someone|somebody|nobody|no|not|everyone|everybody|everything|all|both|each|me|us|him|her|them|again|around|people|the|and|but|so|then|now|also|team|legal|design|infra|security|finance|marketing|sales|ops|devops|qa|hr|support|client|customer|vendor|agency|procurement|engineering|product|management|it's|there|here|still|yes|ok|already|code|build|ci|pr|rest|other|others|monday|tuesday|wednesday|thursday|friday|today|tomorrow|later|is|was|are|will|which|lunch|chatgpt|google|boss|manager|lead|else|just|only|actually|has|my|our|your|his|their|to|on|for|with|by|of|in|at|done|blocked|waiting|if|when|let|can|could|should|how|why|a|an|sorry|hi|hey|hello|update|status)$/;

/** Given to somebody to look at, who does not have it now. */
export const TO_LOOK_AT =
  /\b(?:for|to) (?:\w+ )?(?:reviews?|approv\w*|sign\w*|qa|feedback|look|input|check\w*|proof\w*|comments?|edits?|test\w*|read\w*|final|confirm\w*|merge|a second|sanity)\b/;

/** Before it is so. */
export const NOT_YET =
  /\b(?:might|may|could|should|would|can|will be|to be|want|wants|going to|plan|planning|maybe|perhaps|not|never|if|once|trying|need|asked|about to|hoping|until|before)\b/;
