import { existsSync, watch, type FSWatcher } from "node:fs";
import { dirname } from "node:path";
import type { Clock } from "../core/ports/ambient.ts";

/** Long enough for an editor to finish writing, short enough to feel immediate. */
const SETTLE_MS = 200;

export interface WatchRequest {
  /** Absolute paths, asked for anew after each change; what lies in their subfolders is not watched. */
  folders(): readonly string[];
  clock: Clock;
  /** Called once after a burst of changes has settled. */
  changed: () => void;
  /** Told when a folder cannot be watched, so that changes there are seen only at the next start. */
  failed: (folder: string, error: unknown) => void;
}

/** Watches folders until the returned function is called. Start watching before the first load, or a change between the two goes unseen. */
export function watchFolders({ folders, clock, changed, failed }: WatchRequest): () => void {
  let watchers: FSWatcher[] = [];
  let cancel: (() => void) | undefined;
  const open = () => {
    watchers = [...new Set(folders().map(nearestExisting))].flatMap((folder) => {
      try {
        return [watch(folder, { persistent: false }, notice).on("error", (error) => failed(folder, error))];
      } catch (error) {
        failed(folder, error);
        return [];
      }
    });
  };
  const close = () => {
    for (const watcher of watchers) watcher.close();
  };
  function notice(): void {
    cancel ??= clock.after(SETTLE_MS, () => {
      cancel = undefined;
      // A folder that was replaced leaves its watcher on the old one.
      close();
      open();
      changed();
    });
  }
  open();
  return () => {
    cancel?.();
    close();
  };
}

/** A folder that is not there yet is noticed from above. */
function nearestExisting(folder: string): string {
  const parent = dirname(folder);
  return parent === folder || existsSync(folder) ? folder : nearestExisting(parent);
}
