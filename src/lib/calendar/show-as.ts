import type { InstanceFields } from "../../core/kinds/instance.ts";

/** What of an event says how it takes time. */
export interface TimeTaking {
  summary: string;
  /** A whole day or several, whether as dates or as times: programs write both. */
  isWholeDays: boolean;
  /** People asked to come. */
  people: number;
  /** TRANSP and X-MICROSOFT-CDO-BUSYSTATUS, in capitals. */
  transparency: string;
  busyStatus: string;
  categories: string;
}

const AWAY = /\b(?:ooo|out[ -]of[ -](?:the[ -])?office|vacation|annual leave|parental leave|sick leave|on leave|pto|day off|days off)\b/i;
/** An entry of some hours says only this: a longer text may be a meeting about it. */
const AWAY_ALONE = /^\W*(?:ooo|out[ -]of[ -](?:the[ -])?office)\W*$/i;
const FOCUS = /^\W*(?:focus|deep work)(?: (?:time|block|session|hours?))?\W*(?:[:(–-].*)?$/i;

/** How an event takes its owner's time. */
export function showAsOf(event: TimeTaking): InstanceFields["showAs"] {
  const isAway = event.busyStatus === "OOF" || (event.isWholeDays ? AWAY : AWAY_ALONE).test(event.summary);
  if (isAway) return "out_of_office";
  if (event.transparency === "TRANSPARENT" || event.busyStatus === "FREE") return "free";
  const isFocus = event.people < 2 && (FOCUS.test(event.summary) || /\bfocus time\b/i.test(event.categories));
  return isFocus ? "focus" : "busy";
}
