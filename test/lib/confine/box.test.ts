import assert from "node:assert/strict";
import { test } from "node:test";
import { boxWords, isSeenFrom, isWithin } from "../../../src/lib/confine/box.ts";

/** What each mount puts where, in order. */
function mountsOf(words: readonly string[]): string[] {
  return words.flatMap((word, index) => {
    if (word === "--ro-bind-try") return [`read ${words[index + 2]}`];
    return ["--tmpfs", "--proc", "--dev"].includes(word) ? [`${word.slice(2)} ${words[index + 1]}`] : [];
  });
}

test("a box shares nothing with the machine but the system's programs and what is granted, for reading", () => {
  const words = boxWords({ folders: ["/home/ann/shop"], network: false });
  for (const word of ["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop"]) assert.ok(words.includes(word), word);
  assert.equal(words.at(-1), "--");
  assert.ok(!words.some((word) => ["--share-net", "--bind", "--bind-try", "--dev-bind"].includes(word)));
  const mounts = mountsOf(words);
  assert.deepEqual(
    mounts.filter((mount) => !/^read \/(?:usr|s?bin|lib\w*|nix\/store|gnu\/store|run\/current-system\/sw)$/.test(mount)),
    ["tmpfs /tmp", "dev /dev", "proc /proc", "read /home/ann/shop", "read /etc/ld.so.cache", "read /etc/alternatives"],
  );
});

test("only where the network is granted, it is shared, with what it takes to find and trust others", () => {
  const words = boxWords({ folders: [], network: true });
  assert.ok(words.includes("--share-net"));
  assert.ok(mountsOf(words).includes("read /etc/resolv.conf"));
  assert.ok(!mountsOf(words).includes("read /etc"));
});

for (const [what, folders, hidden, expected] of [
  ["a folder below /tmp comes after the empty /tmp", ["/tmp/a"], [], ["tmpfs /tmp", "read /tmp/a"]],
  ["/tmp itself, where it is granted, is not empty", ["/tmp"], [], ["read /tmp"]],
  ["what is hidden comes after the folder around it", ["/tmp/a"], ["/tmp/a/data"], ["tmpfs /tmp", "read /tmp/a", "tmpfs /tmp/a/data"]],
  ["what is granted inside what is hidden is seen", ["/tmp/d/x"], ["/tmp/d"], ["tmpfs /tmp", "tmpfs /tmp/d", "read /tmp/d/x"]],
  ["what is both is hidden", ["/tmp/a"], ["/tmp/a"], ["tmpfs /tmp", "tmpfs /tmp/a"]],
] as const) {
  test(what, () => {
    const mounts = mountsOf(boxWords({ folders, hidden, network: false }));
    assert.deepEqual(
      mounts.filter((mount) => mount.includes(" /tmp")),
      expected,
    );
  });
}

test("a folder lies within itself, its parents and the root, and not within one whose name begins alike", () => {
  const answers = ["/a/b", "/a", "/", "/a/bc", "/a/b/c"].map((folder) => isWithin(folder, "/a/b"));
  assert.deepEqual(answers, [true, true, true, false, false]);
  assert.deepEqual(
    ["/usr/bin/git", "/home/ann/bin/git", "/opt/x"].map((path) => isSeenFrom({ folders: ["/opt"] }, path)),
    [true, false, true],
  );
});
