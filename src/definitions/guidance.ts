import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Automation } from "../core/automation.ts";
import type { Person } from "../core/person.ts";
import type { Guidance } from "../core/ports/agent.ts";
import type { Workspace } from "../core/workspace.ts";
import { problemAt, type Problem } from "../lib/problem.ts";
import { plainLine, plainLines } from "../lib/plain-text.ts";
import { listOf } from "../lib/text.ts";
import { readWrittenFile } from "../lib/written-file.ts";
import { readSkill } from "./skills.ts";

/** Files in which people say who they are and how they would like it, relative to the workspace. */
const PREFERENCES = ["config/goals.md", "config/AGENTS.md"] as const;
/** Of each file: some 600 tokens, since each turn of each run carries them. */
const MOST_CHARACTERS = 2_400;
/** Names beyond these are no help. */
const MOST_PEOPLE = 30;
const PEOPLE_FILE = "config/people.yaml";

/** What people have written down, and what could not be used of it. */
export interface ReadGuidance {
  guidance: readonly Guidance[];
  problems: readonly Problem[];
}

/**
 * What the files of a workspace say to whoever writes for an automation: preferences, people who matter, and the skills that it names.
 * Always in the same order, for the same files the same text. Never throws for what a person wrote.
 */
export function readGuidance({ skills }: Pick<Automation, "skills">, workspace: Pick<Workspace, "root" | "people">): ReadGuidance {
  const read = [...readPreferences(workspace.root), ...skills.map((name) => guidanceOf(workspace.root, name))];
  return {
    guidance: [...peopleWhoMatter(workspace.people.all), ...read.flatMap(({ guidance }) => guidance)],
    problems: read.flatMap(({ problems }) => problems),
  };
}

/** What a workspace's own words are, and what is wrong with their files. */
export function readPreferences(root: string): ReadGuidance[] {
  return PREFERENCES.filter((path) => existsSync(join(root, path))).map((path) => {
    const file = readWrittenFile(join(root, path), path);
    if (!file.ok) return { guidance: [], problems: [file.problem] };
    const text = plainLines(file.text).trim();
    const kept = beginningOf(text);
    return {
      guidance: kept === "" ? [] : [{ kind: "preferences", from: path, text: kept }],
      problems: kept.length < text.length ? [tooLong(path, kept, text)] : [],
    };
  });
}

/** Whole lines. */
function beginningOf(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  const end = text.lastIndexOf("\n", MOST_CHARACTERS);
  return text.slice(0, end > 0 ? end : MOST_CHARACTERS).trimEnd();
}

function tooLong(path: string, kept: string, text: string): Problem {
  const line = kept.split("\n").length + 1;
  const message = `expected at most ${MOST_CHARACTERS.toLocaleString("en-US")} characters, got ${text.length.toLocaleString("en-US")}: what follows is not read`;
  return problemAt(path, { line, column: 1 }, message, "Keep what always matters; what a kind of work needs is better a skill.");
}

function guidanceOf(root: string, name: string): ReadGuidance {
  const read = readSkill(root, name);
  if (!read.ok) return { guidance: [], problems: read.problems };
  const { path, description, text } = read.skill;
  return { guidance: [{ kind: "skill", from: path, text: `${plainLine(description)}\n\n${plainLines(text)}` }], problems: [] };
}

/** Names alone: how to reach somebody is nobody's business here. */
function peopleWhoMatter(people: readonly Person[]): Guidance[] {
  const owner = people.find(({ key }) => key === "me");
  const vips = people.filter(({ vip, key }) => vip && key !== "me").map(({ name }) => plainLine(name));
  const lines = [
    ...(owner ? [`You write for ${plainLine(owner.name)}.`] : []),
    ...(vips.length > 0 ? [`People who matter most: ${listOf(vips.slice(0, MOST_PEOPLE))}.`] : []),
  ];
  return lines.length > 0 ? [{ kind: "preferences", from: PEOPLE_FILE, text: lines.join(" ") }] : [];
}
