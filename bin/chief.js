#!/usr/bin/env -S MALLOC_ARENA_MAX=1 node --expose-gc --max-semi-space-size=2
// Plain JavaScript that old versions of Node can read too: it has to be able to say that they are too old.
import { existsSync } from "node:fs";
// The whole module, because a named import that an old Node lacks would fail before the check below.
import nodeModule from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST_NODE = 24;
const packageFolder = fileURLToPath(new URL("..", import.meta.url));

if (Number(process.versions.node.split(".")[0]) < OLDEST_NODE) {
  process.stderr.write(
    `Chief expected Node ${OLDEST_NODE} or newer, got ${process.versions.node}.\n` +
      "In a checkout, npm brings the right one: npm start, or npm run chief -- COMMAND.\n" +
      `Elsewhere: npx node@${OLDEST_NODE} ${process.argv[1]} COMMAND, or install it from https://nodejs.org.\n`,
  );
  process.exitCode = 1;
} else {
  // A release holds dist/ and no src/, because Node does not strip types under node_modules.
  const isCheckout = existsSync(join(packageFolder, "src/main.ts"));
  const cacheFolder = isCheckout ? join(packageFolder, "node_modules/.cache/chief") : join(userCacheFolder(), "chief");
  // Where the folder can't be written, Node goes on without a cache.
  nodeModule.enableCompileCache(process.env.NODE_COMPILE_CACHE ?? cacheFolder);
  await import(new URL(isCheckout ? "../src/main.ts" : "../dist/main.js", import.meta.url).href);
}

function userCacheFolder() {
  if (process.env.XDG_CACHE_HOME) return process.env.XDG_CACHE_HOME;
  if (process.platform === "win32" && process.env.LOCALAPPDATA) return process.env.LOCALAPPDATA;
  return join(homedir(), process.platform === "darwin" ? "Library/Caches" : ".cache");
}
