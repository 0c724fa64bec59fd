import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { z } from "zod";
import packageFile from "../package.json" with { type: "json" };
import { verbs } from "../src/cli/verbs.ts";
import { createHealthApp } from "../src/web/health.ts";
import { parseDockerfile, wordsOf } from "./support/dockerfile.ts";
import { importsOf, packageOf, readSourceFiles, repositoryRoot } from "./support/source-files.ts";

const instructions = parseDockerfile(read("Dockerfile"));
const image = instructions.filter(({ stage }) => stage === "last");
const copied = instructions
  .filter(({ name, text }) => name === "COPY" && !text.startsWith("--from="))
  .flatMap(({ text }) => text.split(" ").slice(0, -1));

test("every file that the image copies is there and is sent to the engine", () => {
  const ignored = read(".dockerignore").split("\n");
  assert.ok(copied.length > 0);
  for (const path of copied) {
    assert.ok(existsSync(join(repositoryRoot, path)), `${path} is not there`);
    assert.ok(!ignored.includes(path), `${path} is in .dockerignore`);
  }
});

test("what a release ships is in the image, which runs the source itself", () => {
  const shipped = packageFile.files.map((pattern) => pattern.split("/")[0] ?? "").map((folder) => (folder === "dist" ? "src" : folder));
  assert.deepEqual(
    shipped.filter((folder) => !copied.includes(folder)),
    [],
  );
});

test("what the source imports is in the image", () => {
  const [source, launcher] = [readSourceFiles("src"), readSourceFiles("bin", [".js"])];
  const targets = [...source, ...launcher].flatMap(importsOf).flatMap(({ target }) => target ?? []);
  const missing = targets.filter((target) => !copied.some((path) => target === path || target.startsWith(`${path}/`)));
  assert.deepEqual(missing, []);
});

test("a production install has every package that the source imports", () => {
  const lock = z
    .object({ packages: z.record(z.string(), z.object({ dev: z.boolean().optional() })) })
    .parse(JSON.parse(read("package-lock.json")));
  const names = readSourceFiles("src").flatMap((file) => importsOf(file).flatMap(({ specifier }) => packageOf(specifier) ?? []));
  assert.deepEqual(
    [...new Set(names)].filter(
      (name) => lock.packages[`node_modules/${name}`]?.dev !== undefined || !lock.packages[`node_modules/${name}`],
    ),
    [],
  );
  assert.equal(find("RUN", "npm ci"), "npm ci --omit=dev --ignore-scripts");
});

test("only stages that exist are copied from", () => {
  const stages = new Set(instructions.map(({ stage }) => stage));
  for (const { text } of image.filter(({ name, text }) => name === "COPY" && text.startsWith("--from="))) {
    assert.ok(stages.has(/^--from=(\S+)/.exec(text)?.[1] ?? ""), text);
  }
});

test("it runs as an ordinary user, and nothing is done as root after that", () => {
  const user = image.findLastIndex(({ name }) => name === "USER");
  assert.equal(image[user]?.text, "node");
  assert.deepEqual(
    image.slice(user).filter(({ name }) => name === "RUN" || name === "COPY"),
    [],
  );
});

test("it stops on SIGTERM and keeps its data in /data", () => {
  assert.equal(find("STOPSIGNAL", ""), "SIGTERM");
  assert.equal(find("VOLUME", ""), "/data");
});

test("what it starts is a command that Chief has", () => {
  const entry = wordsOf(find("ENTRYPOINT", ""));
  const script = entry.at(-1) ?? "";
  assert.ok(existsSync(join(repositoryRoot, script)), script);
  assert.ok(copied.some((path) => script.startsWith(`${path}/`)));
  assert.match(find("RUN", "apt-get"), new RegExp(`\\b${entry[0]}\\b`));
  const [command, ...options] = wordsOf(find("CMD", ""));
  assert.ok(
    verbs.some(({ usage }) => usage.split(" ")[0] === command),
    command,
  );
  assert.deepEqual(options, ["--dir", find("VOLUME", "")]);
});

test("the health check asks the port of the shipped configuration, for a page that is served", async () => {
  const words = wordsOf(find("HEALTHCHECK", "").replace(/^.*?CMD\s/, ""));
  const url = new URL(/'(http[^']+)'/.exec(words.at(-1) ?? "")?.[1] ?? "");
  const { server } = z.object({ server: z.object({ port: z.number() }) }).parse(parse(read("config/chief.yaml")));
  assert.equal(url.port, String(server.port));
  const answer = await createHealthApp(() => Promise.resolve({ ready: true })).request(url.pathname);
  assert.equal(answer.status, 200);
});

function read(path: string): string {
  return readFileSync(join(repositoryRoot, path), "utf8");
}

/** The text of the last such instruction that contains `part`. */
function find(name: string, part: string): string {
  return instructions.findLast((instruction) => instruction.name === name && instruction.text.includes(part))?.text ?? "";
}
