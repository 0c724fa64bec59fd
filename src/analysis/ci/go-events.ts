import { z } from "zod";
import type { LogLine } from "./log.ts";
import { scoreOf } from "./score.ts";
import { holdersOf, type TestBlock } from "./test-blocks.ts";

/** https://pkg.go.dev/cmd/test2json */
const eventSchema = z.object({
  Action: z.string(),
  Package: z.string().default(""),
  Test: z.string().default(""),
  Output: z.string().default(""),
});

const MOST_LINES = 150;

/** The failing tests of `go test -json`, whose lines are events, with what each printed. */
export function findGoTests(lines: readonly LogLine[]): TestBlock[] {
  const printed = new Map<string, LogLine[]>();
  const failed = new Set<string>();
  for (const line of lines) {
    const event = line.text.startsWith('{"') && line.text.includes('"Action"') ? eventOf(line.text) : undefined;
    if (!event) continue;
    const test = [event.Package, event.Test].filter((part) => part !== "").join(" > ");
    if (event.Action === "fail") failed.add(test);
    if (event.Action === "output" || event.Action === "build-output") add(printed, test, line, event.Output);
  }
  const holders = holdersOf(failed, [" > ", "/"]);
  return [...failed]
    .filter((test) => !holders.has(test))
    .map((test) => ({ dialect: "go-json", test, lines: printed.get(test) ?? [], message: null, type: "" }));
}

function add(printed: Map<string, LogLine[]>, test: string, line: LogLine, output: string): void {
  const text = output.trimEnd();
  const own = printed.get(test) ?? [];
  printed.set(test, own);
  if (own.length < MOST_LINES && !/^\s*=== (?:RUN|PAUSE|CONT)/.test(text)) own.push({ ...line, ...scoreOf(text), text });
}

function eventOf(text: string): z.infer<typeof eventSchema> | undefined {
  try {
    return eventSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
