import type { Chance } from "../simulator/random.ts";
import { ANY_FAILURE, FAILING, FOUND, type HostileBuild, type HostileKind } from "./build.ts";

const SHA = "a1".repeat(20);
const REFUSED = /run\.json to be /;

function described(json: string | Uint8Array, wants: RegExp): HostileBuild {
  return { files: { "in/run.json": json, "in/build.log": FAILING }, wants };
}

function run(words: object): string {
  return JSON.stringify({ job: "build", branch: "main", sha: SHA, at: "2026-11-02T08:00:00Z", conclusion: "failure", ...words });
}

function remembering(json: string, wants: RegExp): HostileBuild {
  return { files: { "in/build.log": FAILING, "memory/causes.json": json }, wants };
}

const cause = {
  id: "1",
  keys: [],
  messages: [],
  class: "FLAKY",
  primaryError: "x",
  firstSeen: "now",
  lastSeen: "never",
  state: "ongoing",
  places: [],
  suspect: "x",
};

/** Folders whose words about runs, or whose memory of causes, are broken. */
export const FOLDERS: Readonly<Record<string, HostileKind>> = {
  "a run.json that is no JSON": (chance) => described(chance.of(["", "{", "[]", "null", "7", '"x"', "{}{}", "{'a':1}", "\u0000"]), REFUSED),
  "a run.json with wrong types": (chance) =>
    described(
      run(chance.of<object>([{ at: 7 }, { sha: "HEAD" }, { job: ["x"] }, { attempt: "2" }, { conclusion: "red" }, { branch: {} }])),
      REFUSED,
    ),
  "a run.json with a date that is none": (chance) =>
    described(run({ at: chance.of(["2026-02-30T00:00:00Z", "yesterday", "2026-11-02", "0", "", "2026-13-01T00:00:00Z"]) }), REFUSED),
  "a run.json with an attempt beyond measure": (chance) =>
    described(run({}).replace("{", `{"attempt":${chance.of(["0", "-1", "1.5", "1e400", "9007199254740993"])},`), REFUSED),
  "a run.json beyond measure": (chance, scale) =>
    described(`{"job":"${"x".repeat(200_000 + chance.upTo(1_000_000 * scale + 1))}"}`, REFUSED),
  "a run.json at the edges": (chance) =>
    described(
      run(
        chance.of<object>([
          { attempt: 9_007_199_254_740_991 },
          { at: "0001-01-01T00:00:00Z" },
          { at: "9999-12-31T23:59:59-23:59" },
          { job: "__proto__" },
          { more: {} },
        ]),
      ),
      FOUND,
    ),
  "a run.json with what nobody sees": (chance) =>
    described(run({ branch: chance.of(["\u001b[2J", "\u202e", "a\nb", "\u0007"]), job: "\u001b]0;x\u0007" }), FOUND),
  "a run.json with a byte order mark": () => described(`\ufeff${run({})}`, FOUND),
  "a run.json without anything": () => described("{}", FOUND),
  "a failed run without a word": () => ({
    files: { "in/run.json": run({}), "in/build.log": "all is well\n" },
    wants: /(?=.*nothing in it says that anything failed)(?=.*1 failure)/s,
  }),
  "a folder without anything": (chance) => ({
    files: { [chance.of(["in/.hidden/a.log", "in/node_modules/a.log"])]: FAILING },
    wants: /no log and no test report/,
  }),
  "files of other kinds": (chance) => ({
    files: { [`in/a.${chance.of(["png", "zip", "html", "json", "js"])}`]: FAILING },
    wants: /left out/,
  }),
  "folders without end": (chance) => ({ files: { [`in/${"d/".repeat(10 + chance.upTo(200))}a.log`]: FAILING }, wants: FOUND }),
  "names that mislead": (chance) => ({
    files: { [`in/${chance.of(["__proto__", "a\u001b[2Jb", "\u202egol.a", "-x", "a b", "#", "%2e", "caf\u00e9"])}`]: FAILING },
    wants: FOUND,
  }),
  "many files": (chance, scale) => ({
    files: Object.fromEntries(
      Array.from({ length: 20 + 500 * scale }, (_, index) => [`in/${index}/a.log`, `${FAILING} ${chance.upTo(9)}`]),
    ),
    wants: ANY_FAILURE,
  }),
  "a memory that is broken": (chance) =>
    remembering(
      chance.of(["", "{", "[]", '{"version":1}', '{"version":1,"causes":[{}]}', '{"version":"1","causes":[]}']),
      /to be a history of causes/,
    ),
  "a memory of other rules": () => remembering('{"version":999,"causes":[]}', FOUND),
  "a memory that makes no sense": (chance: Chance) =>
    remembering(JSON.stringify({ version: 1, causes: Array.from({ length: 1 + chance.upTo(50) }, () => cause) }), FOUND),
};
