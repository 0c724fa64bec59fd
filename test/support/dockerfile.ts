/** One instruction of a Dockerfile. */
export interface Instruction {
  name: string;
  /** Everything after the name, continued lines joined. */
  text: string;
  /** The name or number of the stage that it belongs to. */
  stage: string;
}

/** The instructions of a Dockerfile, comments left out. */
export function parseDockerfile(text: string): Instruction[] {
  let stage = "";
  return text
    .split("\n")
    .filter((line) => !/^\s*(?:#|$)/.test(line))
    .join("\n")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .map((line) => {
      const [, name = "", rest = ""] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
      if (name === "FROM") stage = /\sAS\s+(\S+)$/.exec(rest)?.[1] ?? "last";
      return { name, text: rest, stage };
    });
}

/** The words of an instruction in its exec form, a JSON list; throws where it is in the shell form. */
export function wordsOf(text: string): string[] {
  const words: unknown = JSON.parse(text);
  if (!Array.isArray(words)) throw new TypeError(`expected a list of words, got ${text}`);
  return words.map(String);
}
