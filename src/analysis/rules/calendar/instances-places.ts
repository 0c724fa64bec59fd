import type { Instance } from "../../../core/kinds/instance.ts";

const LINK = /https?:\/\/|^(?:tel|sip):/i;
const AFAR =
  /\b(?:online|virtual(?:ly)?|remote(?:ly)?|zoom|teams|meet|webex|skype|hangouts?|video|slack|phone|telephone|call|dial[ -]?in)\b/i;
/** Words that name no place that anybody could go to, or be in twice. */
const VAGUE = /^(?:tb[dca]|t\.b\.d\.|to be (?:defined|decided|confirmed|announced)|n\/?a|none|-+|\?+|home|anywhere|my desk|your desk)$/i;
const BROAD = /^(?:the )?(?:office|hq|headquarters|on[- ]?site|campus|city|town)$/i;
const ROOM =
  /\b(?:meeting |conference |board |class)?(?:room|raum|salle|sala|floor|level|boardroom|kitchen|lobby|cafeteria|canteen|auditorium|lounge|library|booth)\b/i;

/** Whether one can only join from afar: nothing is booked, and no place is named. */
export function isFromAfar({ location, item }: Instance): boolean {
  return !item.actors.some(({ role }) => role === "resource") && (location === null || isNoPlace(location));
}

/** The place that one has to go to; undefined where there is none, or it can't be told. */
export function placeOf({ location }: Instance): string | undefined {
  return location === null || isNoPlace(location) ? undefined : location.trim();
}

/** A room stays one where a call is named next to it. */
function isNoPlace(location: string): boolean {
  return LINK.test(location) || VAGUE.test(location.trim()) || (AFAR.test(location) && !ROOM.test(location));
}

/**
 * The building that a place is in, as far as its words tell: what is left once rooms and floors are taken away.
 * Empty for a room alone, which is one of the house that the reader works in.
 */
export function buildingOf(place: string): string {
  const parts = place.split(/[,;\n/|]| [-–—] /).map((part) => part.trim());
  const outside = parts
    .map((part) => (ROOM.test(part) ? beforeRoom(part) : part))
    .filter((part) => part !== "" && !BROAD.test(part) && !AFAR.test(part));
  return outside.join(", ").toLowerCase();
}

/** `HQ` of `HQ Room Oslo`, nothing of `Room Oslo`, `Oslo room` and `4th floor`. */
function beforeRoom(part: string): string {
  const at = part.search(ROOM);
  const isNamedBehind = /\w/.test(part.slice(at).replace(ROOM, ""));
  return isNamedBehind ? part.slice(0, at).trim() : "";
}

/** The rooms that a date is held in, so that no two can be held there: what is booked, else a place that is no house or address. */
export function roomsOf(instance: Instance): string[] {
  const booked = instance.item.actors.flatMap(({ role, name, email }) => (role === "resource" ? [email ?? name] : []));
  if (booked.length > 0) return booked.map(normalised);
  const place = placeOf(instance);
  const isHouse = place === undefined || BROAD.test(place) || (/,/.test(place) && /\d/.test(place) && !ROOM.test(place));
  return isHouse ? [] : [normalised(place)];
}

function normalised(place: string): string {
  return place.toLowerCase().replaceAll(/\s+/g, " ").trim();
}
