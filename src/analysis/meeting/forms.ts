import * as deciding from "./decision-cues.ts";
import { isOrder } from "./find-tasks.ts";
import * as manner from "./manner-cues.ts";
import * as cues from "./sign-cues.ts";
import type { View } from "./view.ts";

/** Whether a sentence has a form, or stands in a way, that tells of deciding. */
export type Shows = (view: View) => boolean;

/** Says itself that something is decided, by those who talk and now. */
export const isDeclared: Shows = ({ words, own, isQuestion }) =>
  !isQuestion &&
  cues.DECLARES.test(words) &&
  ![manner.PAST, manner.UNREAL, cues.UNDECLARED].some((cue) => cue.test(words)) &&
  !cues.REPORTS.test(own);

/** Asks the others to do something together. */
export const isProposal: Shows = ({ words, own, isQuestion }) =>
  !deciding.HOUSEKEEPING.test(words) &&
  (cues.LETS.test(words) || cues.SUGGESTS.test(words) || (isQuestion && (cues.ASKS_WE.test(own) || cues.WE.test(own))));

/** The same, and another takes it up. */
export const isTakenUp: Shows = (view) => isProposal(view) && view.agrees;

/** Speaks of deciding or proposing; who speaks in it then means all. */
export const isSaid: Shows = (view) => isProposal(view) || isDeclared(view);

/** "We take the grey." */
export const isOurs: Shows = ({ own, words, isQuestion }) =>
  !isQuestion && cues.WE.test(own) && ![cues.WE_ARE, cues.PAST_TENSE].some((cue) => cue.test(own)) && !deciding.HOUSEKEEPING.test(words);

/** Begins with no pronoun. */
const isOfThing: Shows = ({ own, isQuestion }) => !isQuestion && !cues.PRONOUN.test(own);

/** Names nobody who acts: "Keep the desks", "maintenance page, Sunday", "the raffle stays". */
const isBare: Shows = (view) => isOfThing(view) && view.topic.size > 0 && !cues.HELPING_VERB.test(view.own);

/** What is done, or is so. */
export const isDisposal: Shows = (view) => isOfThing(view) || isOurs(view);

/** "So it's the brewery." */
export const isUpshot: Shows = ({ own, lead, depth, isQuestion }) =>
  !isQuestion && depth > 0 && cues.SO_IT_IS.test(own) && cues.CONCLUDES.test(lead);

/** "The old oven stays." */
export const isChange: Shows = (view) => (isOfThing(view) || isRuled(view)) && cues.BECOMES.test(view.own);

/** "It stays": that which was just talked of. */
const isRuled: Shows = ({ own, isQuestion }) => !isQuestion && cues.IT_STAYS.test(own);

/** "Nobody drives until it's checked." */
export const isBound: Shows = (view) => (isDisposal(view) || isRuled(view)) && cues.BOUND.test(view.words);

/** "The bus it is." */
const isIt: Shows = ({ words, isQuestion }) => !isQuestion && cues.IT_IS.test(words);

const FORMS: readonly Shows[] = [
  isDeclared,
  isTakenUp,
  isOurs,
  isUpshot,
  isChange,
  isBound,
  isIt,
  ({ own, lead, isQuestion }) => !isQuestion && (cues.FOR_ALL.test(own) || /\bno $/.test(lead)),
  (view) => isOfThing(view) && cues.WILL_BE.test(view.own),
  (view) => isBare(view) && (view.isOffered || cues.LEADS_TO.test(view.lead)),
  (view) => isOfThing(view) && view.topic.size > 0 && isOrder(view.own),
  (view) => isOfThing(view) && cues.FORBIDS.test(view.own),
];

/** Has none of the forms in which people decide: then only what is around it speaks for it. */
export const isFormless: Shows = (view) => !FORMS.some((form) => form(view));
