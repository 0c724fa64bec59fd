import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** A mail server as providers run it, on ports of this machine, its mailboxes in a temporary folder. Whoever knows the password is let in. */
export interface Dovecot {
  imapPort: number;
  /** Takes mail for its mailboxes (https://www.rfc-editor.org/rfc/rfc2033). */
  lmtpPort: number;
  password: string;
  stop(): Promise<void>;
}

const PASSWORD = "for-this-test-alone";
/** Dovecot gives no mailbox to root. */
const OWNER_FOR_ROOT = "mail";
const START_MS = 15_000;
const LOOK_MS = 20;

/** Starts it, and resolves once both ports are open. Throws with its log where it does not come up. */
export async function startDovecot(): Promise<Dovecot> {
  const folder = mkdtempSync(join(tmpdir(), "chief-dovecot-"));
  const [imapPort, lmtpPort] = [await freePort(), await freePort()];
  const owner = ownerOf(folder);
  const file = join(folder, "dovecot.conf");
  writeFileSync(file, configOf({ folder, imapPort, lmtpPort, owner }));
  const server = spawn("dovecot", ["-F", "-c", file], { stdio: "inherit" });
  const stop = async (): Promise<void> => {
    if (server.exitCode === null && server.kill()) await once(server, "exit");
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await Promise.race([once(server, "exit"), Promise.all([opened(imapPort, server), opened(lmtpPort, server)])]);
    if (server.exitCode !== null) throw new Error(`expected Dovecot to run, got the exit code ${server.exitCode}`);
  } catch (error) {
    const log = readFileSync(join(folder, "log"), "utf8");
    await stop();
    throw new Error(`expected Dovecot to come up, got: ${log}`, { cause: error });
  }
  return { imapPort, lmtpPort, password: PASSWORD, stop };
}

interface Owner {
  user: string;
  group: string;
}

/** Who holds the mailboxes: whoever runs the test, but not root. */
function ownerOf(folder: string): Owner {
  const { username, uid } = userInfo();
  const name = uid === 0 ? OWNER_FOR_ROOT : username;
  const ask = (flag: string): string => execFileSync("id", [flag, name], { encoding: "utf8" }).trim();
  if (uid === 0) chownSync(folder, Number(ask("-u")), Number(ask("-g")));
  return { user: name, group: ask("-gn") };
}

/** https://doc.dovecot.org/2.3/configuration_manual */
function configOf({ folder, imapPort, lmtpPort, owner }: { folder: string; imapPort: number; lmtpPort: number; owner: Owner }): string {
  return `
base_dir = ${folder}/run
log_path = ${folder}/log
listen = 127.0.0.1
protocols = imap lmtp
ssl = no
disable_plaintext_auth = no
default_internal_user = ${owner.user}
default_internal_group = ${owner.group}
default_login_user = ${owner.user}
first_valid_uid = 1
first_valid_gid = 1
mail_fsync = never
mail_location = maildir:${folder}/mail/%n
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=${owner.user} gid=${owner.group} home=${folder}/home/%n
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    port = ${lmtpPort}
  }
}
service anvil {
  chroot =
}
`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}

/** Resolves once somebody listens; gives up with its server. */
async function opened(port: number, server: ChildProcess): Promise<void> {
  for (let waited = 0; waited < START_MS && server.exitCode === null; waited += LOOK_MS) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await Promise.race([once(socket, "connect").then(() => true), once(socket, "error").then(() => false)]).catch(
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await wait(LOOK_MS);
  }
  throw new Error(`expected Dovecot to listen on port ${port}, got nobody`);
}
