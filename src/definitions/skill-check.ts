import type { Problem } from "../lib/problem.ts";
import type { YamlText } from "../lib/yaml-text.ts";
import { unknownNameAt } from "./event-triggers.ts";
import { skillNames } from "./skill-folders.ts";
import { readSkill } from "./skills.ts";

/** What is wrong with each of the skills that there are, by name; nothing with most. */
export type KnownSkills = ReadonlyMap<string, readonly Problem[]>;

/** The skills of a workspace. */
export function findSkills(root: string): KnownSkills {
  return new Map(
    skillNames(root).map((name) => {
      const read = readSkill(root, name);
      return [name, read.ok ? [] : read.problems];
    }),
  );
}

/** A skill that is named must be there, and be sound. */
export function skillProblems(named: readonly string[], skills: KnownSkills, yaml: YamlText): Problem[] {
  return named.flatMap((name, index) => {
    const problems = skills.get(name);
    if (problems) return problems;
    return [unknownNameAt(["skills", index], name, { what: "a folder under skills/", known: [...skills.keys()] }, yaml)];
  });
}
