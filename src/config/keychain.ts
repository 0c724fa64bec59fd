import type { Entry } from "@napi-rs/keyring";
import { createRequire } from "node:module";
import { ConfigError } from "../core/errors.ts";

/** What secrets of Chief are filed under there. */
const SERVICE = "chief";

interface Keyring {
  Entry: typeof Entry;
}

/**
 * A secret of the keychain of whoever runs Chief: the system's own on macOS and Windows, the Secret Service of the desktop on Linux. Undefined
 * where there is none of that name. Throws ConfigError `keychain-closed` where no keychain can be opened, as on a server without a desktop.
 */
export function findInKeychain(name: string): string | undefined {
  const { Entry: KeychainEntry } = openKeychain();
  try {
    return new KeychainEntry(SERVICE, name).getPassword() ?? undefined;
  } catch (error) {
    throw closed("none that can be opened", error);
  }
}

/** Loaded when a reference asks for it: it comes with a binary, which some systems have none for. */
function openKeychain(): Keyring {
  try {
    const keyring: unknown = createRequire(import.meta.url)("@napi-rs/keyring");
    if (isKeyring(keyring)) return keyring;
  } catch (error) {
    throw closed("none that Chief can use here", error);
  }
  throw closed("none that Chief can use here");
}

function isKeyring(loaded: unknown): loaded is Keyring {
  return typeof loaded === "object" && loaded !== null && "Entry" in loaded && typeof loaded.Entry === "function";
}

function closed(got: string, cause?: unknown): ConfigError {
  return new ConfigError("keychain-closed", `expected a keychain to look in, got ${got}`, {
    cause,
    hint: "Unlock it, or keep the secret in an environment variable or a file: servers have no keychain.",
  });
}
