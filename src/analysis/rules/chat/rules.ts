import type { Rule } from "../../rule.ts";
import { promisedInChat } from "./promises.ts";
import { askedInChat } from "./waiting.ts";

/** The rules over messages in chats. */
export const chatRules: readonly Rule[] = [askedInChat, promisedInChat];
