import { gzipSync } from "node:zlib";
import { ANY_FAILURE, bytesOf, logOf, type HostileBuild, type HostileKind } from "./build.ts";
import { trap } from "./traps.ts";

const CASE = `<testcase classname="cart" name="sums"><failure message="no sum" type="AssertionError">at cart.ts:3</failure></testcase>`;
const FOUND = /no sum/;

function report(inside: string, head = ""): string {
  return `<?xml version="1.0"?>${head}<testsuites><testsuite name="shop">\n${inside}\n</testsuite></testsuites>`;
}

function reportOf(content: string | Uint8Array, wants: RegExp): HostileBuild {
  return logOf(content, wants, "junit.xml");
}

function escaped(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are written as entities
  return text.replaceAll(/[<>&"\u0000-\u0008\u000b-\u001f]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Test reports that are cut, damaged or made to do harm. */
export const REPORTS: Readonly<Record<string, HostileKind>> = {
  "a report that breaks off": (chance) => {
    const whole = report(CASE.repeat(3));
    return reportOf(whole.slice(0, 40 + chance.upTo(whole.length - 60)), /breaks off/);
  },
  "a report of which nothing is left": (chance) => reportOf(chance.of(["", " ", "<", "<?xml", "\ufeff"]), /empty|no XML/),
  "a packed report": () => logOf(gzipSync(report(CASE)), FOUND, "junit.xml.gz"),
  "a packed report that breaks off": (chance) => {
    const bytes = gzipSync(report(Array.from({ length: 50 }, () => `<testcase name="${chance.upTo(1e9)}"/>`).join("") + CASE));
    return reportOf(bytes.subarray(0, bytes.length - 30 - chance.upTo(100)), /breaks off/);
  },
  "entities that grow": () => {
    const laughs = Array.from({ length: 9 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join("");
    return reportOf(
      report(`${CASE}<testcase name="&l9;"><failure message="&l9;"/></testcase>`, `<!DOCTYPE t [<!ENTITY l0 "x">${laughs}]>`),
      /defines entities of its own/,
    );
  },
  "entities from outside": (chance) => {
    const place = chance.of(["file:///etc/passwd", "http://127.0.0.1:9/x", "/dev/zero", "\\\\127.0.0.1\\x"]);
    return reportOf(
      report(CASE.replace("no sum", "no sum &x;"), `<!DOCTYPE t [<!ENTITY x SYSTEM "${place}">]>`),
      /(?=.*no sum)(?=.*defines entities)/s,
    );
  },
  "elements nested without end": (chance, scale) =>
    reportOf(report(CASE + chance.of(["<a>", "<testsuite>", "<failure>"]).repeat(100_000 * scale + 600)), /nested at most 500 deep/),
  "character data without end": (chance, scale) =>
    reportOf(
      `<testsuite><testcase name="a"><failure message="no sum"><![CDATA[${chance.of(["trace", "\n", "]]", "]"]).repeat(1_000_000 * scale)}`,
      /breaks off/,
    ),
  "giant attributes": (_, scale) => reportOf(report(CASE.replace("no sum", `no sum ${"x ".repeat(5_000_000 * scale)}`)), FOUND),
  "attributes without end": (_, scale) => {
    const attributes = Array.from({ length: 600 + 100_000 * scale }, (__, index) => `a${index}="1"`).join(" ");
    return reportOf(report(`${CASE}<testcase ${attributes}/>`), /at most 500 attributes/);
  },
  "another root": (chance) => {
    const root = chance.of(["project", "coverage", "checkstyle", "assemblies", "html", "__proto__", "constructor", "TESTSUITES", "x:y"]);
    return reportOf(`<?xml version="1.0"?><${root}>${CASE}</${root}>`, /expected a test report/);
  },
  "tags that don't match": (chance) =>
    reportOf(`<testsuites><testsuite name="s">${CASE}${chance.of(["</a>", "<b>", "<testcase>"])}</testsuites>`, FOUND),
  "words around it": (chance) =>
    reportOf(
      `${chance.of(["go: downloading", "npm warn", "\u001b[31m"])}\n${report(CASE)}\nexit status 1`,
      /(?=.*no sum)(?=.*text outside)/s,
    ),
  "another encoding": (chance) => {
    const text = report(CASE).replace("1.0", `1.0" encoding="${chance.of(["UTF-16", "utf-8", "EBCDIC", "", "\u0007"])}`);
    return reportOf(Buffer.from(chance.percent(50) ? `\ufeff${text}` : text, chance.percent(50) ? "utf16le" : "utf8"), FOUND);
  },
  "names that mislead": (chance) => {
    const name = chance.of([
      "__proto__",
      "constructor",
      "",
      "\u001b[2J",
      "\u202ename",
      "\ud800",
      "a\nb",
      "../../etc/passwd",
      "x".repeat(5_000),
    ]);
    return reportOf(report(CASE.replaceAll("sums", escaped(name)).replace("cart", escaped(name))), ANY_FAILURE);
  },
  "traps for our patterns": (chance) =>
    reportOf(report(CASE.replace("no sum", escaped(trap(chance))).replace("at cart", `${escaped(trap(chance))}\nat cart`)), ANY_FAILURE),
  "more tests than anybody has": (chance, scale) => {
    const one = (index: number): string =>
      CASE.replace("sums", `sums ${index}`).replace("no sum", `no sum ${chance.upTo(1e9)} of ${index % 300}`);
    return reportOf(report(Array.from({ length: 20_000 * scale + 10 }, (_, index) => one(index)).join("\n")), FOUND);
  },
  "a broken NUnit report": (chance) => {
    const whole = `<test-run><test-suite name="a"><test-case fullname="A.B" name="B" result="Failed"><failure><message><![CDATA[no sum]]></message></failure></test-case></test-suite></test-run>`;
    return reportOf(whole.slice(0, whole.length - 1 - chance.upTo(30)), /(?=.*no sum)(?=.*breaks off)/s);
  },
  "a broken Visual Studio report": (chance) => {
    const outcome = chance.of(["Failed", "Timeout", "Aborted", "Error"]);
    const whole = `<TestRun><Results><UnitTestResult testId="1" testName="A.B" outcome="${outcome}" duration="x"><Output><ErrorInfo><Message>no sum</Message></ErrorInfo></Output></UnitTestResult></Results><TestDefinitions><UnitTest id="2"><TestMethod/></UnitTest></TestDefinitions></TestRun>`;
    return logOf(whole.slice(0, whole.length - 1 - chance.upTo(60)), /(?=.*no sum)(?=.*breaks off)/s, "tests.trx");
  },
  "bytes by chance": (chance) =>
    reportOf(Buffer.concat([Buffer.from("<testsuites>"), bytesOf(chance, 3_000)]), /breaks off|no XML|nested|attributes|expected/),
};
