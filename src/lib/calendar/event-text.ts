import { hashOfBytes } from "../hash.ts";
import { shorten } from "../text.ts";

/** An event's title on one line of at most 300 characters. */
export function titleOf(summary: string): string {
  return shorten(summary.trim().replace(/\s+/g, " "), 300) || "(no title)";
}

/** An event's own id without spaces, of at most 200 characters, whichever calendar tells it; one without is known by its time and title. */
export function uidOf(uid: string, content: string): string {
  if (uid === "") return `untold-${hashOfBytes(content).slice(3, 15)}`;
  const sound = uid.replace(/[\s\p{Cc}]+/gu, "_");
  return sound.length <= 200 ? sound : `${sound.slice(0, 150)}-${hashOfBytes(uid).slice(3, 15)}`;
}

/** Where an event takes place, as written; null where nothing is. */
export function locationOf(location: string): string | null {
  return shorten(location.trim(), 500) || null;
}
