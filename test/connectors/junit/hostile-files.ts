import { failed, passed, report } from "./workspace.ts";

/** What becomes of a file: it is read, with or without a note that names it, or it is a failure. */
export type Verdict = "read" | "noted" | "failed";

/** A broken or malicious file. */
export interface HostileFile {
  name: string;
  content: string | Uint8Array;
  verdict: Verdict;
  /** Tests and those that failed, as they are counted; null where no report is told. */
  counts: string | null;
}

const ONE = failed("adds");

function file(name: string, verdict: Verdict, counts: string | null, content: string | Uint8Array): HostileFile {
  return { name: `${name}.xml`, content, verdict, counts };
}

/** A report with these elements. */
function inside(name: string, verdict: Verdict, counts: string | null, ...elements: readonly string[]): HostileFile {
  return file(name, verdict, counts, report(...elements));
}

/** A report in these bytes, which declares an encoding. */
function declared(encoding: string): string {
  return `<?xml version="1.0" encoding="${encoding}"?><testsuite name="s">${failed("caf\u00e9")}</testsuite>`;
}

const LAUGHS = Array.from({ length: 9 }, (_, index) => `<!ENTITY lol${index + 1} "${`&lol${index};`.repeat(10)}">`).join("");
const UTF16 = Buffer.from(`\ufeff${declared("UTF-16")}`, "utf16le");
const MEGA = 1024 * 1024;

/** Every one of them is to be told in some way; none may crash, hang or vanish. */
export const HOSTILE_FILES: readonly HostileFile[] = [
  // What is no report.
  file("empty", "failed", null, ""),
  file("blank", "failed", null, " \r\n\t\n"),
  file("text", "failed", null, "all 12 tests passed\n"),
  file("json", "failed", null, '{"testsuites":[{"name":"a"}]}'),
  file("json-with-tags", "noted", "0 0", '{"log":"<testsuite>","end":"</testsuite>"}'),
  file("html", "noted", null, "<!doctype html><html><body>Sign in</body></html>"),
  file("svg", "noted", null, '<svg xmlns="http://www.w3.org/2000/svg"><testcase name="a"><failure/></testcase></svg>'),
  file("pom", "noted", null, '<?xml version="1.0"?><project><build/></project>'),
  file("coverage", "noted", null, '<?xml version="1.0"?><coverage line-rate="1"></coverage>'),
  file("nunit", "read", "1 1", '<test-run id="2" testcasecount="1"><test-suite><test-case result="Failed"/></test-suite></test-run>'),
  file("xunit", "noted", null, '<assemblies><assembly><collection><test result="Fail"/></collection></assembly></assemblies>'),
  file("trx", "read", "0 0", '<TestRun id="1"><Results/></TestRun>'),
  file("odd-root", "noted", null, "<constructor><testcase/></constructor>"),
  file("proto-root", "noted", null, "<__proto__/>"),
  file("rude-root", "failed", null, `<\u001b[31mred\u202e><testsuite/></x>`),
  file("bare-case", "noted", null, '<testcase name="a"><failure/></testcase>'),
  file("declaration-only", "failed", null, '<?xml version="1.0"?>'),
  file("comment-only", "failed", null, "<!-- nothing here -->"),
  file("binary", "failed", null, Buffer.from(Array.from({ length: 4_096 }, (_, index) => (index * 7) % 256)).fill(1, 60, 61)),
  file("zip", "failed", null, Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0])),
  file("gzip", "failed", null, Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])),
  file("zeros", "failed", null, Buffer.alloc(10_000)),
  // Entities and document types.
  file(
    "laughs",
    "noted",
    "1 1",
    `<?xml version="1.0"?><!DOCTYPE t [<!ENTITY lol0 "lol">${LAUGHS}]><testsuite name="s">${failed("a", "&lol9;")}</testsuite>`,
  ),
  file(
    "quadratic",
    "noted",
    "1 1",
    `<!DOCTYPE t [<!ENTITY a "${"a".repeat(100_000)}">]><testsuite>${failed("a", "&a;".repeat(10_000))}</testsuite>`,
  ),
  file("outside", "noted", "1 1", `<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuite>${failed("a", "&x;")}</testsuite>`),
  file("parameter", "noted", "1 1", `<!DOCTYPE t [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p.dtd"> %p;]><testsuite>${ONE}</testsuite>`),
  file("outer-type", "read", "1 1", `<!DOCTYPE testsuite SYSTEM "http://127.0.0.1:9/a.dtd"><testsuite>${ONE}</testsuite>`),
  inside("unknown-entity", "read", "1 1", failed("a", "&nbsp;&nothing; & &amp;amp; &#xffffffff; &#0; &#xd800;")),
  file("stylesheet", "read", "1 1", `<?xml-stylesheet href="http://127.0.0.1:9/a.xsl"?><testsuite>${ONE}</testsuite>`),
  inside("inclusion", "read", "1 1", '<xi:include href="/etc/passwd" parse="text"/>', ONE),
  // What breaks off or does not match.
  file("cut-in-suite", "failed", "1 1", `<testsuite name="s">${ONE}`),
  file("cut-in-case", "failed", "1 1", '<testsuite name="s"><testcase name="a"><failure message="x">at'),
  file("cut-in-tag", "failed", "1 1", `<testsuite name="s">${ONE}<testcase na`),
  file("cut-in-attribute", "failed", "1 1", `<testsuite name="s">${ONE}<testcase name="b`),
  file("cut-in-cdata", "failed", "1 1", '<testsuite><testcase name="a"><failure><![CDATA[trace'),
  file("cut-in-comment", "failed", "1 1", `<testsuite>${ONE}<!-- and`),
  file("cut-at-start", "failed", null, "<testsuites"),
  file("cut-root", "failed", null, "<testsuites>"),
  inside("crossed", "noted", "1 1", '<testcase name="a"><failure message="x"></testcase></failure>'),
  inside("stray-ends", "read", "1 1", "</testcase></failure>", ONE, "</nothing>"),
  inside("unclosed-case", "noted", "2 1", '<testcase name="b">', ONE),
  file("two-documents", "noted", "2 1", report(ONE) + report(passed("b"))),
  file("text-before", "noted", "1 1", `go: downloading x\n${report(ONE)}`),
  file("text-behind", "noted", "1 1", `${report(ONE)}exit status 1\n`),
  inside("bare-signs", "read", "1 1", '<testcase name="a & b < c"><failure message="1 < 2 && 3 > 2">x < y</failure></testcase>'),
  file("upper-case", "noted", null, "<TESTSUITE><TESTCASE/></TESTSUITE>"),
  inside("unquoted", "read", "1 1", "<testcase name=adds time=1><failure message=no /></testcase>"),
  // Encodings and characters.
  file("utf16-le", "read", "1 1", UTF16),
  file("utf16-be", "read", "1 1", Buffer.from(UTF16).swap16()),
  file("utf16-no-mark", "read", "1 1", UTF16.subarray(2)),
  file("utf16-lie", "read", "1 1", declared("UTF-16")),
  file("latin1", "read", "1 1", Buffer.from(declared("ISO-8859-1"), "latin1")),
  file("latin1-undeclared", "read", "1 1", Buffer.from(report(failed("caf\u00e9")), "latin1")),
  file("mark", "read", "1 1", `\ufeff${report(ONE)}`),
  file("unknown-encoding", "noted", "1 1", declared("EBCDIC-CP-BE")),
  file("rude-encoding", "noted", "1 1", declared("\u001b[31m__proto__")),
  inside("control", "read", "1 1", failed("a\u0000\u0001\u0008\u001b[2J\u001b]0;owned\u0007", "\u202e\u2066x")),
  inside("lone-surrogate", "read", "1 1", failed("a&#xdfff;\ufffe\uffff")),
  inside("invisible-twins", "read", "2 2", failed("a"), failed("a\u200b")),
  // Beyond measure.
  file("deep", "failed", null, "<testsuite>".repeat(10_000)),
  file("deep-others", "failed", "1 1", report(ONE, "<a>".repeat(10_000))),
  inside("long-attribute", "read", "1 1", failed("a".repeat(10 * MEGA))),
  inside("long-message", "read", "1 1", failed("a", "m".repeat(10 * MEGA))),
  inside("many-attributes", "failed", "1 1", ONE, `<testcase ${Array.from({ length: 100_000 }, (_, index) => `a${index}=""`).join(" ")}/>`),
  inside("long-text", "read", "1 1", `<testcase name="a"><failure>${"stack ".repeat(2 * MEGA)}</failure></testcase>`),
  inside("long-cdata", "read", "1 1", `<testcase name="a"><failure><![CDATA[${"stack ".repeat(2 * MEGA)}]]></failure></testcase>`),
  inside("long-comment", "read", "1 1", `<!--${"-".repeat(5 * MEGA)}-->`, ONE),
  inside("long-element-name", "read", "1 1", `<${"n".repeat(5 * MEGA)}/>`, ONE),
  file("long-nothing", "failed", null, " ".repeat(5 * MEGA)),
  inside("many-entities", "read", "1 1", failed("a", "&lt;".repeat(MEGA))),
  inside("many-failures", "read", "1 1", `<testcase name="a">${"<failure message='x'/>".repeat(50_000)}</testcase>`),
  inside("many-failing", "read", "5000 5000", ...Array.from({ length: 5_000 }, (_, index) => failed(`t${index}`))),
  inside("many-suites", "read", "50000 0", '<testsuite name="s"><testcase name="a"/></testsuite>'.repeat(50_000)),
  inside("same-failing", "read", "1 1", failed("a").repeat(20_000)),
  // What contradicts itself.
  file("wrong-counts", "noted", "1 1", `<testsuite tests="12" failures="0" errors="0">${ONE}</testsuite>`),
  file("counts-without-tests", "noted", "0 0", '<testsuites tests="3" failures="2"/>'),
  file("odd-counts", "read", "1 1", `<testsuite tests="-1" failures="1e9" errors="NaN" time="-5">${ONE}</testsuite>`),
  inside("odd-times", "read", "3 0", '<testcase name="a" time="-1"/><testcase name="b" time="Infinity"/><testcase name="c" time="1e400"/>'),
  inside("odd-line", "read", "1 1", '<testcase name="a" line="-3e9"><failure/></testcase>'),
  file("odd-date", "read", "1 1", `<testsuite timestamp="2026-99-99T99:99:99">${ONE}</testsuite>`),
  file("far-date", "read", "1 1", `<testsuite timestamp="9999-12-31T23:59:59Z">${ONE}</testsuite>`),
  inside("duplicates", "read", "2 1", failed("a"), failed("a"), passed("b")),
  inside("double-attribute", "read", "1 1", '<testcase name="a" name="b"><failure/></testcase>'),
  inside("no-names", "read", "1 1", "<testcase><failure/></testcase>"),
  inside("proto-names", "read", "2 2", failed("__proto__"), failed("constructor")),
  inside("proto-attributes", "read", "1 1", '<testcase __proto__="x" constructor="y" hasOwnProperty="z" name="a"><failure/></testcase>'),
  inside("case-in-case", "read", "2 1", `<testcase name="outer">${ONE}</testcase>`),
  inside("failed-and-skipped", "read", "1 1", '<testcase name="a"><skipped/><failure/><error/></testcase>'),
  inside("failed-and-flaky", "read", "1 1", '<testcase name="a"><flakyFailure/><failure/></testcase>'),
  // What hides in sections of plain characters.
  inside("cdata-end", "read", "1 1", '<testcase name="a"><failure><![CDATA[</failure></testcase></testsuite>]]></failure></testcase>'),
  inside("cdata-split", "read", "1 1", '<testcase name="a"><failure><![CDATA[a]]]]><![CDATA[>b]]></failure></testcase>'),
  inside("cdata-tests", "read", "1 1", "<system-out><![CDATA[", failed("fake"), "]]></system-out>", ONE),
  inside("comment-tests", "read", "1 1", `<!-- ${failed("fake")} -->`, ONE),
  inside("output-tests", "read", "1 1", `<system-out>${failed("fake").replaceAll("<", "&lt;")}</system-out>`, ONE),
];
