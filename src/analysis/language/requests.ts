import { addressed, withoutAddress } from "./addressee.ts";
import { englishCues, foreignCues, type Cue } from "./cues.ts";
import { scoreImperative } from "./imperatives.ts";
import { withoutNegated } from "./negated.ts";
import { scoreQuestion } from "./questions.ts";
import { withoutUnasked } from "./unasked.ts";
import type { Reading } from "./reading.ts";

/** Asked first, since it costs little: nothing is asked in English without one of these. */
const MAY_ASK =
  /you|\bu\b|pl(?:ea)?[sz]|kindly|\b(?:let|keep) |need|must|should|ha(?:s|ve) to|to be |interest|sooner|block|expect|important|essential|crucial|critical|vital|imperative|necessary|tagging|adding|would be|maybe|perhaps|require|rsvp|request|wait|remind|follow|circl|check|chas|bump|nudg|ping|lmk|thank|thx|tia|cheers|apprecia|grateful|welcome|wonder|ask|curious|keen|missing|pending|mind|chance|possib|action|hear|know|favou?r|would be|it'd|it'll|(?:can|could|may|might) (?:i|we)\b|make sure|look\b|forget|remember|loop|drop|shoot|send|bring|give/;
const MAY_ASK_ELSEWHERE =
  /\b(?:bitt|k(?:ö|a)nn|würde|brauch|benötig|p(?:ourr|ouv|eux)|voul|aur|tu\b|s'il|svp|veuill|merci de|por favor|p(?:od|ued)|necesit|agradec|pido|ruego)/;
/** What a request to somebody else counts at most. */
const TO_ANOTHER = 0.2;

/** How surely a sentence asks its reader something, and whether for an answer. `next` is the sentence that follows. */
export function readRequest(sentence: string, next: string, readerNames: readonly string[]): Pick<Reading, "request" | "isQuestion"> {
  const words = withoutNegated(lowered(withoutAddress(sentence)));
  const asked = mayAsk(words) ? withoutUnasked(words) : words;
  const question = scoreQuestion(words, next);
  const isRhetorical = question > 0 && question < 0.5;
  const cue = isRhetorical && question < 0.3 ? undefined : surestCue(asked);
  const order = scoreImperative(asked.trim());
  const score = Math.max(question, cue?.weight ?? 0, order);
  const isQuestion = question >= 0.5 && (cue === undefined || cue.isForAnswer === true || !isActAsked(asked));
  const request = addressed(sentence, readerNames) === "another" ? Math.min(score, TO_ANOTHER) : score;
  return { request, isQuestion: isQuestion || (cue?.isForAnswer === true && request >= 0.5) };
}

/** Whether a closer look can find anything. */
function mayAsk(words: string): boolean {
  return MAY_ASK.test(words) || MAY_ASK_ELSEWHERE.test(words);
}

/** "Could you send it?" has the mark of a question, and wants an act. */
function isActAsked(words: string): boolean {
  return (
    (MAY_ASK_ELSEWHERE.test(words) && foreignCues.some((cue) => cue.words.test(words))) ||
    /\b(?:(?:could|can|would|will) (?:you|someone|anyone)\b(?! (?:know|recall|say|attend|make it|come|be able|have (?:time|a chance)|agree))|please|pls|kindly|let (?:me|us) know)\b/.test(
      words,
    )
  );
}

function surestCue(words: string): Cue | undefined {
  const english = MAY_ASK.test(words) ? englishCues.filter((cue) => cue.words.test(words)) : [];
  const foreign = MAY_ASK_ELSEWHERE.test(words) ? foreignCues.filter((cue) => cue.words.test(words)) : [];
  return [...english, ...foreign].reduce<Cue | undefined>((best, cue) => (best && best.weight >= cue.weight ? best : cue), undefined);
}

function lowered(words: string): string {
  return words.replace(/[’‘`]/g, "'").toLowerCase();
}
