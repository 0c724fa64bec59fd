import { ConfigError } from "../core/errors.ts";
import type { Store } from "../core/ports/store.ts";
import { openReader, openStore, type StoreOptions } from "./open.ts";

/** The data for reading, whether a daemon runs or not; where there are none yet, or older ones, they are made or brought up to date first. */
export async function openRecord(options: StoreOptions): Promise<Store> {
  try {
    return await openReader(options.directory);
  } catch (error) {
    if (!(error instanceof ConfigError) || (error.code !== "data-missing" && error.code !== "data-older")) throw error;
    await (await openStore(options)).close();
    return openReader(options.directory);
  }
}
