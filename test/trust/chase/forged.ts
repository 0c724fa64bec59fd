import type { Entry } from "./inlet.ts";
import type { Said } from "./truth.ts";
import type { Questions } from "./ways.ts";

/** Something that is not what it says it is. */
export interface Forged {
  name: string;
  /** Whose word counts all the same, and what that is; absent where nobody is to be heard. */
  said?: Said;
  /** What comes in, one after the other. */
  entries(questions: Questions, sam: string): readonly Entry[];
}
