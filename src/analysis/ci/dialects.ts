/** How a test runner tells of one failing test in its output: a heading with its name, and what follows until it ends. */
export interface TestDialect {
  readonly name: string;
  /** Its groups `test` and, where it tells one, `file`. */
  readonly heading: RegExp;
  /** The first line that is no part of it any more; the next heading ends it too. */
  readonly end: RegExp;
  /** A heading counts only after such a line, and no more after `until`. */
  readonly after?: RegExp;
  readonly until?: RegExp;
  /** A line before it that names the file, in its group `file`. */
  readonly file?: RegExp;
  /** A line in it that tells the message, in its group `text` or else behind it; and one that tells the kind of error, in its group `type`. */
  readonly message?: RegExp;
  readonly type?: RegExp;
}

/** In the order in which they are tried: the first that finds any test in a log decides, since some repeat in their summary what another tells in full. */
export const TEST_DIALECTS: readonly TestDialect[] = [
  {
    // https://docs.pytest.org/en/stable/how-to/output.html
    name: "pytest",
    after: /^=+ (?:FAILURES|ERRORS) =+$/,
    until: /^=+ (?:short test summary info|warnings summary|\d+ failed).* =+$/,
    heading: /^_{3,} (?<test>\S.{0,300}?) _{3,}$/,
    end: /^={3,} /,
  },
  { name: "pytest-summary", heading: /^(?:FAILED|ERROR) (?<file>[^\s:]{1,200}\.py)(?:::(?<test>\S.{0,300}?))?(?: - .*)?$/, end: /^/ },
  {
    name: "unittest",
    heading: /^(?:FAIL|ERROR): (?<test>[\w.]{1,200} \([\w.]{1,300}\))/,
    end: /^={10,}$|^Ran \d+ tests?/,
  },
  {
    name: "vitest",
    heading: /^ ?(?:FAIL|❯) {2}(?:\|.{1,60}\| )?(?<file>\S{1,200}\.[cm]?[jt]sx?)(?: > (?<test>.{1,400}))?$/,
    end: /^[⎯ ]*⎯{5,}(?:\[\d+\/\d+\])?⎯*$|^ Test Files /,
    after: /⎯ Failed (?:Tests|Suites) \d+ ⎯/,
  },
  {
    name: "jest",
    heading: /^ {0,4}● (?!Console|Cannot log|Deprecation)(?<test>\S.{0,400})$/,
    end: /^(?:PASS|FAIL|Test Suites:|Snapshot Summary|Summary of all failing tests)\b/,
    file: /^(?:FAIL) (?:\S+ )?(?<file>\S{1,200}\.[cm]?[jt]sx?)/,
  },
  {
    name: "playwright",
    heading: /^ {2}\d{1,5}\) (?:\[[^\]]{1,60}\] › )?(?<file>\S{1,200}\.[cm]?[jt]sx?):\d+:\d+ › (?<test>.{1,300}?)\s*[─=]*$/,
    end: /^ {2}\d+ (?:failed|flaky|passed)\b/,
  },
  {
    name: "rspec",
    after: /^Failures:$/,
    until: /^Finished in |^Failed examples:/,
    heading: /^ {2}\d{1,5}\) (?<test>\S.{0,300})$/,
    end: /^Finished in |^Failed examples:/,
  },
  {
    name: "mocha",
    after: /^ {2}\d{1,6} failing$/,
    heading: /^ {2}\d{1,5}\) (?<test>\S.{0,300})$/,
    end: /^(?:npm|error|##\[)/,
  },
  {
    name: "phpunit",
    after: /^There (?:was|were) \d+ (?:failure|error)s?:$/,
    heading: /^\d{1,5}\) (?<test>[\w\\]{1,200}::\w.{0,200})$/,
    end: /^(?:FAILURES!|ERRORS!|--)$/,
  },
  {
    // https://docs.phpunit.de/en/9.6/textui.html#testdox
    name: "phpunit-testdox",
    after: /^PHPUnit \d/,
    heading: /^ ✘ (?<test>\S.{0,300})$/,
    end: /^ [✔∅↩☢⚠] |^\S/,
  },
  {
    // https://github.com/cucumber/cucumber-js/blob/main/docs/formatters.md
    name: "cucumber",
    after: /^Failures:$/,
    heading: /^\d{1,5}\) (?:Scenario|Example)(?: Outline)?: (?<test>\S.{0,300}?) # (?<file>\S{1,200}?):\d+$/,
    end: /^\d+ scenarios? \(/,
  },
  {
    // https://ant.apache.org/manual/Tasks/junit.html
    name: "ant",
    heading: /^\s*(?:\[junit\] )?Testcase: (?<test>\S{1,200}?)(?:\([\w.$]{1,200}\))?(?: took .{1,40})?:\s*(?:FAILED|Caused an ERROR)$/,
    end: /^\s*(?:\[junit\] )?(?:Testcase: |Test \S|BUILD )/,
  },
  { name: "cargo", heading: /^---- (?<test>\S{1,300}) stdout ----$/, end: /^failures:$/ },
  { name: "googletest", heading: /^\[ RUN {6}\] (?<test>\S{1,300})$/, end: /^\[ +(?:OK|FAILED) +\]|^\[[-=]{10}\]/ },
  { name: "go", heading: /^\s*--- FAIL: (?<test>\S{1,300}) \(/, end: /^(?:FAIL|ok|PASS|exit status|===)\b|^\s*---/ },
  {
    name: "surefire",
    heading:
      /^\[ERROR\] {1,4}(?!Tests run)(?<test>[\w.$]{1,200}(?:\([\w.$]{1,200}\)|\.\w{1,200})?)(?:\[[^\]]{0,60}\])? .{0,120}<<< (?:ERROR|FAILURE)!/,
    end: /^$|^\[(?:INFO|ERROR|WARNING)\]/,
  },
  { name: "gradle", heading: /^(?<test>[\w.$]{1,200}(?: > .{1,120}){1,4}) FAILED$/, end: /^$|^\S/ },
  {
    name: "dotnet",
    heading: /^ {2}(?:Failed|X) (?<test>\S.{0,300}?) \[[\d<].{0,20}\]$/,
    end: /^ {2}(?:Passed|Skipped|Failed) |^(?:Test Run|Total tests|Failed!)/,
  },
  {
    name: "node",
    after: /^✖ failing tests:$/,
    heading: /^✖ (?<test>\S.{0,300}?) \([\d.]+m?s\)$/,
    end: /^test at /,
    file: /^test at (?<file>\S{1,200}?):\d+:\d+$/,
  },
  {
    name: "tap",
    heading: /^\s{0,40}not ok \d{1,6}(?! # (?:TODO|SKIP))(?: -)? (?<test>(?!.* # (?:TODO|SKIP)\b).{0,300})$/,
    end: /^\s*(?:not )?ok \d|^\s*# Subtest|^1\.\.\d/,
    // https://testanything.org/tap-version-14-specification.html
    message: /^\s{1,60}(?:error|message): (?:[|>][-+]?$|(?<quote>['"]?)(?<text>\S.{0,400}?)\k<quote>$)/,
    type: /^\s{1,60}(?:name|errorType): ['"]?(?<type>[\w.]{1,100})/,
  },
  { name: "ctest", heading: /^\s*\d{1,5}\/\d{1,5} Test +#\d+: (?<test>\S{1,200}) \.*\*\*\*/, end: /^/ },
];
