/**
 * All that decides how failures of builds are read and grouped, in one place and with no case for any one project. A decision is told by the
 * name that its parameter has here, such as `anchors.compiler-error`.
 */

/** A pattern that points at what went wrong. Each is tried on the beginning of a line alone, so that none takes long. */
export type Anchor = readonly [
  name: string,
  /** How much it says that a failure is told here. */
  weight: number,
  /** How well such a line says by itself what went wrong: 0 is not at all. */
  cause: number,
  pattern: RegExp,
];

export const PRIMARY = {
  longest: 800,
  /** What a line outside of the heaviest block counts for. */
  otherBlock: 0.75,
  /** What says so much of the cause counts in full wherever it stands: of the errors of a compiler the first. */
  certain: 6,
  /** What stands before the words of a message. */
  prefix:
    /^\s*(?:(?:\[(?:ERROR|FATAL|error|INFO)\]|##\[error\]|::error[^:]{0,200}::|npm (?:ERR!|error)(?: code)?|ERR!|Caused by:?|(?:FAILED|ERROR) \S{1,300} - |E {3}|Uncaught|Unhandled|\d{1,3}\)|[●✕✗✖✘×⨯│┃║]|\[junit\])\s*)+/,
} as const;

export const LINES = {
  /** Characters of a line that are kept. */
  longest: 4_000,
  /** Characters of a line, from its start, in which anchors are looked for. */
  scored: 600,
  /** What draws a frame around messages, and the task that ant puts before each line. */
  border: /^\s{0,8}(?:[│┃║]|\[(?:junit|javac|java|exec)\]) ?/,
  /** Characters of a log that are kept from its start, around anchors in its middle, and up to its end. */
  keptHead: 1_500_000,
  keptMiddle: 1_000_000,
  keptTail: 2_500_000,
  /** What is kept around an anchor in the middle. */
  middleBefore: 12,
  middleAfter: 60,
} as const;

export const REGION = {
  /** Lines of a region without, and with a green log. */
  mostAnchored: 60,
  mostDifferent: 150,
  /** Neighbouring lines that are new are one block. */
  differenceGap: 2,
  /** What an anchor has to weigh for a block of new lines to count. */
  differenceAnchor: 0.5,
  anchorLeast: 0.5,
  mergeGap: 5,
  /** Share of the second to sixth, and of all further anchors, in what a block weighs. */
  blockSecond: 0.3,
  blockRest: 0.05,
  blockLeast: 0.2,
  mostBlocks: 6,
  before: 4,
  after: 6,
  /** Lines by which a stack trace or a comparison is followed beyond that. */
  mostExtended: 40,
  /** Lines before the exit marker where nothing else tells. */
  fallBack: 20,
  /** Equal lines, apart from what changes from run to run, that are shown. */
  mostRepeats: 3,
} as const;

export const WEIGHT = {
  weak: 1,
  exit: 0.6,
  negative: 0.3,
  /** Before the exit marker: base + (1 - base) / (1 + lines / reach); after it: after / (1 + lines / afterReach). */
  base: 0.35,
  reach: 40,
  after: 0.5,
  afterReach: 20,
  /** A line that is in a green log of the same job too. */
  known: 0.05,
  /** A line that is in none, where it is an anchor. */
  fresh: 0.6,
  /** A line of a step that did not fail. */
  otherStep: 0.25,
  /** An anchor loses by each further line like it, and by each line right before it that is an anchor by the same name: / (1 + frequent * (count - often)). */
  frequent: 0.15,
  often: 3,
} as const;

const CODE = String.raw`(?:TS|CS|BC|FS|C|E|LNK|MSB|NU|NETSDK|ORA-|SQL|NG|RS|SC|PLR?|W|F|DTZ|AD|CA|SA)\d{3,5}`;

export const ERROR_TYPES: readonly RegExp[] = [
  /\b([A-Z]\w{0,80}(?:Error|Exception|Panic|Failure|Fault|Timeout|Interrupt))\b(?!\s+Code)/,
  new RegExp(`\\b(${CODE})\\b`),
  /\b(ERR_[A-Z_]{3,60}|E(?:CONN[A-Z]{3,10}|NO[A-Z]{3,10}|[45]\d\d|PERM|ACCES|ADDRINUSE|AI_AGAIN|XIST|PIPE|RESOLVE|INTEGRITY|USAGE|BADENGINE|MFILE|TIMEDOUT|ISGIT|LIFECYCLE))\b/,
  /\b(SIG(?:SEGV|ABRT|KILL|TERM|BUS|FPE|ILL))\b/,
  /\b(Segmentation fault|Bus error|Out of memory|No space left on device|command not found|No such file or directory|Permission denied|Connection refused|panic(?=ked)?)/i,
  /\bHTTP(?:\/\d(?:\.\d)?)?(?: status(?: code)?)?:? ([45]\d\d)\b/i,
  /\b(Error|Exception|Timeout)\b/,
];

export const ANCHORS: readonly Anchor[] = [
  ["caused-by", 3, 6, /^\s*(?:\[\w+\] ?)?Caused by:? /i],
  ["python-error", 3, 5, /^E {3}\S/],
  ["exception", 3, 5, /(?:^|[\s:>"'([.|])[A-Z]\w{0,80}(?:Error|Exception|Panic)\b(?:\s*\[\w+\])?(?::|\s*$|\s*\()/],
  [
    "compiler-error",
    3,
    7,
    /^\s{0,8}(?:\[[\w ]{1,12}\]:? ?)?[^\s:()]{1,200}(?::\d+(?::\d+)?|\(\d+(?:,\d+)?\))(?::| -)?\s+(?:fatal )?error\b/i,
  ],
  ["rust-error", 3, 6, /^\s*error(?:\[\w{1,12}\])?: (?!could not compile|aborting due|process completed)/],
  ["linker-error", 3, 6, /undefined reference to|undefined symbols? |unresolved external|ld returned \d|cannot find -l/i],
  ["located-message", 2, 4, /^\s*(?:\.{0,2}\/)?[\w@.+-]{1,80}(?:\/[\w@.+-]{1,80}){0,12}\.\w{1,5}:\d+(?::\d+)?:? +(?!at )[A-Za-z"'`]/],
  ["lint-error", 3, 6, /^\s+\d+:\d+\s+error\s/],
  ["coded-message", 2, 4, /^(?:\s*\^[\s~^-]*|.{0,200}:\d+(?::\d+)?:? )(?:[A-Z]{1,4}\d{3,5}|[A-Z])(?: \(\w{1,20}\))?:? \S/],
  ["shell-error", 3, 5, /^[^\s:]{1,200}: line \d+: (?!warning)/],
  ["goroutine", 1, 0.5, /^goroutine \d+ \[[\w ,]{1,60}\]:$/],
  ["panic", 3, 5, /^\s*(?:panic: |fatal error: |thread '[^']{0,80}'[^']{0,20} panicked at|goroutine \d+ \[running\])/],
  ["traceback", 3, 1, /Traceback \(most recent call last\)|^\s*Stack ?trace:|Uncaught |Unhandled (?:promise )?(?:rejection|exception)/i],
  [
    "assertion",
    3,
    4.5,
    /\bassert(?:ion)?s?\b(?!:).{0,80}\bfail|\b[Ff]ailed asserting\b|\bexpect(?:ed)?\b.{1,200}\b(?:to|but|got|was|received|equal)\b/i,
  ],
  ["expectation", 3, 4, /^\s*(?:Error: )?expect\(.{0,200}\)\.\w/],
  ["comparison", 1.5, 1, /^\s*[+-]?\s*(?:Expected|Received|Actual|expected|actual|got|want|left|right|Error Message)\b[^:=]{0,30}[:=]/],
  [
    "test-failed",
    3,
    2,
    /^\s*(?:--- FAIL\b|#\s+Failed test|FAIL(?:ED|URE)?\b|\[\s*FAILED\s*\]|not ok \d|[✕✗✖✘×●⨯]\s|\[ ?FAIL(?:ED)? ?\]|\d{1,4}\) \S)|\b(?:FAILED|FAILURE!|<<< (?:ERROR|FAIL))/,
  ],
  [
    "test-heading",
    2,
    0.5,
    /^\s*[_=-]{3,40} (?:FAIL|ERROR|[\w.:[\] -]{1,120}) [_=-]{3,120}$|^FAIL: |^ERROR: test|Failures?:$|There (?:was|were) \d+ (?:failure|error)s?:/,
  ],
  [
    "failing-count",
    2,
    0.8,
    /\b[1-9]\d{0,6} (?:tests? )?(?:fail(?:ed|ing|ures?|s)?|errors?|problems?|offen[cs]es?|broken)\b|\b(?:Failures|Errors|Failed(?: tests)?|errored)[:=] {0,3}[1-9]/i,
  ],
  [
    "build-failed",
    3,
    1.2,
    /BUILD FAILED|BUILD FAILURE|FAILURE: Build failed|What went wrong:|Execution failed for task|Failed to execute goal|COMPILATION ERROR|compilation failed|aborting due to|could not compile/i,
  ],
  [
    "error-level",
    3,
    3,
    /^\s*(?:\[(?:ERROR|FATAL|error)\]|##\[error\]|::error\b|(?:npm )?ERR!|npm error|yarn error|ERROR[: ]|FATAL[: ]|Error: |error: |fatal: |E: |PHP (?:Fatal|Parse) error|rake aborted|CMake Error|\w+: error:|[\w.-]{2,30}: \(\d{1,3}\) )/,
  ],
  ["make-error", 2.5, 1, /^\s*g?make(?:\[\d+\])?: \*\*\*|^ninja: build stopped|^\*\*\* \[|^make: /],
  [
    "crash",
    3,
    5,
    /segmentation fault|core dumped|\bSIG(?:SEGV|ABRT|KILL|BUS)\b|out of memory|OutOfMemory|heap limit|\bOOM\b|^\s*Killed$|exit(?:ed with)? (?:code )?137\b/i,
  ],
  [
    "not-found",
    3,
    5,
    /command not found|: No such file or directory|Permission denied|Cannot find (?:module|symbol|package|type)|Module not found|Could not (?:find|resolve)|unable to (?:find|resolve|locate)|No matching distribution|is not exported by|has no exported member|No matching export|not declared|unbound variable|cannot open shared object|is not recognized as/i,
  ],
  [
    "infrastructure",
    3,
    5,
    /No space left on device|\bENOSPC\b|ECONNRE(?:SET|FUSED)|Connection refused|(?:Cannot|Could not|Unable to) connect to|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|Could not resolve host|TLS handshake|certificate (?:verify|has expired|problem)|self-signed certificate|50[0234] (?:Service|Bad Gateway|Gateway|Internal)|429 Too Many|lost communication|received a shutdown|rate limit|pull access denied|manifest unknown|Temporary failure in name/i,
  ],
  [
    "timeout",
    2,
    4,
    /timed? ?out\b|deadline exceeded|No output has been received|exceeded the (?:maximum|timeout)|has been terminated|operation was canceled/i,
  ],
  ["ruby-failure", 3, 3, /^\s*Failure\/Error:|An error occurred while|^\s*(?:Gem|Bundler)::\w/],
];

export const WEAK =
  /error|\bfail|fatal|exception|cannot\b|can't|can not|unable|invalid|missing|undefined|denied|refused|abort|crash|killed|unexpected|not found|unresolved|mismatch|violation|panic|reject|conflict|offense|\bwrong\b|broken|unknown|unsupported|incompatible|deprecated and/i;

/** What test runners write of a test that passed. */
export const PASSED =
  /^\s*(?:✓|✔|√|ok \d|ok\s|PASS\b|--- PASS|\[\s*(?:OK|ok)\b|\.{2,}\s*ok$)|\.\.\. ok$|\.{3,}\s*Passed\b|\bPASSED\b(?!.{0,80}\bFAILED\b)|(?<!\d )\bpassed$/;

/** What only sounds like a failure. */
export const NEGATIVES: readonly RegExp[] = [
  /\b(?:0|no|zero) (?:\w{1,12} )?(?:errors?|failures?|failed|failing|problems?|warnings?|offen[cs]es)\b|\b(?:Failures|Errors|failed)[:=] ?0\b(?!.{0,60}\b(?:Failures|Errors)[:=] ?[1-9])/i,
  // A code alone, which the message follows, and a mark before nothing.
  /^\s*(?:\[ERROR\]|npm (?:ERR!|error)(?: (?:code|errno|syscall|path) \S{0,200})?)\s*$/,
  /fail-?fast|failsafe|fail_fast|continue-on-error|\berror-?prone|\bon-?error|\berrorlevel|ignore.{0,10}error|error-?handl|allow_failures|\bset -e/i,
  /^\s*(?:\[?WARN(?:ING)?\b|##\[warning\]|::warning|npm warn|warning\b|\(node:\d+\) )|\bwarning:|DeprecationWarning|^\s*DEPRECATED\b/i,
  /^\s*(?:Downloading|Downloaded|Fetching|Unpacking|Setting up|Selecting|Preparing|Installing|Collecting|Get:\d|Compiling \w|Receiving|Resolving|Requirement already|Using cached|Hit:\d|Using \w+ \d)/i,
  PASSED,
  /^\s*(?:\$|\+|>|#(?!\s+(?:Failed|Error))|%|travis_\w+)\s|^\s*(?:if |export |echo |def |fn |function |const |let |var |import |catch\b|except\b|raise |throw )|^\[command\]/,
  /--(?:no-)?\w{0,20}-?(?:error|fail)|(?:error|exception|fail(?:ure)?)s?[-_.]\w+\.(?:js|ts|py|rb|java|h|o|class|jar|gem|deb|whl)\b/i,
  /^\s*at [\w.$<>[\] ]{1,200}\(|^\s+File "/,
];

/** Where a job is set up, before anything of the project runs. */
export const SETUP =
  /^(?:Worker information|Build system information|Operating System|Runner Image|hostname:|version: v|instance: |startup: |travis-build version|GITHUB_TOKEN Permissions|Secret source|Prepare (?:workflow|all)|Getting action|Download action|Complete job name|Runner name:|Machine name:|Current runner version|Running with gitlab-runner|Preparing the |Using Docker executor)/;

/** What ends a step with a failure: those of a service itself, then those of programs. */
export const EXIT_OF_SERVICE =
  /(?:##\[error\] ?|::error::|^Error: )(?:Process completed with exit code [1-9]|.{1,60} exited with code '?-?[1-9]|The operation was canceled|The process '.{1,200}' failed with exit code [1-9])|^The command ".{0,400}" (?:failed and )?exited with [1-9]|^ERROR: Job failed|^(?:ERROR: )?script returned exit code [1-9]|^Finished: (?:FAILURE|ABORTED|UNSTABLE)|The command exited with status (?:-1|[1-9])|Exited with code (?:exit status )?[1-9]|No output has been received in the last/;
export const EXIT_OF_PROGRAM =
  /Process completed with exit code [1-9]|\bexited with (?:code |status |exit code )?[1-9]|\bELIFECYCLE\b|returned a non-zero code|exit(?:ed)?(?: with)? (?:status|code):? [1-9]|Command failed with exit code [1-9]|returned non-zero exit status [1-9]|Build step '.{1,80}' marked build as failure/i;

/** One call of a trace: where its language says so in words, or where a place in a file ends the line. */
export const CALLED =
  /^\s+at \S|^\s+File "|^\s{1,40}(?:[❯#] )?(?:[^\s(]\S{0,200} ){0,4}\(?(?:\w{1,10}:\/{0,3})?[^\s():]{1,200}\.\w{1,5}:\d+(?::\d+)?(?:\)|:in .{1,200})?$|^\s+[\w.$<>]{2,200} \((?:<anonymous>|native|node:[\w:/]{1,100})\)$/;

/** A line that goes on with the trace or the comparison above it. */
export const CONTINUED =
  /^\s*\^[\s~^-]*$|^\s+[-+|>]|^[-+] |^\s{0,8}>?\s*\d+ ?\||^E {3}|^>? {4}\S|^\t\S|^(?:created by )?[\w./*()-]{3,200}\(.{0,200}\)$|^goroutine \d+ \[|^\s+\.\.\. \d+ more|^\s*(?:Caused by|Expected|Received|Actual|expected|actual)\b|^\s*[~^]+$|^\s*(?:-->|= (?:note|help))/;

/** What the values of a comparison are masked by. */
export const VALUES = "<V>";

/** What changes from run to run, and its sign; in this order, so that the more special goes first. */
export const MASKS: readonly (readonly [name: string, pattern: RegExp, sign: string])[] = [
  ["compared", /(?<=^.{0,60}\b(?:Expected (?:values|inputs|["&]\S{0,6}actual)[^:]{0,80}|evaluated to a falsy value): ).{1,600}/g, VALUES],
  ["url", /\b(?:https?|ftp|wss?|git|ssh|file|s3|postgres|redis|mongodb|amqp|jdbc:\w+):\/\/[^\s"'<>)\]]{1,600}/gi, "<URL>"],
  ["uuid", /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "<UUID>"],
  ["timestamp", /\b\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z| ?[+-]\d\d:?\d\d)?/g, "<TIME>"],
  [
    "date",
    /\b(?:\d{4}[-/]\d\d[-/]\d\d|\d{1,2}[-/](?:\d\d|[A-Z][a-z]{2})[-/]\d{4})\b|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? (?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} [A-Z][a-z]{2})\b(?: \d{4})?/g,
    "<DATE>",
  ],
  ["clock", /\b\d{1,2}:\d\d:\d\d(?:[.,]\d{1,9})?\b/g, "<TIME>"],
  [
    "address",
    /\b(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?\b|\blocalhost:\d{2,5}\b|\[?::1\]?:\d{2,5}|\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/gi,
    "<IP>",
  ],
  ["pointer", /\b0x[0-9a-f]+\b/gi, "<HEX>"],
  ["sha", /\b(?=[a-f]{0,60}\d)(?=\d{0,60}[a-f])[0-9a-f]{7,64}\b/g, "<HEX>"],
  ["base64", /(?<![\w+/=])[A-Za-z0-9+/]{10,600}={1,2}(?![\w=])/g, "<B64>"],
  [
    "temporary",
    /(?:\/private)?\/(?:tmp|var\/tmp|var\/folders)\/[^\s"':),\]]{1,300}|[A-Za-z]:\\[^\s"']{0,200}\\Temp\\[^\s"')]{1,200}|(?<![^\s"'(])[^\s"'(]{0,400}pytest-of-[^\s"')]{1,300}/g,
    "<TMP>",
  ],
  [
    "workspace",
    /(?:\/(?:home|Users|root|builds|workspace|github|opt|srv|var\/lib|usr\/src|app|src|go\/src|drone|bitrise)\b|\b[A-Z]:[\\/])(?:[\\/][\w.@+ -]{1,100}(?=[\\/])){0,20}[\\/]?/g,
    "<WS>/",
  ],
  ["object", /(?<=\w)@[0-9a-f]{5,16}\b/g, "@<ID>"],
  [
    "quantity",
    /(?<![\w.])\d[\d.,]{0,20} ?(?:ns|us|µs|ms|s|sec(?:ond)?s?|min(?:ute)?s?|h(?:ours?)?|[kKMGT]i?B|[kMG]b|bytes?|B|%)(?![\w])/g,
    "<QTY>",
  ],
  ["position", /(?<=[\w)\]]):\d{1,7}(?::\d{1,7})?(?=\b)|(?<=\.\w{1,5})\(\d{1,7}(?:,\d{1,7})?\)|(?<=\bline )\d{1,7}\b/gi, ":<L>"],
  [
    "number",
    /(?<![\w.<]|(?:exit(?:ed with)?|code|status|HTTP|signal)[ :=]{1,2})[-+]?\d{1,40}(?:[_,]\d{1,20}){0,10}(?:\.\d{1,30})?(?:e[-+]?\d{1,3})?(?![\w])/gi,
    "<N>",
  ],
];

/** The folders of a machine, up to what a project names its files by: where services check projects out, or to the first folder that projects have. */
export const WORKSPACE =
  /^(?:file:\/\/)?(?=\/|[A-Za-z]:[\\/])(?:(?:\/home\/runner\/work\/|\/__w\/|[A-Z]:[\\/]a[\\/]|\/home\/travis\/build\/|\/builds\/)[^\\/]{1,100}[\\/][^\\/]{1,100}[\\/]|(?:[\\/]?[^\\/\n]{1,100}[\\/]){1,20}?(?=(?:src|lib|tests?|specs?|__tests__|packages|apps|e2e)[\\/])|(?:[\\/]?[^\\/\n]{1,100}[\\/]){1,30}(?=[^\\/\s]{1,200}\.[a-z]\w{0,4}(?:\s|$)))/;

export const FRAMES = {
  most: 10,
  /** Code that is not the project's. */
  foreign:
    /(?:^|\/)(?:node_modules|site-packages|dist-packages|vendor|third_party|\.cargo|rustc|\.rustup|\.m2|gems|lib\/python[\d.]+|usr\/(?:lib|local\/(?:lib|go))|go\/pkg\/mod|goroot)\/|^(?:node:|internal\/|native\b|<|\[)|^(?:java|javax|jdk|sun|com\/sun|kotlin|scala|groovy|org\/(?:junit|testng|gradle|apache\/maven|mockito|hamcrest|assertj|opentest4j))\//i,
  /** Functions that only carry a failure on. */
  irrelevant:
    /^(?:assert\w*|expect\w*|should\w*|fail\w*|raise\w*|throw\w*|panic\w*|_?_?unwrap\w*|processTicksAndRejections|process\.processTicksAndRejections|Promise\.then|new Promise|runTest\w*|runMicrotasks|Object\.<anonymous>|core::panicking.*|std::panicking.*|rust_begin_unwind|testing\.tRunner|runtime\..*|invoke\w*)$/i,
} as const;

export const TEMPLATES = {
  longest: 1_000,
  mostWords: 120,
  /** Forms of lines that are remembered while a file is read. */
  mostRemembered: 100_000,
  /** Share of the words that two lines of one form have in common. */
  threshold: 0.7,
  /** Forms that begin alike with which a line is compared, the latest. */
  mostCompared: 100,
  /** A place with at most so many words, each in so many lines, holds deeds rather than names. */
  mostDeeds: 4,
  deedLeast: 2,
  /** After these a name stands. */
  beforeNames: /[=:]$|^(?:user|host|for|from|by|to|name|named|node|id|of|on|in|at)$/i,
} as const;
