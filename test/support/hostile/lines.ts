import { ANY_FAILURE, FAILING, FOUND, logOf, noise, type HostileKind } from "./build.ts";
import { trap } from "./traps.ts";

const ESCAPE = "\u001b";
const BOMBS = [
  `${ESCAPE}[${"1;".repeat(2_000)}m`,
  `${ESCAPE}[`.repeat(2_000),
  `${ESCAPE}]0;${"x".repeat(3_000)}`,
  `${ESCAPE}]8;;http://127.0.0.1/${"y".repeat(600)}${ESCAPE}\\`,
  `${ESCAPE}P${"q".repeat(1_000)}`,
  `${ESCAPE}[2J${ESCAPE}[H${ESCAPE}[?1049h`,
  `\u009b${"9".repeat(1_000)}`,
  "\r".repeat(2_000),
  "\b".repeat(2_000),
  "\u202e\u2066\u200b\ufeff".repeat(500),
  "e\u0301".repeat(1_000),
  "\ud800".repeat(500),
] as const;

function many(count: number, line: (index: number) => string): string {
  return Array.from({ length: Math.ceil(count) }, (_, index) => line(index)).join("\n");
}

/** Logs whose lines are more, longer or worse than any build writes. */
export const LINES: Readonly<Record<string, HostileKind>> = {
  "one endless line": (chance, scale) => {
    const line = chance.of(["x", "error ", "a:1:", " ", "at ", "\u001b["]);
    return logOf(`${line.repeat((50_000_000 * scale) / line.length)}\n${FAILING}`, /(?=.*TS2345)(?=.*characters were cut)/s);
  },
  "empty lines": (_, scale) => logOf(`${"\n".repeat(5_000_000 * scale)}${FAILING}`, FOUND),
  "lines ended by \\r": (chance, scale) => logOf(`${noise(chance, 100_000 * scale)}\n${FAILING}\n`.replaceAll("\n", "\r"), FOUND),
  "terminal sequences": (chance) => logOf(`${chance.of(BOMBS)}\n${FAILING}\n${chance.of(BOMBS)}\n`, FOUND),
  "terminal sequences without end": (chance, scale) => logOf(`${chance.of(BOMBS).repeat(1_000 * scale)}\n${FAILING}\n`, FOUND),
  "traps for our patterns": (chance) => logOf(`${trap(chance)}\n${trap(chance)}\n${FAILING}\n${trap(chance)}\n`, ANY_FAILURE),
  "many traps for our patterns": (chance, scale) => logOf(`${many(400 * scale, () => trap(chance))}\n${FAILING}\n`, ANY_FAILURE),
  "a stack without end": (_, scale) =>
    logOf(
      `${many(100_000 * scale, (index) => `    at step${index} (src/step${index}.ts:3:5)`)}\nTypeError: too deep\n${FAILING}`,
      ANY_FAILURE,
    ),
  "the same error without end": (_, scale) =>
    logOf(`${many(300_000 * scale, (index) => `src/a.ts(${index},1): error TS2345: no`)}\n${FAILING}`, FOUND),
  "commands without end": (chance) =>
    logOf(`${"::error ".repeat(1 + chance.upTo(2_000))}\n::error file=${"a,".repeat(900)}\n${FAILING}`, ANY_FAILURE),
  "groups without end": (chance, scale) =>
    logOf(`${many(100_000 * scale, (index) => `##[group]Run part ${index % chance.upTo(50_000 + 1)}`)}\n${FAILING}`, FOUND),
  "quotes and brackets": (chance) => logOf(`${chance.of(['"', "'", "`", "(", "[", "{", "<", "\\", "("]).repeat(4_000)}\n${FAILING}`, FOUND),
  "TAP with a broken plan": (chance) => {
    const plan = chance.of(["1..0", "1..999999999999", "1..-1", "2..1", "1..", "Bail out!", "TAP version 99"]);
    const test = chance.of(["not ok 3 - sums", "not ok 999999 sums", "    not ok 1 - sums\n      ---\n      error: |-\n        no"]);
    return logOf(`${plan}\n${test}\n  ---\n  error: 'no sum'\n  errorType: x\n${plan}\n`, ANY_FAILURE);
  },
  "TAP with more tests than anybody has": (_, scale) =>
    logOf(
      many(60_000 * scale, (index) => `not ok ${index} - ${"a/".repeat(index % 150)}t${index}`),
      ANY_FAILURE,
    ),
  "go test -json with broken lines": (chance) => {
    const lines = [
      '{"Action":"output","Package":"shop","Test":"TestSum","Output":"    sum_test.go:4: got 4\\n"}',
      '{"Action":"fail","Package":"shop","Test":"TestSum"}',
      '{"Action":"fail","Package":7,"Test":["x"]}',
      '{"Action":',
      '{"Action":"output","Output":"\\ud800"}',
      `{"Action":"output","Output":"${"x".repeat(9_000)}"}`,
      '{"__proto__":{"Action":"fail"},"Action":"run"}',
      `{"Action":${"[".repeat(3_000)}`,
    ] as const;
    return logOf([...Array.from({ length: 20 }, () => chance.of(lines)), lines[1]].join("\n"), /TestSum/);
  },
  "go test -json with more tests than anybody has": (_, scale) =>
    logOf(
      many(40_000 * scale, (index) => `{"Action":"fail","Package":"p${index}","Test":"T${index}/s"}`),
      ANY_FAILURE,
    ),
  "what several runners print, mixed": (chance) => {
    const parts = [
      "  \u25cf cart \u203a sums\n\n    expect(received).toBe(expected)",
      "=== FAILURES ===\n____ test_sum ____\nE   assert 1 == 2",
      "--- FAIL: TestSum (0.00s)",
      "1) Shop\\CartTest::testSum",
      "[ RUN      ] Cart.Sum",
      "Traceback (most recent call last):",
      "Caused by: ".repeat(300),
      "section_start:1:x",
      "travis_fold:start:y",
    ] as const;
    return logOf(`${Array.from({ length: 12 }, () => chance.of(parts)).join("\n")}\n${trap(chance)}\n${FAILING}`, ANY_FAILURE);
  },
};
