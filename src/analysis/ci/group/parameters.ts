/**
 * All that decides how failures are grouped, judged and traced to a change, in one place and with no case for any one project. A decision
 * is told by the name that its parameter has here, such as `flaky.same-commit`.
 */

/** Part of the id of each cause: a cause found by other rules is another one. */
export const VERSION = 1;

export const LOCAL = {
  /** Characters of a region's beginning that are compared. */
  head: 400,
  /** Share of these that may differ between failures of one test. */
  distance: 0.1,
  /** Groups of one test with which a failure is compared. */
  mostCompared: 40,
} as const;

export const MERGE = {
  /** Letters outside of masks from which on a message says something by itself. */
  informativeLetters: 12,
  /** A message in so large a share of the earlier causes says nothing by itself, where there are so many of them. */
  commonShare: 0.05,
  commonLeast: 40,
  /** Frames that have to be the same, from the innermost; fewer where a trace has fewer, but not fewer than two. */
  topFrames: 3,
  /** How alike two stacks have to be, and how much less a frame further out counts. */
  stackLikeness: 0.8,
  stackDepth: 0.3,
  stackSharpness: 2,
  /** Stacks with which one is compared. */
  mostCompared: 200,
  /** Infrastructure that fails in the same way within this time is one cause. */
  infraMs: 2 * 3_600_000,
} as const;

/** Messages that any failure may have: these never join failures of two tests. */
export const GENERIC =
  /^(?:error|failure|failed|test|assertion\w*|assert|expected|received|actual|values?|to|be|the|equal\w*|strictly|deep\w*|deep-equal|loosely|true|false|truthy|falsy|null|undefined|none|not|is|was|were|are|got|but|have|has|match\w*|instead|of|and|or|inputs?|identical|reference-\w+|err_assertion|timed?|timeout|out|after|in|ms|exceeded|exit(?:ed)?|code|status|process|completed|with|command|non-zero|operation|canceled|evaluated|falsy|value|snapshots?|file:|<\w+>|\d+)+$/i;

/** Code of tests, not of what they try. */
export const TEST_FILE =
  /(?:^|\/)(?:__tests__|tests?|specs?|e2e)\/|[._-](?:test|spec)s?\.\w+$|(?:^|\/)test_\w+\.py$|(?:Tests?|Spec)\.(?:java|kt|scala|cs|php|groovy)$/;

/** What only the place where builds run can do. */
export const INFRA_SIGNS: readonly (readonly [name: string, pattern: RegExp])[] = [
  [
    "runner-lost",
    /lost communication with the server|runner has received a shutdown|was not acquired by runner|self-hosted runner (?:lost|is offline)|agent (?:was|went) (?:lost|offline)|node .{0,40} went offline|The hosted runner encountered/i,
  ],
  [
    "out-of-memory",
    /\bexit(?:ed)?(?: with)?(?: code| status)?:? 137\b|\bOOMKilled\b|^\s*(?:\S{1,80}: line \d+: +\d+ )?Killed(?:\s*$|\s{2,})|Cannot allocate memory|signal: killed/im,
  ],
  ["disk-full", /No space left on device|\bENOSPC\b/],
  ["name-lookup", /\bEAI_AGAIN\b|Could not resolve host|Temporary failure in name resolution|getaddrinfo ENOTFOUND (?!localhost)/i],
  [
    "registry",
    /(?:\b429\b|\b50[0234]\b).{0,80}(?:registry|npm|pypi|maven|rubygems|crates|docker|ghcr|quay|artifact|mirror|archive\.ubuntu)|(?:registry|npm|pypi|maven|rubygems|crates|docker|ghcr|quay|artifact|mirror|archive\.ubuntu).{0,120}(?:\b429\b|\b50[0234]\b)|\b50[0234] (?:Service Unavailable|Bad Gateway|Gateway Time-?out)|too ?many ?requests|rate limit exceeded|Hash Sum mismatch/i,
  ],
  [
    "secure-connection",
    /TLS handshake|SSL_ERROR|certificate (?:verify failed|has expired|problem)|self-signed certificate|SSL: CERTIFICATE/i,
  ],
  [
    "image-pull",
    /ErrImagePull|ImagePullBackOff|pull access denied|failed to pull image|error pulling image|manifest unknown|(?:failed|unable) to (?:pull|download) (?:the )?(?:image|action|artifact|cache)/i,
  ],
  [
    "checkout",
    /fatal: (?:unable to access|could not read (?:Username|from remote)|Authentication failed)|RPC failed; (?:curl|HTTP)|The requested URL returned error: (?:429|5\d\d)/i,
  ],
  [
    "network",
    /npm (?:ERR!|error) (?:code|errno) (?:ECONNRESET|ETIMEDOUT|ECONNREFUSED)|network (?:timeout|is unreachable)|Connection reset by peer|\bECONNREFUSED\b|connection refused|(?:cannot|could not|unable to) connect to/i,
  ],
  // What a test has started itself is no network.
  [
    "network",
    /^(?!.*(?:\blocalhost\b|\b127\.0\.0\.\d|\b0\.0\.0\.0\b|\[::1\])).*(?:\bconnection timed out\b|\bconnect ETIMEDOUT\b|\b50[234] (?:bad gateway|service (?:temporarily )?unavailable|gateway time-?out)\b)/i,
  ],
  // Steps in which nothing of the project runs yet, or any more.
  ["before-any-work", /^(?:set up (?:job|runner)|initiali[sz]e containers|stop containers|prepare (?:job|runner))$/i],
  [
    "job-time",
    /exceeded the maximum (?:execution time|time limit)|No output has been received in the last|execution took longer than|job (?:exceeded|timed out)/i,
  ],
];

export const INFRA = { sign: 3, spread: 2, spreadJobs: 3, noTest: 1, rerun: 1 } as const;

export const FLAKY = {
  sameCommit: 4,
  comesAndGoes: 2,
  /** Stretches of failures, with green runs between. */
  comesAndGoesLeast: 3,
  known: 2,
  /** For so long a cause is remembered as flaky. */
  knownMs: 7 * 86_400_000,
  words: 1,
  untouched: 1,
  /** What such failures speak of. */
  vocabulary:
    /\btimed? ?out\b|\btimeout\b|EADDRINUSE|address already in use|\brace\b|\bflak|ECONNRESET|socket hang up|deadline exceeded|\bpolluted\b|not (?:ready|settled)|still (?:running|pending)|\bafter \d+ ?m?s\b|lock(?:ed| wait)/i,
} as const;

export const BROKEN = {
  consecutive: 3,
  /** Commits in a row. */
  consecutiveLeast: 2,
  defaultBranch: 1,
  suspect: 2,
  deterministic: 3,
  rerun: 2,
  /** Where nothing is known but what failed. */
  alone: 2,
  /** What may be as well of the place where builds run, or of how they are set up, as of the code. */
  doubtful:
    /command not found|No such file or directory|FileNotFound|unbound variable|\b(?:is|are) not (?:set|configured|installed)\b|out of memory|heap limit|limit exceeded|integrity|checksum|could not fetch|permission denied|\bexit(?:ed)?(?: with)?(?: code| status):? \d/i,
  /** What a compiler, a type checker or a linter says, and what a language says before anything runs. */
  certain:
    /\berror (?:TS|CS|MSB|NU)\d+|\berror\[E\d{4}\]|\.(?:c|cc|cpp|cxx|h|hpp|go|swift|m|zig):\d+:\d+: (?:fatal )?error|\.java:\d+: error|^\s*\d+:\d+\s+error\s|\bSyntaxError\b|\bIndentationError\b|ERR_MODULE_NOT_FOUND|Cannot find module|\bModuleNotFoundError\b|\bImportError\b|undefined reference to|COMPILATION ERROR|cannot find symbol|\.go:\d+:\d+: undefined/,
} as const;

/** By so much the first has to lead for a clear verdict. */
export const LEAD = 2;

export const SUSPECT = {
  line: 20,
  /** Lines around a frame. */
  near: 3,
  file: 10,
  symbol: 5,
  /** The source of a test says more than what lies beside it. */
  related: 3,
  folder: 2,
  dependency: 10,
  environment: 6,
  sole: 8,
  reverted: 20,
  bot: 0.5,
  likely: 20,
  possible: 10,
  /** How many are told. */
  most: 5,
  shortestSymbol: 4,
  manifests:
    /(?:^|\/)(?:package\.json|requirements[\w-]*\.txt|pyproject\.toml|Cargo\.toml|go\.mod|pom\.xml|build\.gradle(?:\.kts)?|Gemfile|composer\.json|\w+\.csproj)$/,
  settings:
    /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|poetry\.lock|uv\.lock|Cargo\.lock|go\.sum|Gemfile\.lock|composer\.lock|tsconfig[\w.-]*\.json|Dockerfile|docker-compose\.ya?ml|Makefile|\.nvmrc|\.tool-versions|rust-toolchain(?:\.toml)?|\.gitlab-ci\.yml|\.travis\.yml|Jenkinsfile|\.env[\w.-]*)$|(?:^|\/)\.(?:github|buildkite|circleci)\//,
  /** Errors that such a change can bring about. */
  environmentError:
    /environment variable|\benv(?:\.|ironment)\b|\bis not set\b|\bnot configured\b|command not found|No such file or directory|Cannot find module|ERR_MODULE_NOT_FOUND|ModuleNotFoundError|unsupported engine|EBADENGINE|\berror TS\d+|\bversion\b|permission denied/i,
  snapshots: /(?:^|\/)__snapshots__\/|\.snap$/,
} as const;

/** Causes that are no longer seen are forgotten after this time, and before where there are more; of each so many keys, messages and places are kept. */
export const HISTORY = { keptMs: 90 * 86_400_000, mostCauses: 500, mostKeys: 100, mostPlaces: 200 } as const;
