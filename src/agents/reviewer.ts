import type { ModelRequest } from "../core/ports/model.ts";
import type { Reviewer, ReviewRequest } from "../core/ports/reviewer.ts";
import { reviewSchema } from "../policy/parse-review.ts";
import { fenced } from "./fence.ts";
import type { JudgeParts } from "./grader.ts";

/** A verdict with a few sentences, and what a model thinks before it. */
const MOST_OUTPUT = 2_000;

/** The small model as reviewer: it sees what the definition permits, the message, and what that rests on. */
export function createReviewer({ modelFor, prompt }: JudgeParts): Reviewer {
  return {
    async review(request, signal) {
      const instructions = await prompt("reviewer");
      const { outcome } = await modelFor(request.call).ask(requestFor(request, instructions), signal);
      if (outcome.kind === "refusal") return { verdict: "unsure", why: "it would not say" };
      return outcome.kind === "answer" ? outcome.value : undefined;
    },
  };
}

function requestFor({ call, definition, to, message, evidence }: ReviewRequest, instructions: string): ModelRequest {
  const shown = evidence.map(({ title, text }, index) => fenced(`evidence ${index + 1}`, `${title}\n${text}`));
  const parts = [
    `# What its owner permits\n${definition.map(({ text }) => `- ${text}`).join("\n")}`,
    `# Where it goes\n${to}`,
    `# The message\n${fenced("message", message)}`,
    `# What it rests on\n${shown.length === 0 ? "It names no evidence." : shown.join("\n")}`,
  ];
  return {
    role: "reviewer",
    size: "small",
    instructions,
    input: [{ kind: "text", text: parts.join("\n\n") }],
    tools: [],
    answer: { name: "review", schema: reviewSchema },
    cacheKey: `${call.automation.id}/reviewer`,
    maxOutputTokens: MOST_OUTPUT,
  };
}
