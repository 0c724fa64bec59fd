import { IT } from "./finishing.ts";

/** A pattern for any of these ways to put something, as whole words. */
export function anyOf(...ways: readonly string[]): RegExp {
  return new RegExp(String.raw`\b(?:${ways.join("|")})(?![\p{L}\p{N}])`, "gu");
}

const A_BIT = "(?:(?:_+|both|still|now|just|all|a bit|a little|slightly|somewhat|really|very|pretty|quite|rather|way|well|so|too) )*";
const MANY = String.raw`(?:\d{1,2}|an?|one|two|three|four|five|a few|few|some|a couple(?: of)?|couple(?: of)?|half a|several)`;
const SPAN = `(?:hours?|days?|weeks?|sprints?)`;

/** How work goes that goes well. */
export const WELL = [
  `(?:going|goes|tracking|progressing|coming (?:along|together|on)|moving (?:along|forward|ahead|on)|shaping up|proceeding|advancing|running|ticking along|humming along) ${A_BIT}(?:well|nicely|fine|good|great|smoothly|ok|okay|as planned|to plan|according to plan|as expected|steadily|solidly|strong)`,
  "(?:on|to|according to|as per|per|within|inside) (?:the |our |my )?(?:track|target|schedule|course|plan|time|pace|timeline|timescale|budget)(?! (?:to|for) (?:miss|fail|slip|be late))",
  "(?:no|nothing) (?:to (?:flag|worry about|report back)|red flags?|surprises)",
  "all systems go",
  "(?:no bad|only good|nothing but good) news",
  "(?:due )?dates? (?:is |are |still |looks? |seems? )*(?:fine|ok|okay|good|safe|realistic|doable)",
  "(?:plan|date|schedule|timeline|deadline|eta|target|_) (?:still )?(?:holds|stands|stays|is unchanged|remains)",
  "(?:sitting|sit) pretty",
  "(?:is|are|looks|still|_) safe(?! to)",
  "(?:calm|tranquil|peachy keen|hunky dory|dandy)$",
  "do not (?:foresee|expect|see|anticipate) any (?:difficult\\w+|problems?|issues?|trouble|delays?|risks?|surprises)",
  "(?:full )?steam ahead",
  "on (?:the )?right track",
  "(?:good|set|fine|ok|clear) to go for(?= )",
  "in (?:a )?good (?:place|shape|state|spot|nick)",
  "(?:looking|looks|feeling|feel|feels) (?:good|fine|ok|okay|great|solid|healthy|comfortable|confident|positive|promising|strong)",
  "(?:confident|comfortable)(?: (?:about|with|of|in|we|i|it)\\b.*)?$",
];

/** What moves without saying how well. */
export const UNDER_WAY = [
  "(?<=§\\d{1,2} (?:is|are) (?:still |now |currently )*)running(?! (?:late|behind|out|over|_))",
  "(?:cracking|plugging|pressing|pushing|carrying|motoring|plodding|trucking|soldiering|ploughing|plowing|powering|chugging|grinding|hacking) (?:on|along|away|ahead|through)",
  "(?:^|(?<=^(?:§\\d{1,2} )?(?:currently |still |now |just |busy |am |is |are |actively |already )*))(?:working|coding|writing|heads down) (?:on|away|through|with)",
  "(?:in the )?(?:midst|thick) of",
  "(?:in the )?middle of (?:it|this|that|writing|doing|testing|the §\\d+|§\\d+)",
  "(?:making|made|some|good|decent|great|solid|nice|real) (?:good |some |decent |great |solid )?(?:progress|headway|strides)",
  "(?:home|final|last|closing) (?:straight|stretch|lap|leg|mile|stages?|steps?|bits?|furlong|phase|pass|lines?|metres|meters)",
  "(?:tail|tail-) ?end",
  "(?:pr|mr|branch|patch|draft|first draft|cl|diff)(?: is| are)? (?:already |now |just )?(?:up|open|opened|out|raised|ready|posted|in)(?! prod| main| master)",
  "(?:opened|raised|put up|posted|filed) (?:a|the|my|an) (?:draft )?(?:pr|mr|pull request|merge request|patch)",
  "mid-?way(?: through)?",
  "(?:part|half|two thirds|three quarters|most of the) ?way (?:through|there|done|down)",
  "(?:bulk|most|majority|lion's share|hard part|hard bit|heavy lifting|main part|core) (?:of (?:it|this|that|the work|§\\d+) )?(?:is |are |has been )?(?:all )?(?:done|finished|there|written|in|complete|behind (?:me|us))",
  "back on (?:it|this|§\\d+)",
  "(?:^|(?<=^(?:i am |am |we are |still |already )*))on it(?= now| rn| right now| atm| today|$)",
];

/** What somebody is doing, where it is no word of waiting, of plans or of trouble: "compiling the findings". */
export const BUSY =
  /(?<=^(?:(?:i|we|am|are|is|it|this|still|now|just|currently|busy|already|[§¶]\d{1,2}|@\d{1,2}) )*)(?!(?:meet|train|wait|hop|think|go|try|plann|expect|aim|look|gett|be|hav|noth|someth|anyth|everyth|morn|even|slipp|miss|struggl|runn|start|begin|beginn|block|pend|ask|hand|pass|leav|mov|push|cancel|cancell|dropp|com|chas|need|fall|stopp|consider|wonder|feel|kidd|jok|check|bring|str|spr|s|k|th|r|br|dur|regard|accord|includ|exclud|barr|target|shoot|delay|postpon|los|fail|stay|skipp|kill|scrapp|park|paus|hold|sitt|travel|travell|liv|tak|mean|say|tell|see|hear|guess|bett|worry|cutt|drift|slid|dragg|touch|depend|rely|hang|lean)ing\b)(?!working (?:from|remotely|late|abroad|with))[a-z]{2,}ing\b(?= (?!(?:is|are|was|were|will|has|have|needs?|looks?|still|starts?|got|went|on _|_)\b|on (?:@|legal|the vendor)|for @|to\b|until|till)| *$)/g;

/** Small things that finish it, which nobody else has to do. */
const LAST_TOUCH =
  "(?:proof-?read(?:ing)?|polish(?:ing)?|tidy(?:ing)?(?:[- ]up)?|clean-?(?:ing )?up|rebas(?:e|ing)|formatting|screenshots?|tests?|testing|unit tests?|typos?|touch(?:es|ing up)?|touch-?ups?|tweaks?|edits?|pass|read|read-?through|look-?over|sanity check|check|checks|spell-?check|merge|merging|upload(?:ing)?|deploy(?:ing)?|commit|push|coat of paint|bit of polish|finishing touches|changelog|docs|links?|images?|numbers)";

/** What is left of it. */
export const LEFT = [
  "(?:just |only )?(?:one|two|three|a few|some|the|a couple of|a) (?:last |final |remaining |small |minor |little |more |open )*((?:[\\w-]+ ){1,3})to (?:address|fix|write|finish|resolve|merge|add|answer|close|sort out|tidy up|review)(?= *$)",
  "(?:two|three|four|a|one)[ -](?:thirds?|quarters?|fifths?)(?: of (?:it|this|that|the way))?( \\w+)?(?: (?:done|there|through|finished|complete|written|in))?",
  String.raw`[1-4]\/[2-5] (\w+ )?(?:done|there|through|finished|complete|written|in|of the way)`,
  `(?:just|only|all it|still|basically|really|merely) (?:needs?|wants?|missing|lacks?|waiting for)(?: just| only| still)? (?:(?:an?|the|one|some|my|another|more|final|last|quick|bit of|few|couple of|good|little|proper|light|second) )*${LAST_TOUCH}(?=$|[ ,;.](?!by |from |of @|with @))`,
  String.raw`(?:${MANY}|just|only|last|some|the|not (?:much|a lot)|little|small) ((?:[\w'-]+ ){0,3})(?:left|to go|remaining|remain|remains|outstanding|still open)(?! (?:the|us|me|him|her|for @|on @|@\d|with @|by)\b)`,
  String.raw`\d{1,3} ?(?:of|out of) ?(?:the |my |our )?(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve)\b(?! @)((?: [a-z-]+| §\d+){0,3}?)(?= (?:so|and|then|by|for)\b|$)`,
  String.raw`(?:one|two|three|four|five|six|seven|eight|nine|half|most|all but (?:one|two)) (?:of|out of) (?:the |my |our )?(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|them)\b((?: [a-z-]+){0,3}?)(?= (?:so|and|then|by|for)\b|$)`,
];

/** That a day may not hold: "cannot promise Friday". */
export const DOUBTS_A_DAY = [
  "(?:not (?:sure|certain|confident|convinced)|can not (?:promise|guarantee|commit to|hold|keep)|doubt) (?:that |if |whether )?(?:(?:we|i|it|this) )?(?:(?:can|will|could|would|is going to|am going to|are going to) )?(?:(?:make|hold|hit|keep|meet|do|manage|land on|be done by|be ready by|finish by|for|about) )?(?:the )?(?=_|date\\b|deadline\\b|target\\b)",
];

/** How work goes that may be late, or is. */
export const LATE = [
  `(?:falling|fell|fallen|lagging|trailing|running|slipping|slipped|drifting|drifted|sliding|slid|dragging|creeping|getting|gotten|going|gone) ${A_BIT}(?:behind|late|over)(?! the | @)`,
  `(?:(?:is|are|was|be|being|will be|going to be|running|${MANY} ${SPAN}|§\\d{1,2}|bit|little|slightly|somewhat|probably|likely) |(?<=^|^so |^ok |^sorry ))${A_BIT}late(?! (?:in|next|this|tomorrow|today|on _|to|reply|last|afternoon|evening|morning|night|november|december|january|february|march|april|may|june|nov|dec|jan|feb|mar|apr|q\\d|on (?:mon|tues|wednes|thurs|fri)day)\\b)`,
  `(?:lost|losing|lose|burned|burning|wasted|cost(?:s|ing)? (?:us|me|it)|set (?:us|me|it) back|put(?:s|ting)? (?:us|me|it) back) (?:about |roughly |at least )?(?:_+|${MANY} ?(?:more |whole |full |good )?${SPAN})`,
  `(?:lost|losing) (?:some |a lot of |a bit of |much )?time`,
  "(?:going to|gonna|will|might|could|may) be (?:a bit |very |really |pretty |quite |too |a )*(?:close|tight|squeeze|push|stretch|challenge|struggle|tough|rough|hard|nail-?biter)(?: call| one)?",
  "(?:drifting|sliding|creeping|wobbl(?:y|ing|e|es)|teetering|in doubt|out of reach|on thin ice|hanging by a thread|under pressure|under threat|squeaky bum time|a squeeze|a stretch|too ambitious|too optimistic)",
  `(?:pushed|kicked|punted|bumped|moved|rescheduled|deferred|delayed|shifted|postponed|pulled) ${IT}?(?:out |back |on )?(?:to|until|till|by) (?=_|${MANY} ${SPAN}|the week)`,
  `(?:pushing|kicking|punting|bumping|moving|rescheduling|deferring|delaying|shifting|postponing) ${IT}?(?:out |back )?(?:to|until|till) (?=_)`,
  "(?<!\\b(?:no|not) )(?:(?:taking|takes|taken|took|turned out|turning out|proving|proved|going|runs|running) (?:to be )?(?:a (?:bit|lot|little) |much |way |far |slightly |rather )?)?(?:longer|later|slower|bigger|harder|messier|hairier|trickier|gnarlier|more (?:time|work|effort|to it)|more complex|more complicated|more involved) than (?:i |we |it |was |had )*(?:thought|planned|expected|hoped|estimated|assumed|anticipated|scoped|first thought)?",
  "(?:not enough|too little|short (?:on|of)|short-?staffed|out of|running out of) (?:time|people|hands|capacity|runway)",
  "(?:ate|blew|blown|busted|overshot|overran|sailed past|blowing) (?:through |past )?(?:the|my|our) (?:deadline|date|target)",
  "(?:endangered|jeopardi[sz]ed|compromised|in doubt|under threat|on shaky ground|on the line|on the edge|not comfortable)",
  "(?:am|are|is) in (?:late|delay|retard)",
  "(?:taken?|took|have) (?:some |a |a bit of )?(?:retard|delays?)",
  "push(?:es|ed)? (?:us|it|me|this|that) (?:past|beyond|over|out|back)(?= )",
  "under-?estimated(?: (?:it|this|that|§\\d+))?",
  "(?:needs?|wants?|ask(?:ing)? for|request(?:ing)?) (?:an? |more |another )*(?:extension|more time|extra time)",
  "(?:do not|does not|did not|can not) (?:really )?(?:see|think) (?:us|me|it|this|that|§\\d+|i|we) (?:will |can |could |is |are )?(?:mak(?:e|ing)|hit(?:ting)?|meet(?:ing)?|finish(?:ing)?|be(?:ing)? (?:done|ready)|get(?:ting)? there|land(?:ing)?|ship(?:ping)?|done)",
  "(?:sadly|unfortunately) (?:later|delayed|slower)",
  "at best",
  "(?:need|needs|have|has|had|got|going|must|want)(?: to)? (?:move|push|shift|delay|postpone|reschedule|bump|slip)(?: back| out)? (?:the |our |its |this )?(?:date|deadline|launch|target|delivery|release)",
  "not feeling (?:too |very |so |that )?(?:good|great|confident|comfortable|optimistic)(?: about)?",
  `(?:need|needs|have|has|had|got|going|will have|must|want)(?: to)? (?:move|push|shift|delay|postpone|reschedule|bump|slip|defer) ${IT}?(?:out |back )?(?:to|until|till|by|into) (?=_)`,
  "will not be (?:for |by |on |before )?(?=_)",
  "(?:might|may|will|could|probably|likely) need (?:until|till|til)(?= )",
  "(?:real |good |high |fair |decent |serious |big )?(?:chance|risk|danger|possibility|likelihood) (?:that )?(?:of (?:missing|slipping|a slip|a delay|being late)|(?:we|i|it) (?:will |may |might )?(?:miss|slip|be late|be delayed))",
  "(?:will|might|may|going to|probably|likely) need _(?! to)",
  "(?:could|can|might) go either way",
  "(?:date|deadline|timeline|plan|_|target) (?:will not|does not|can not|is not going to|might not|may not) (?:hold|stand|work(?: out)?|stick|be met|be held|happen)",
  "(?:will|going to|might|may|could) (?:just |probably |likely )?miss(?: (?:the|our|their|my|its|his|her|your))? (?:dates?|deadlines?|targets?|cut-?off|window|slot|milestones?)",
  "(?:not|nowhere near) (?:quite |really )?(?:so|as|that) far (?:along )?(?:as|like|yet)(?: (?:i |we |it )?(?:was )?(?:planned|hoped|expected|wanted|thought|should be|should|would like))?",
  "(?:no longer|do not|did not) (?:believe|think|expect) (?:that )?(?:the )?_ (?:is|will be|holds|to be) (\\w+ )?(?:realistic|possible|feasible|doable|achievable)",
  "(?:see|have|there is|there are) (?:an? |some |the )?(?:big |real |serious |major |high |certain |considerable )+risks?",
];

/** What waits for somebody or something; what that is follows. */
export const WAITS = [
  "wait(?:s|ing)? (?:(?:since|already|now|for) )*_+ (?:now |already )?(?:on|for)(?= )",
  "can not ((?:[a-z]+ ){1,3}?)(?:until|till|before|without)(?= (?!_|~))",
  "(?:parked|paused|on pause|on ice|frozen|shelved|idle|halted|suspended|stalled|on hold|holding off|holding|sat|sitting) (?:there )?(?:until|till|pending|because of|due to|waiting (?:for|on))(?= )",
  "(?:nothing|not much|little|not a lot) (?:more |else |that )?(?:i|we) can do (?:until|till|before|without|about it until)(?= )",
  "await(?:s|ed)?(?= (?!for))",
  String.raw`(?:blocked|paused|parked|froze|frozen|held|stopped|holding) (?:the )?(?:§\d+|it|this|that) ((?:[a-z]+ ){0,3}?)(?:until|till|pending|because of|due to)(?= )`,
  "(?:chasing|relying on|depending on|counting on|hanging on(?: for)?|hanging for|nagging|chased) (?=@\\d|the |an? |our |their |legal|design|finance|security|vendor)",
  "(?:yet|still) to (?:hear|get|receive|have)(?: (?:anything|back|an answer|word|a reply))*(?: from)?(?= )",
  "(?:am|is|are|been) (?:held (?:up|back)|stopped|halted|stymied|hamstrung|gated|bottlenecked|hampered) (?:by|on|behind|at|because of)(?= )",
];

/** What nobody has begun. */
export const NOT_BEGUN = [
  "can not (?:start|begin|kick off|pick (?:it|this) up) (?:it |this |that )?(?:before|until|till) (?=_)",
  "(?:still |yet )?to be (?:started|begun|kicked off|picked up|opened|assigned)",
  "on my (?:list|plate)(?= for _)",
  "no work (?:done |has been done |started )?(?:on (?:it|this|that|§\\d+) )?(?:so far|yet|done|started)",
  "(?:next|up next|later|second|third|last|further down|down|still|it is|this is) (?:up )?(?:on|in) (?:my|the|our) (?:to-?do )?(?:list|queue|pile|stack|backlog)",
  "(?:still )?(?:on|in) (?:my|the|our) (?:to-?do|to do)(?: list)?",
  "queued(?: up)?(?: behind| after| for)?",
  "in (?:the|my|our) queue",
  "no start(?: yet)?$",
  "next in (?:line|the line|the queue)",
  "nothing (?:done|started|written|to show)(?: (?:so far|yet|at all))?",
  "not (?:yet )?had (?:the |any |a |much )*(?:time|chance|capacity|bandwidth|moment|opportunity) (?:for|yet|on|with|to)(?: (.*))?",
  "no time (?:yet )?(?:for|to (?:start|begin|look))(.*)",
  "not (?:yet |even |really |actually |properly |been )*(?:opened|assigned|scheduled|kicked off|done anything|do anything|written (?:a|one) (?:word|line)|scratched the surface|laid (?:a )?(?:eyes|hands?|fingers?))\\b(.*)",
  "(?:has|have) not (?:even |yet )?moved",
  "yet to (?:open|look|pick|kick|get|be (?:picked|started|opened|touched))\\b(.*)",
  "(?<=§\\d{1,2} (?:is |comes |will be )?)(?:up )?next$",
];

/** What will not be done at all. */
export const GIVEN_UP = [
  "stopped (?:all )?(?:work|working) on (?:it|this|that|(?:the )?§\\d+)",
  "(?:shelved|parked|paused|on ice|frozen|halted) (?:for good|forever|permanently)",
  "will not (?:be )?(?:needed|required|pursued|wanted|built)(?: (?:anymore|any more|any longer|after all))?",
  "not going to (?:do|build|ship|pursue) (?:it|this|that|(?:the )?§\\d+)(?! _| (?:by|before|until|today|this))",
  "(?:not|no longer) in scope(?: (?:anymore|any more|any longer))?",
  "no (?:more |longer |further )?need (?:for|of|to do) (?:it|this|that|§\\d+)(?: (?:anymore|any more|any longer))?",
  "(?:project|initiative|effort|task|it|this|§\\d+|which) (?:was|has been|got|is being) (?:stopped|ended|terminated|halted for good|shut down|called off)",
  "off (?:the|our) (?:roadmap|road map|list|plan|table|cards|agenda)",
  `(?:cancelling|canceling|dropping|descoping|ditching|killing|binning|scrapping|shelving|abandoning|junking|axing|skipping|nixing) (?:${IT.trim()}|(?:the )?§\\d+)`,
  "(?:ditched|junked|trashed|nuked|discontinued|withdrawn|struck|retired|shut down|wound down|called it off|pulled out|thrown out|thrown away|given up on)(?! (?:the|a|some|one) (?!§))",
  "(?:gave|given|giving) up on (?:it|this|that|§\\d+)",
  "(?:walked|walking|backed|backing) (?:away|out) (?:from|of) (?:it|this|that|§\\d+)",
  "not (?:going ahead|going forward|proceeding|moving forward|moving ahead|moving ahead with it|a thing|planned|on the (?:plan|roadmap|cards))(?: (?:anymore|any more|any longer|with (?:it|this|that)))*",
  "no longer (?:a thing|on the (?:plan|roadmap|list|cards)|part of (?:it|this|the (?:plan|scope|release|launch)|v\\d)|going ahead|pursued|wanted)",
  "clos(?:ing|ed) (?:it |this |that )?(?:out )?as (?:will not|wont|not|dup\\w*|obsolete|invalid|no longer|out of)((?: \\w+){0,2})",
  "(?:will|am|are|is) not (?:be )?(?:doing|building|pursuing|shipping) (?:it|this|that|(?:the )?§\\d+)(?: (?:anymore|any more|any longer|after all|at all))?(?! _| (?:today|this|until|before|by|on|unless|without))",
];
