import { ConfigError } from "../core/errors.ts";

/** What a file's mode allows to anybody but its owner. */
const OTHERS = 0o077;

/** Whether a mode lets its owner alone in. Windows has no such modes: every file there says that all may read it. */
export function isPrivate(mode: number): boolean {
  return process.platform === "win32" || (mode & OTHERS) === 0;
}

/** What it allows to anybody but its owner and group. */
const STRANGERS = 0o007;
/** Where Docker hands secrets to a container, for everybody within it to read: https://docs.docker.com/engine/swarm/secrets/ */
const HANDED_OVER = "/run/secrets/";

/**
 * Whether only those who are meant to can use a file that somebody handed to whoever runs Chief, whose id is `self`: one that belongs to
 * another, such as root, can only be read by its group, as Kubernetes mounts them.
 */
export function isHandedSafely(path: string, { mode, uid }: { mode: number; uid: number }, self: number | undefined): boolean {
  if (isPrivate(mode) || path.startsWith(HANDED_OVER)) return true;
  return self !== undefined && uid !== self && (mode & STRANGERS) === 0;
}

/** Throws ConfigError `secret-exposed` where a file's mode lets others than its owner use it. */
export function expectPrivate(path: string, mode: number, what: string): void {
  if (!isPrivate(mode)) throw exposed(path, mode, what);
}

/** The refusal of a file whose mode lets others use it. */
export function exposed(path: string, mode: number, what: string): ConfigError {
  const shown = (mode & 0o777).toString(8).padStart(4, "0");
  return new ConfigError("secret-exposed", `expected ${what} to be its owner's alone, got the mode ${shown}`, {
    hint: `Run \`chmod 600 ${path}\`; if others have used this machine, make a new secret.`,
  });
}
