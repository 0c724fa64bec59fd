import { ARRIVED, FINISHED, PARTICIPLES } from "./finishing.ts";
import { GIVEN_UP, LATE, LEFT, NOT_BEGUN, BUSY, DOUBTS_A_DAY, UNDER_WAY, WAITS, WELL, anyOf } from "./ways.ts";

/** What words of a reply speak of; more than what may be written, since much is said that tells no status. */
export type Sense =
  | "aside"
  | "past"
  | "doubt"
  | "with"
  | "unblocked"
  | "safe"
  | "not_started"
  | "starting"
  | "not_done"
  | "at_risk"
  | "on_hold"
  | "waiting"
  | "blocked"
  | "dropped"
  | "killed"
  | "trouble"
  | "part"
  | "progress"
  | "done"
  | "treated"
  | "busy"
  | "ticked"
  | "on_track"
  | "thumbs_up"
  | "fine";

/** Words in small letters and long forms, as the dictionaries leave them. What one cue has taken is not looked at by those below it. */
export const cues: readonly (readonly [Sense, RegExp])[] = [
  [
    "aside",
    /\b(?:sorry|apolog\w+) (?:for|about) (?:the |my |being |this )?(\w+ )?(?:delay\w*|late\w*|slow\w*|silence|wait)( \w+)?|\b(?:late|slow|delayed) (?:to |in |the )?(?:reply|response|answer|replying|responding)\b|\b(?:too|already|getting|so|pretty|very|it is) late\b(?= (?:here|now|tonight|at night|in the day|for me|already|and)|\s*$)|\bblocked (?:out|off)\b(?: in| on)?|\bblocked (?:some |the |my |a |an |two |three |\d+ )*(?:time|hours?|morning|afternoon|day|days|calendar|slot)\b|\bdropped (?:the ball|off|by|out|in\b(?! favou?r)|into|it (?:in|into|on|off)\b|them (?:in|into)|you|a (?:note|message|line|comment))|\bcut (?:a|the) (?:release|branch|tag|build|rc)\b|\bwell done\b|\bdone deal\b|\b(?:done|over) and done\b|\bfine[- ](?:print|tun\w*)|\bat the end of the day\b|\bgood (?:question|morning|afternoon|evening|luck|point|news|call|catch|idea|to know|day|weekend|thing|one)\b|\bno (?:worries|problem|doubt|question|rush)\b|\bnot (?:only|to mention|just|a problem|an issue|to worry)\b|\bsafe to say\b|\b(?:plan b|back-?up plan|work-?around)\b|\btrack (?:record|changes)\b|(?<!\b(?:done|ready|there|finished) )\bwhen (?:it is |this is |that is |they are |i am |we are )?(?:done|finished|ready|live|merged)\b|\b(?:once|until|till|after|before|whether|if|as soon as) (?:it is|this is|that is|§\d+ is|they are|i am|we are) (\w+ )?(?:done|finished|ready|live|merged|blocked|on track|at risk)\b|\b(?:needs?|have|has|want(?:s|ed)?|got|must|left|ready|things|stuff|work|lots|much|more|something) to (?:be|get) (\w+ )?(?:done|finished|shipped|merged)\b|\b(?:final|rough|first|last|director's) cut\b|\b(?:get(?:ting)?|got) (?:things|stuff|shit|work|anything|much) done\b|\bdo(?:es)? not need\b(?! (?:it|this|that|these|§\d+)(?: (?:anymore|any more|any longer|now|after all)))|\bthe (?:blocked|done|risk|at risk|dropped) (?:column|list|lane|state|status|label|board|tab|page|users?|filter)\b|\bdefinition of done\b|\b(?:stuck|blocked|tied up|locked) (?:in|at|with|on) (?:an? |some |back[- ]to[- ]back |the |other |all[- ]day )*(?:meetings?|traffic|calls?|workshops?|bed|training|interviews?|airport|train|plane|customs|line|other (?:stuff|work|things)|something else)\b/g,
  ],
  [
    "at_risk",
    /\b(?:would|do|can) not (?:bet|count|rely|swear) (?:on|to)(?: (?:it|that|this|_|the _)|\s*$)|\b(?:do|does) not (?:think|believe|expect) (?:that )?(?:i|we|it|this|they|§\d+) (?:will|can|could|would) ([a-z]+)(?: it| this| that)? (?=(?:by|before|on|until|for|in) )|\b(?:do|does) not look like (?:i|we|it|this|that) (?:will|can|am|are|is)\b(.*)|\b(?:do|does) not (?:think|believe|expect|see) (?:that )?(?:(?:i|we|it|this|that|us|them|_+|§\d+) )?(?:(?:will|can|could|would|am going to|are going to|is going to|is|are|to) )?(?:make|making|be (?:ready|done|finished|out|live|able)|finish|work|works|happen|happening|hit|hitting|meet|land|ship|get|realistic|possible)\b|_ (?:is |looks? |will |does |seems |would be |might |may |can |could )?(?:a bit |very |pretty |really |too )?(?:(?:not|no longer) (\w+ )?(?:realistic|doable|work(?:ing)?|possible|feasible|happening|happen|looking good|going to (?:work|happen))|tough|hard|difficult|ambitious|optimistic|a stretch|unrealistic|impossible)\b|\bnot (?:going to )?happen(?:ing)? (?:by |before |on |until |this |in )?_|\bnot (?:be )?(?:done|finished|ready|signed|out|live|completed?|merged|shipped) (?:by|before|for) (?:the )?_|\bcan not (?:do|make|hit|meet|manage) (?:it |this )?(?:by |on |for |until )?_|\b(?:might|may|will|probably|going to) need (?:a )?(\w+ )?(?:more|extra|additional) (?:time|days?|_)/g,
  ],
  ["progress", /\b(?:give me|needs?|have) (?:until|till|til)\b/g],
  ["dropped", /\b(?:do|does) not need (?:it|this|that|these|§\d+)(?: (?:anymore|any more|any longer|now|after all))+/g],
  [
    "past",
    /\b(?:was|were) (?:meant|supposed|planned|due|about|going|scheduled) to\b(.*)|\bwould have (?:been )?\w+|\b(?:got|was|were) delayed\b|\b(?:was|were|had been|used to be) (\w+ )?(?:blocked|stuck|waiting|at risk|behind|slipping|on track|in review|on schedule|(?<!\b(?:it|that|this|they|all|§\d{1,2}) (?:was|were) (\w+ )?)done|fine|good|mine)(?: (?:on|by|for))?\b/g,
  ],
  ["at_risk", anyOf(...DOUBTS_A_DAY)],
  [
    "doubt",
    /^\W*killed it\W*$|\b(?:(?:done|ready|there|finished) when (?:it|i|we)\b(.*)|on (?:track|course|schedule) (?:to|for) (?:miss|fail|slip|be late|being late|disaster|nowhere|never)\b|not (?:really |entirely |quite |100% |totally |so |very )?(?:sure|certain|clear)|unsure|unclear|no (?:idea|clue)|who knows|hard to (?:say|tell)|can not (?:really |honestly )?(?:say|tell|promise|commit|claim|call)|(?:would|do) not (?:say|call|think|believe|know)|tb[dac]\b|to be (?:determined|confirmed|decided|seen)|it depends|depends\b|dependent on|no (?:real |new )?(?:updates?|news|changes?|progress|movement|status)|nothing (?:new|to report|is moving|moving|has (?:changed|moved)|changed|yet)|same (?:as|status|story|here|answer)|(?<!\b(?:done|finished|delivered|sent|ready|shipped|published) )as (?:before|discussed|mentioned|said)|like (?:yesterday|last (?:time|week)|before)|see (?:above|below|the|my|jira|notion|thread|slack|ticket|pr|github|linear|doc|board)|unchanged|still the same|status quo|supposedly|apparently|allegedly|i heard|rumou?r|word is|told me|says (?:it|that|they|he|she)|claims|if you (?:say|ask)|theoretically|in theory|technically|on paper|kind of|sort of|kinda|sorta|define done|will not be (?:done|built|made)\s*$|what is done|no comment|whatever|good to go(?! for)|all set(?! for)|(?<=\balright[^a-z]{1,3})done for|done for\s*$|not so much|less so|no way|no chance|_+ (?:is|are) (?:dead|gone|off|shot|full|packed|out)(?! of)|(?<!_,? ?(?:or )?)(?:maybe|perhaps))\b|\b(?:@\d+|jira|github|linear|notion|slack|trello|asana|the board|the ticket|they|he|she|someone|people) (?:says|said|thinks|told|claims|reckons|mentioned)\b|\baccording to\b/g,
  ],
  ["trouble", /\b(?:is|are) (?:the|a|an) (\w+ )?(?:problem|issue|trouble|mess|disaster|nightmare)s?\b/g],
  [
    "with",
    /\b(?:is |are |now |currently |sitting |sits |parked |over )+(?:with|in) (?:@\d+|legal|design|infra|security|finance|marketing|the client|the vendor|them|him|her|procurement|it|hr|ops|qa team)(?:'s (?:court|queue|inbox|hands))?\b|\bball is in\b|\bin @\d+'s (?:court|queue|inbox|hands)\b|\bup to @\d+\b|^\W*with @\d+\b|\bover to @\d+ (?:for|to)\b/g,
  ],
  [
    "unblocked",
    /\bun-?blocked\b|\b(?:not|nothing|none) (?:of (?:it|them|that) )?(?:is |are |a |really |a real )*block(?:ing|er|ers)\b(?: (?:us|me|it|anything|though))?|\b(?:do|does) not (?:stop|block|hold up|affect) (?:us|me|it|this|that|anything)\b|\bno (?:more |real |current |known |open )?(?:blockers?|blocks|impediments|blocking issues)\b|\b(?:hardly|barely|not exactly) (?:blocked|stuck)\b|\b(?:wait(?:ing|s)?|blocked|stuck) (?:on|for|by) (?:nobody|no one|nothing)\b|\bnothing (?:is )?(?:block(?:ing|ed)|in (?:the|my|our) way)(?: (?:me|us|it))?\b|\b(?:not|no longer|never|nor) ((?:\w+ ){0,2})(?:blocked|stuck|waiting)(?: (?:by|on|for)(?: (?:anything|anyone|anybody|anything else))?)?(?: (?:anymore|any more|any longer|now))*|\bblockers? (?:is |are |has been |got |was |all )*(?:gone|resolved|cleared|fixed|removed|none)\b/g,
  ],
  [
    "safe",
    /(?<![\d.,§¶@])(?:0|zero|no) (?:failed|failures?|blocked|errors?|bugs?|defects?|regressions?|complaints|incidents|alerts|open (?:issues|bugs|points|questions|comments))\b|\b(?:not|no longer|never|nor) ((?:\w+ ){0,2})(?:at risk|late|slip(?:ping)?|behind(?: schedule)?|tight|delayed|in danger)(?: (?:anymore|any more|any longer))?\b|\bno (?:risks?|delays?|slip(?:page)?)\b|\bahead of (?:schedule|plan|time)\b|\b(?:no|nothing) (?:reason (?:for|to) |to )?(?:issues?|concerns?|surprises|problems?|trouble|drama|worry|be worried)\b/g,
  ],
  [
    "at_risk",
    /\b(?:will|going to|might|may|can|could|probably|likely|would|do|shall) (?:probably |likely |most likely |definitely |surely |well )?not (?:think \S+ (?:will )?)?((?:\w+ ){0,2}?)(?:make|be (\w+ )?(?:done|ready|finished|able|there|complete|out|live|over|in)|hit|meet|finish|land|ship|get (?:it|this|there|to it)|manage|work out)\b(?!((?: \w+){0,2}) (?:without|until|till|before)\b)|\b(?:not|never) (?:gonna|going to) (\w+ )?(?:make|be|hit|meet|finish|ship|land)\b|\b(?:not|no longer) (\w+ )?(?:on (?:track|schedule|target)|looking (?:good|great|likely)|going (?:well|great|to plan)|confident|optimistic|likely)\b|\b(?:unlikely|doubtful|do not see (?:it|this|us|that))\b|\bneed(?:s)? (?:a )?miracle\b/g,
  ],
  ["dropped", anyOf(...GIVEN_UP)],
  ["not_started", anyOf(...NOT_BEGUN)],
  [
    "not_started",
    /(?<!\bcan )\b(?:not|never|no one has|nobody has) (?:yet |even |really |actually |properly )*(?:been )?(?:started|begun|begin|start|touched?|looked(?: at| into)?(?! since)(?!.{0,8} since)|gotten (?:to|around to|round to)|got (?:to|around to|round to|going|started)|get (?:to|around to|round to|going|started)|kicked off|picked (?:it |this |that )?up|opened)\b(?: (?:it|this|that|these|on it|on this|with it))?(?: yet)?|\byet to (?:start|begin|touch|be started)\b|\bun(?:touched|started)\b|\bnothing (?:done|started) yet\b|\bstill (?:have |need )?to (?:start|begin)\b|\bin the backlog\b|^\W*(?:still |on my )*to-? ?do(?: list)?\W*$|\b0 ?%|\bzero done\b|\bstart(?:ed)? nothing\b|\bnot had (?:a |the |any )?(?:chance|time) to (?:start|begin|look|touch|get|even)\b(.*)|\bnot in progress\b|\bbefore i (?:even )?start\b/g,
  ],
  [
    "not_done",
    /\bnot ((?:\w+ ){0,3}?)(?:done|finished|ready|completed?|there|merged|shipped|live|deployed|closed|released|sent|signed|delivered|approved|final)\b(?: yet)?|\bfar from (?:done|ready|finished|over)\b|\bnot yet\b|\b(?:is|are|has|have|did|do) not\s*$|^\s*not\s*$|§\d+ not\s*$|\b(?:unfinished|incomplete|un-?done)\b|\b(?:rolled|rolling|backed|backing) (?:it |this |that |everything )?(?:back|out)(?= |$)(?<!rolled out|rolling out|rolled it out|rolling it out)|\b(?:reverted|reopened|redoing|redone|broke again|broken again)\b|\bnot (?:even )?close\b|\bnowhere near\b|\bfailed\b|\bnever (?:be )?(?:done|finished)\b/g,
  ],
  ["not_started", /(?<![\d.,§¶@])0 (?:of|out of) (?:the |my |our )?\d{1,3}\b(?! ?%)/g],
  ["done", /(?<![\d.,§¶@])([1-9]\d{0,2}) (?:of|out of) (?:the |my |our |all )?\1(?![\d%.,]\d|\d| ?%)(?: [a-z-]+)?(?= |$)/g],
  ["part", anyOf(...LEFT)],
  ["waiting", anyOf(...WAITS)],
  [
    "on_hold",
    /\b(?:dead in the water|(?:standing|stands|stood|is at a) (?:still|standstill)|at a standstill|on hold(?! (?:until|till|for|on|pending|because|by|due))|on ice|paused|parked|on pause|stalled|de-?prioriti[sz]ed|shelved|postponed indefinitely|halted|frozen|on the back ?burner)\b/g,
  ],
  [
    "waiting",
    /\b(?:(?:blocked|blocking|stuck|held up|hung up|gated|hinges|hinging|stalled|held back|bottlenecked|on hold) (?:is |now |here |again |still )*(?:on|by|behind|with|until|till|for|because of|due to|pending|at|waiting (?:on|for))|wait(?:s|ing)? (?:(?:now|still|here|patiently|only|just) )*(?:on|for|to (?:hear(?: back)? from|get))|awaiting|pending|hinges on|(?:still |just |only |also |really |now )*need(?:s|ing)?(?! (?:to\b|until|till|sleep|_|~|(?:(?:an?|some|another|one|two|three|\d+|few|couple(?: of)?|little|bit|more|extra|of|maybe|about|full|good|working|business) )*(?:time|days?|weeks?|hours?|minutes?|bit|while|moment|break|coffee|vacation|nap|miracle|extension|pass|push|more(?=\s*$))\b))|missing|lacking|can not (\w+ )?(?:start|continue|proceed|finish|move(?: on| forward| ahead)?|test(?: it)?|ship(?: it)?|merge(?: it)?|deploy(?: it)?|do (?:it|anything|much|this|more)|go on|go further|progress|complete(?: it)?|close(?: it)?|land(?: it)?)( \w+)? (?:without|until|till|before))(?= \S)/g,
  ],
  [
    "blocked",
    /\b(?:blocked|stuck|waiting|jammed|deadlocked)\b|\bno access\b|\bcan not (\w+ )?(?:test|build|deploy|compile|access (?:it|this)|log in|do anything|do much|move)(?=\s*$)|\bcan not (?:start|begin|proceed|continue|move forward|progress)\b/g,
  ],
  ["at_risk", anyOf(...LATE)],
  [
    "at_risk",
    /\bat (?:high |some |real |serious |great )?risk\b|\bslip(?:s|ped|ping)?\b|\btight\b|\b(?:might|may|could|will|going to|probably|likely(?: to)?|about to|bound to|gonna) (\w+ )?(?:miss|slip|overrun|run over|be (\w+ )?(?:late|delayed|tight))\b|\bmiss(?:ing|ed)? (?:the|our|this|my|its|that) (?:date|deadline|target)\b|\brunning (?:a (?:bit|little) |slightly |very )?(?:late|behind|over)\b|\bbehind(?! the scenes| closed| @| the wheel)\b|\bdelay(?:ed|s)?\b|\b(?:days?|weeks?|a bit|a little|slightly|already|too|going to be|will be) late\b|\boff (?:track|schedule)\b|\b50 ?[/:-] ?50\b|\bfifty[- ]fifty\b|\btoss[- ]?up\b|\bcoin (?:flip|toss)\b|\bpush(?:ed|ing)? (?:it |this |that |§\d+ )?(?:back|out|to|until|into)\b(?! (?:prod|main|master|live|staging|git|the repo|review|origin|store|users|customers))|\b(?:postponed|bumped|moved|moving|shifted|shifting) (?:it |this |that )?(?:back |out )?(?:_+ )?(?:to|until)\b|\bstruggling\b|\bworried\b|\b(?:iffy|dicey|shaky|wobbly|hairy|sketchy|risky)\b|\btouch[- ]and[- ]go\b|\b(?:yellow|amber)\b|\boverdue\b|\bin (?:trouble|danger|jeopardy)\b|\bcutting it (?:close|fine)\b|\b(?:takes?|taking|took) (\w+ )?longer\b|\b(?:slower|harder|bigger) than\b|\bnot (?:looking )?great\b|\bdragging\b|\bgoing (?:badly|slowly)\b|\bin the red\b|\b(?:probably|likely|prob|maybe|bit|be) late\s*$|\b(?:i )?doubt it\b/g,
  ],
  [
    "dropped",
    /\bwill not (?:happen|be (?:doing|building|pursuing) (?:it|this|that|(?:the )?§\d+))\b(?! _| (?:today|this|until|before|by|on|unless|without))|\b(?:we|i|they|product|management|leadership|the team) (?:have |has )?(?:cut|(killed)|scrapped|axed|canned|binned) (?:the )?(?:§\d+|it|this|that)(?! (?:in half|down|short))|\b(?:taken|took|take|pulled|removed|off) (?:it |this |that )?(?:off|from) the (?:roadmap|list|plan|board|agenda)\b|\bpull(?:ed|ing|s)? the plug\b|\bde-?prioriti[sz]ed (?:out of|from)\b|\b(killed) (?:it|this|that|the §\d+|§\d+)\b|\b(?:never will|will never (?:happen|start|be done|ship)|never going to happen)\b|\b(?:dropped|descoped|cancelled|scrapped|axed|abandoned|binned|canned|nixed|called off|superseded|off the table|(?<=^\W*)dead(?=\W*$)|wontfixed)\b|\b(?:dropping|skipping|killing|axing|scrapping) (?:it|this|that|these|§\d+|the §\d+)\b|\bskipp?(?:ed|ing) (?:it|this|that|§\d+)\b|\b(?:is|are|it is|this is|§\d+) dead\b(?! (?:easy|simple|on))|\b(?:decided|agreed|chose|voted) (?:(?:not to|to not) (?:do|make|ship|build|pursue|continue|go)|against|to (?:drop|skip|kill|scrap|cut|cancel))\b|\b(?:pulled|removed|taken out|taken|dropped|out) (?:it |this )?(?:from|of|out of) (?:the )?(?:release|scope|launch|plan|roadmap|milestone|v1|sprint|backlog)\b|\b(?:was|were|got|been|is|are|we|they|client|management|product) (\w+ )?killed\b(?= |$)(?! (?:by|time|me))|\bclosed as (?:will not|wont|won't|not|dup\w*|obsolete)( \w+)?|\b(?:will not do|wont ?fix|won't ?fix)\b(?=\s*$| it| this)|\bno longer (\w+ )?(?:needed|required|doing|happening|relevant|necessary|planned|in scope)\b|\bnot (?:needed|required|doing (?:it|this|that|§\d+)|necessary|relevant|going ahead|pursuing)\b(?! _| (?:yet|before|until|now)\b)(?: (?:anymore|any more|any longer))?|\bnot happening(?: (?:anymore|any more|at all))?(?! (?:this|by|on|before|today|tomorrow|until|\w+day))|\bout of scope\b|\bobsolete\b|\bno (?:more |longer )?need(?: for (?:it|this|that))?(?: anymore| any more| any longer)\b|^\W*(?:[§¶]\d+ )?killed(?: by \w+)?\W*$|\b(?:got|was|been|is|are) cut\b|^\P{L}*cut\s*$|\bcut (?:from|for) (?:the )?(?:scope|release|launch|v1)\b/gu,
  ],
  ["killed", /\b(?:killed|closed as|cut)\b/g],
  [
    "starting",
    /\bon it (?=_)|\b(?:will |going to |plan(?:ning)? to |to |gonna |hope to |want to |should |can )?(?:start|begin|kick(?:s|ing)? (?:it |this )?off|starting|beginning|starts|begins|pick(?:ing)? (?:it|this|that|§\d+) up|get(?:ting)? (?:it |this )?started|get(?:ting)? going|get(?:ting)? (?:to|started on|going on|onto) (?:it|this|that|§\d+)|tackl(?:e|ing)(?: it| this)?|look(?:ing)? (?:at|into) (?:it|this|that)|work(?:ing)? on (?:it|this|that)|jump(?:ing)? on (?:it|this)|do(?:ing)? (?:it|this|that))\b(?: (?:on|with) (?:it|this|that))?/g,
  ],
  [
    "part",
    /\b(?:almost|nearly|mostly|basically|virtually|practically|essentially|pretty much|more or less|as good as|close to|halfway|half|partly|partially|largely|about|near|most of (?:it|this|that)|all but) (\w+ )?(?:done|finished|ready|there|complete[d]?|through|merged|shipped|live|over|of it|closed|signed|sent|delivered|deployed|launched|published|released|submitted|wrapped up|sorted)\b|\bdone(?:,? (?:modulo|except|apart from|bar|minus|aside from|but for|other than|barring|save for|excluding|besides|with most|with the (?:bulk|hard|main|big)|ish)\b|ish\b)|\b(?:code|feature|dev) complete\b|\b\d{1,2} ?(?:of|out of|\/) ?(?:the )?(?:\d{1,2}|two|three|four|five|six|ten)((?: \w+){0,2}) (?:done|finished|complete[d]?|merged|ready|shipped|in|through)\b|\b(?:one|two|three|four|half) (?:of|out of) (?:the )?(?:two|three|four|five|six|ten|\d+|them)((?: \w+){0,2}) (?:is |are )?(?:done|finished|complete[d]?|merged|ready)\b|\b(?:the )?rest (?:of it )?is (?:done|finished|ready)\b|\b(?:just|only|one|a few|two|\d) ((?:[\w']+ ){0,4})(?:left|remaining|to go|outstanding)\b|\b(?:left|remaining|outstanding)\s*$|\bleft to (?:do|write|test|fix)\b|\b(?:still|just|only) (?:need|have|got) to (?!start|begin)|\bjust about (?:done|there|finished|ready)\b/g,
  ],
  [
    "progress",
    /\b(?:in (?:progress|review|qa|testing|test|flight|staging|code review|the works|the middle|draft|development|dev|pr)|under (?:review|way|development)|underway|ongoing|wip|(?:is |being |now |first )?drafted|drafting|polishing|testing(?! (?:starts|begins|will|is|on|from))|almost(?=\s*$| there)|nearly there|getting (?:there|close)|halfway|half way|half of it|moving (?:along|forward|ahead)|coming along|chugging(?: along)?|plugging away|(?:final|last|finishing) (?:touches|bits?|checks?|stretch|mile|edits?|tweaks?|polish)|wrapping (?:it |this |things )?up|finishing (?:it |this |up )?(?:up|off|now)?|started|begun|merging(?: it)?|running (?:it|them|(?:the )?§\d+)|up for review|ready (?:for|to) \w+|out for review|pr (?:is )?(?:up|open|opened|out)|closing in|progressing|making (?:good )?progress|good progress|still (?:working|at it|going|writing|coding|testing|building|fixing|editing|finali[sz]ing)|(?:am |are |is |been )working|cranking|on my desk|to go|left to do|home stretch|reviewing|editing|implementing|writing it|building it|debugging|rolling (?:it )?out|migrating|uploading|exporting|recording|interviewing|negotiating|translating|chipping away|in (?:copy[- ]?edit(?:ing)?|edit(?:ing)?|layout|proof(?:ing|s)?|negotiations?|post|design|translation|drafts)|(?:writing|doing|adding|fixing|cleaning|updating|finali[sz]ing|collecting|preparing|integrating|refactoring|designing|checking) (?:up )?(?:it|this|§\d+|the (?:last|final|remaining))|cooking|baking|knee[- ]deep|halfway through)\b/g,
  ],
  ["on_track", anyOf(...WELL)],
  ["progress", anyOf(...UNDER_WAY)],
  [
    "done",
    new RegExp(
      String.raw`\b(?:${FINISHED})\b(?! (?:(?:off |out |up |in |over )?for (?:now|today|tonight|the (?:day|night|weekend|week|evening))|about|at (?:me|you|him|her|them|this|that|it)|to (?:me|myself)|scratch|lunch)\b)`,
      "g",
    ),
  ],
  [
    "done",
    /(?<=\b(?:is|are|it) )finish(?= since|\s*$)|\b(?:(?:did|wrote) (?:it|that|this|them|§\d+)|done and dusted|done(?!-[a-z])|finished|finali[sz]ed|shipped|merged|landed|deployed|delivered|completed?|published|released|launched|live|wrapped(?: (?:it |this |that |§\d+ )?up)?|closed|signed(?: off)?|submitted|uploaded|sent (?:it |this |that |them |§\d+ )?(?:out|off)|went (?:out|live)|out the door|out in the wild|in (?:prod(?:uction)?|main|master)|passed(?! (?:it|this|that|them|on|to|§\d+)\b)|ticked off|checked off|handed in|turned in|sorted|nailed|over the line|filed|booked|paid|posted|rolled out|migrated|printed|recorded|countersigned|executed|exported|resolved|fixed|cut over|switched over|installed|set up|archived|turned on|enabled|taken care of|dealt with|a wrap|job done|mission accomplished|(?<=\b(?:those|these|they|both|§\d{1,2}) (?:is|are) (?:all |now |already |both )*)up|taken place|took place|gone ahead|in use|up and running|(?:good|ok|fine|safe|ready) to (?:close|be closed|tick off)|can be closed|call(?:ing)? it done|consider it done|finito|locked in|set in stone|(?<=^(?:now |already |all |all |been )?)out(?=\s*$| since| _)|took care of (?:it|this|that)|handled|(?:nothing|no) (?:left|more|further)(?: work)? to do|nothing (?:is )?open(?=\s*$)|cross(?:ed)? (?:it|this) off|you can (?:close|tick|check|cross) (?:it|this|§\d+)(?: off)?|squared away|in the can|in the bag|in the books|history|pushed (?:it |this )?to (?:prod|production|main|master|live)|(?<=(?:\b(?:is|are)|§\d{1,2}) (?:now |finally |all |already )*)out(?! of| on)|(?:am|are) through with (?:it|this|that|§\d+)|ready(?! (?:for|to)\b))\b(?! for (?:today|the (?:day|night|weekend|week))\b)/g,
  ],
  ["treated", PARTICIPLES],
  ["treated", ARRIVED],
  ["busy", BUSY],
  ["ticked", /tickmark/g],
  [
    "on_track",
    /\b(?:tracking (?:to|for|towards?)|where (?:we|i) want(?:ed)? to be|on (?:track|target|schedule|course|plan|time|pace)|all (?:good|fine|well|clear|green|ok|okay|set(?= for))|looking (?:good|fine|great|solid)|looks (?:good|fine|great|solid|ok)|going (?:well|fine|great|smoothly|strong|as planned|to plan|according to plan)|(?:in )?good shape|under control|(?:will|should|can|going to|still|definitely|easily) (?:still |definitely |easily |comfortably |be able to |all )?(?:make|hit|meet) (?:it|that|this|the|our|my|friday|monday|tuesday|wednesday|thursday|§\d+|on)|(?:we|i) (?:hit|make|meet) (?:it|the|that)|making it|so far so good|(?:ok|good|fine) so far|mostly (?:good|fine|ok)|as expected|(?:ticking|rolling|chugging|humming) along|cruising|(?:will|we'll) get there|according to plan|as planned|according to plan|smooth(?:ly)?|smooth sailing|steady|green|(?:is|are|am|be|still|everything|feel(?:ing|s)?|doing|§\d+|rest|others|both|should be|would be) (?:still |all |totally |really |pretty |just |perfectly )?(?:fine|good|ok|okay|great)(?! with))\b(?! (?:question|to (?:know|hear)|for nothing))/g,
  ],
  ["thumbs_up", /thumbsup/g],
  [
    "fine",
    /\b(?:fine|good|ok|okay|works|(?<=\b(?:should|will|would|does|can|could|might|to) )work|doable|realistic|feasible|possible|holds|stands)\b/g,
  ],
];

/** A clause that takes back what was said before it. */
export const TAKEN_BACK =
  /\b(?:just kidding|kidding|jk|joking)\b|^\W*(?:but |now )?(?:back |on track |fine |ok |good |all good )+again\b|\b(?:wait(?:,? (?:no|what|actually|sorry))|no wait|scratch (?:that|this|it)|strike that|correction|ignore (?:that|my (?:last|previous)|the (?:last|previous) (?:message|one|reply))|nvm|never ?mind|i (?:was|am|stand) (?:wrong|corrected|mistaken)|my (?:bad|mistake)|i mean(?:t)?|oops|whoops|actually,? (?:no|not|scratch)|forget (?:that|it|what i (?:said|wrote|told you))(?: before| earlier)?|autocorrect|typo|take that back|hang on|hold on|on second thought)\b|^\s*(?:wait|actually|no|edit|no sorry|sorry no|oh wait|no wait)\s*$/;

/** What cannot be meant as it is said. */
export const IRONY =
  /ironymark|^\W*whatever\W*$|\b(?:living the dream|oh,? (?:sure|great|joy|good|wonderful|lovely|absolutely|yes|totally|of course|fantastic|perfect)|yes,? right|as if|sure,? why not|what do you think|take a (?:wild )?guess|when (?:hell|pigs)|(?:in|only in) (?:your|my) dreams|dream on|just (?:great|peachy|wonderful|perfect|fantastic|lovely)|peachy|how (?:lovely|nice|wonderful|thoughtful)|another bot|love (?:these|being|getting|it when|how|that)|ha ha|very funny|of course it (?:is|was)|surprise,? surprise|could not be better|never been better|so (?:very )?done\b|(?:am|i am) done with (?:this|these|you|all this)|trust me|what could (?:possibly )?go wrong|just what i needed|thrilled|(?:alternate|parallel) universe|spoiler|plot twist|narrator|lies|lmao|rofl|sigh|gold star|medal|shocker|if by (?:done|on track)|beep boop|skynet|robot|nervous breakdown|the pope|magic 8|clockwork\?|dumpster fire|trainwreck|train wreck|what (?:else|do you think)|never mind me|how original|big surprise|said (?:nobody|no one)|would not you like|magic(?:al|ally)?|any (?:decade|century|year) now|in another life|riig+ht|suu+re|hilarious|if only|i wish|right after (?:i|we)|wishful|best day ever|thanks for (?:nothing|asking,)|nobody cares|good one|yay\b.*\bnot|said no one|so much fun|what a (?:joy|treat|surprise))\b|\/s\s*$|\bwoo+hoo\b|\b[a-z]{0,12}([a-z])\1{3,}|\b(?:s+u{2,}re|g+r+e+a{2,}t|y+a{2,}y|o+h{2,}|r+i{2,}ght)\b|\(not\)|\bnot!|^\s*lol\s*$/;

/** What the rest of its sentence hangs on. */
export const CONDITION =
  /\b(?:if|provided|assuming|as long as|once|when|whenever|as soon as|depending on|subject to|contingent on|so long as)\b(?<!\beven if)|\b(?:after|until|till) (?:@\d|the (?!stand-?up|lunch|sync|meeting|call|holiday|break|weekend)|(?:we|i) (?:get|hear|receive|have|see)|they |he |she |it |legal|design|infra|review|approval|sign)/;
/** Conditions that change nothing. */
export const MERE_CONDITION =
  /\bdepending on (?:my |the |our )?(?:sleep|mood|energy|coffee|weather|traffic|kids|health)\b|\b(?:if|assuming|unless|provided|as long as) (?:all|everything|nothing|things|no ?(?:thing|body|one)|it all|something|anything|the (?:world|sky|building|roof|internet|sun))(?: (?:goes|else|comes|breaks|burns|happens|works|explodes|blows|stays|holds|weird|bad|urgent|unexpected)\b)*(?: (?:well|up|down|out|wrong|to plan|as planned|up|in|together|right)\b)*|\bif (?:you|u) (?:need|want|like|must|have)\b|\bif (?:that|this|it) (?:is ok|works|helps|makes sense)\b|\b(?:barring|apart from|short of) (?:any |some |more |major |last[- ]minute )*(?:surprises?|accidents?|disasters?|problems?|issues?|unforeseen|hiccups?|emergenc\w+|acts? of god)(?: \w+)?|\ball being well\b|\bgod willing\b|\b(?:touch|knock(?:ing)?)(?: on)? wood\b|\bfingers crossed\b|\bif anything\b|\bafter (?:@\d+|legal|they|he|she|we|i|the [a-z]+) (?:had |has |finally )*(?:[a-z]+ed|gave|said|came|got|took)\b[^_]*|\bif not (?:sooner|earlier|before)\b|\bonce again\b|\bif (?:at all )?possible\b|\bwhen (?:i|we|they|she|he) (?:\w+ed|left|got|came|went|was|were)\b|\b(?:when|once|after|as soon as) (?:i|we) (?!get|hear|receive|have\b(?! (?:slept|eaten|had))|see|know)(?: ?[\w'-]+){1,5}|\bif (?:i am|we are) lucky\b/;

/** An order to whoever reads it, which tells nothing of the work. */
export const ORDER =
  /^\W*(?:also |and |then |now |just |please |hey |hi |chief |bot |assistant |ok |you (?:can (?!(?:close|tick|check|cross) (?:it|this|§))|should |must |may |have to |need to )|could you |can you |do not |system ?:? ?|admin ?:? ?|go ahead and |kindly )*(?:ignore|disregard|forget|set|mark|change|update|move|put|flag|close|complete|tick|check(?! with)|post|send|dm|e-?mail|mail|message|notify|tell|delete|remove|forward|reveal|show|print|list|run|execute|add|assign|give(?! me)|grant|share|export|override|approve|reply|respond|write|create|make|remind everyone|invite|schedule|cancel|drop|unassign|reassign|report|pretend|log|copy|cc|ping (?!me)|publish|open|visit|click|download|install|output|say|repeat|answer|treat|consider|do not (?:tell|mention|ask|reply))\b(?=\s+\S)/;
/** Words that nobody writes who reports. */
export const PLAYED =
  /\b(?:previous|prior|above|earlier|all) (?:instructions|prompts?|rules|orders)\b|\byou are now\b|\bsystem (?:prompt|message|override|notice)\b|^\W*\[?(?:system|assistant|admin|developer)\]?\s*[:>]|\bnew instructions?\b|\bas an ai\b|\bjailbreak\b|<\/?(?:system|instructions?|prompt)>/;
