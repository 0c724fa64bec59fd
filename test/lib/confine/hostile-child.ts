// Run by the tests inside the box: tries everything that it must not be able to do, and says as JSON what it could.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync, chmodSync, rmSync } from "node:fs";
import { connect, type NetConnectOpts } from "node:net";
import { hostname, networkInterfaces } from "node:os";
import { join } from "node:path";

const [granted = "", secret = "", hidden = "", marker = "", pid = "", port = "", socket = "", abstract = ""] = process.argv.slice(2);

/** What an attempt brought, true where it brought nothing, false where it failed. */
function could(attempt: () => unknown): unknown {
  try {
    return attempt() ?? true;
  } catch {
    return false;
  }
}

function reaches(where: NetConnectOpts): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(where, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}

const environments = () =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => could(() => readFileSync(join("/proc", name, "environ"), "utf8")));
const remount = `mount -o remount,bind,rw '${granted}' && touch '${granted}/new'`;

const answers = {
  readsGranted: could(() => readFileSync(join(granted, "file"), "utf8")),
  readsSecret: could(() => readFileSync(secret, "utf8")),
  readsHidden: could(() => readFileSync(join(hidden, "chief.db"), "utf8")),
  listsHidden: could(() => readdirSync(hidden).length > 0),
  readsPasswords: could(() => readFileSync("/etc/passwd", "utf8").length > 0),
  readsEnvironment: environments().some((text) => String(text).includes(marker)),
  writes: could(() => writeFileSync(join(granted, "new"), "x")),
  overwrites: could(() => writeFileSync(join(granted, "file"), "x")),
  changesMode: could(() => chmodSync(join(granted, "file"), 0o777)),
  removes: could(() => rmSync(join(granted, "file"))),
  writesSystem: could(() => writeFileSync("/usr/bin/chief-test", "x")),
  remounts: spawnSync("sh", ["-c", remount]).status === 0,
  remountsInNamespace: spawnSync("unshare", ["-Urm", "sh", "-c", remount]).status === 0,
  unmountsHidden: spawnSync("umount", [hidden]).status === 0,
  signals: could(() => process.kill(Number(pid), 0)),
  reachesPort: await reaches({ host: "127.0.0.1", port: Number(port) }),
  reachesSocket: await reaches({ path: socket }),
  reachesAbstract: await reaches({ path: `\0${abstract}` }),
  interfaces: Object.keys(networkInterfaces()).filter((name) => name !== "lo"),
  hostname: hostname(),
  variables: Object.keys(process.env).toSorted(),
};
process.stdout.write(`${JSON.stringify(answers)}\n`);
