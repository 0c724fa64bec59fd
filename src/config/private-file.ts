import { ConfigError } from "../core/errors.ts";

/** What a file's mode allows to anybody but its owner. */
const OTHERS = 0o077;

/** Whether a mode lets its owner alone in. Windows has no such modes: every file there says that all may read it. */
export function isPrivate(mode: number): boolean {
  return process.platform === "win32" || (mode & OTHERS) === 0;
}

/** Throws ConfigError `secret-exposed` where a file's mode lets others than its owner use it. */
export function expectPrivate(path: string, mode: number, what: string): void {
  if (isPrivate(mode)) return;
  const shown = (mode & 0o777).toString(8).padStart(4, "0");
  throw new ConfigError("secret-exposed", `expected ${what} to be its owner's alone, got the mode ${shown}`, {
    hint: `Run \`chmod 600 ${path}\`; if others have used this machine, make a new secret.`,
  });
}
