import { z } from "zod";
import { problemAt, type Problem } from "../lib/problem.ts";
import { checkSchema, showValue } from "../lib/schema-check.ts";
import type { WrittenFile } from "../lib/written-file.ts";
import { parseYaml, type YamlText } from "../lib/yaml-text.ts";
import { HOLIDAY_FILE } from "./schema.ts";
import { CONFIG_FOLDER } from "./sources.ts";

/** Plain dates on which nobody works, sorted, with all that is wrong with the files that name them. */
export interface Holidays {
  dates: string[];
  problems: Problem[];
}

const date = z.iso.date({ error: "to be a date that exists, such as 2026-12-25" });
const MOST_DATES = 5_000;

/** The dates of `work.holidays`: those that are written there, and those of the files that it names. */
export async function readHolidays(written: readonly string[], yaml: YamlText, files: ReadonlyMap<string, WrittenFile>): Promise<Holidays> {
  const read = await Promise.all(written.map((entry, index) => readEntry(entry, index, yaml, files)));
  return { dates: [...new Set(read.flatMap(({ dates }) => dates))].sort(), problems: read.flatMap(({ problems }) => problems) };
}

async function readEntry(entry: string, index: number, yaml: YamlText, files: ReadonlyMap<string, WrittenFile>): Promise<Holidays> {
  const [, name] = HOLIDAY_FILE.exec(entry) ?? [];
  if (name === undefined) return { dates: [entry], problems: [] };
  const file = files.get(name);
  if (!file) return refuse(missing(name, index, yaml));
  const read = name.endsWith(".ics") ? await readCalendar(file) : name.endsWith(".txt") ? readLines(file) : readYaml(file);
  if (read.dates.length <= MOST_DATES) return read;
  return refuse(wholeFile(file, `expected at most ${MOST_DATES.toLocaleString("en-US")} days off, got ${read.dates.length}`));
}

function missing(name: string, index: number, yaml: YamlText): Problem {
  const message = `expected work.holidays to name a file in ${CONFIG_FOLDER}/, got ${showValue(name)}, which is not there`;
  const hint = `Create ${CONFIG_FOLDER}/${name}, or remove it from the list.`;
  return problemAt(yaml.file, yaml.positionOf(["work", "holidays", index]), message, hint);
}

/** The reader of calendars is loaded only where there is one. */
async function readCalendar(file: WrittenFile): Promise<Holidays> {
  const { daysOfCalendar } = await import("./calendar-days.ts");
  const dates = daysOfCalendar(file.text);
  return dates ? { dates, problems: [] } : refuse(wholeFile(file, "expected a calendar in iCalendar form, got something else"));
}

/** One date a line; what follows it, and what follows a #, is for people. */
function readLines(file: WrittenFile): Holidays {
  const lines = file.text.split("\n").map((line, index) => ({ word: line.replace(/#.*/, "").trim().split(/\s/, 1)[0] ?? "", index }));
  const words = lines.filter(({ word }) => word !== "");
  const isSound = ({ word }: { word: string }) => date.safeParse(word).success;
  return {
    dates: words.filter(isSound).map(({ word }) => word),
    problems: words
      .filter((line) => !isSound(line))
      .map(({ word, index }) => {
        const message = `expected a date that exists, such as 2026-12-25, got ${showValue(word)}`;
        return problemAt(
          file.path,
          { line: index + 1, column: 1 },
          message,
          "Write one date a line; a line that starts with # is no date.",
        );
      }),
  };
}

function readYaml(file: WrittenFile): Holidays {
  const yaml = parseYaml(file.text, file.path);
  if (yaml.problems.length > 0) return { dates: [], problems: [...yaml.problems] };
  const checked = checkSchema({ schema: z.array(date), value: yaml.value ?? [], yaml });
  return checked.ok ? { dates: checked.value, problems: [] } : { dates: [], problems: checked.problems };
}

function wholeFile({ path }: WrittenFile, message: string): Problem {
  return problemAt(path, { line: 1, column: 1 }, message, "Export it anew, or list the dates in a .txt file.");
}

function refuse(problem: Problem): Holidays {
  return { dates: [], problems: [problem] };
}
