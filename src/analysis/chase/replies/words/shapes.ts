import type { Respelling } from "../spelling.ts";

/** Items in a row, as their marks. */
const ROW = String.raw`((?:the |my )?[§¶]\d+(?:(?:, and|,| and| &| \+|\/) (?:the |my )?[§¶]\d+)*)`;
const LEAVING_OUT = String.raw`(?:except|apart from|other than|besides|minus|bar|save for|but)(?: for)?`;
/** "That one", which goes on about what was left out. */
const GOES_ON = String.raw`(?:(?:[,.;] *| )(?:and |but )?(?:that one|that|those(?: two| ones)?|these(?: two)?|which)(?= ))?`;

/** Sentences about several items whose order says which of them is meant, in an order in which each clause says it by itself. */
export const shapes: readonly Respelling[] = [
  [/\b(?:everything else|all else|all (?:the )?(?:rest|others)|the other things)\b/g, "others"],
  [
    /\b(?:one|two|three|four|\d) (?:of|out of) (?:the |my )?(?:two|three|four|five|\d)(?: are| is)? (?=(?:done|finished|ready|on track|at risk|blocked|not started|shipped|dropped) ?:)/g,
    "",
  ],
  [/(?<=(?:^|[\n.;:]) ?(?:(?:the |my )?[§¶]\d{1,2}, (?:and )?){0,4}(?:the |my )?[§¶]\d{1,2}), (?:and )?(?=(?:the |my )?[§¶]\d)/g, " and "],
  [
    new RegExp(
      String.raw`\b(?:they are all|all of (?:them|it)|all|everything|every one|both) ${LEAVING_OUT} ${ROW} \((?:which |that )?((?:[^()]){2,40})\) ([^,.;\n]+)`,
      "g",
    ),
    "others $3; $1 $2",
  ],
  [
    new RegExp(
      String.raw`\b(?:they are all|all of (?:them|it)|all|everything|every one|both)\b([^,.;\n§¶]*?) ${LEAVING_OUT} ${ROW}((?: (?!which\b|that\b)[^\s,.;]+)*)${GOES_ON}`,
      "g",
    ),
    "others$1$3; $2",
  ],
  [
    new RegExp(
      String.raw`\b(?:nothing|none(?: of (?:them|it|these))?)(?: is| are| has| have)?( (?:started|done|finished|ready|begun|shipped)(?: yet)?) ${LEAVING_OUT} ${ROW}${GOES_ON}`,
      "g",
    ),
    "others not$1; $2",
  ],
  [
    new RegExp(
      String.raw`(?<=^\W*)((?:is |it is |mostly )*(?:done|finished|ready|on track|fine|good|merged|shipped|dropped|cancelled|not started)) (?!but)${LEAVING_OUT} ${ROW}${GOES_ON}`,
      "g",
    ),
    "others $1; $2",
  ],
  [new RegExp(String.raw`\b(?:i|we) only (?:own|have|do|handle|am on|are on) ${ROW}`, "g"), "others not mine; $1"],
  [/([§¶]\d+): (@\d+)(?=\s*(?:[.,;\n]|$))/g, "$1: $2 has it"],
  [/\b(?:the )?rest (?=(?:is|are) (?:done|finished|ready))/g, "others "],
];
