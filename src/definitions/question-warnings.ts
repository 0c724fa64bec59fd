import type { Automation } from "../core/automation.ts";
import { problemAt, type Problem } from "../lib/problem.ts";
import type { YamlText } from "../lib/yaml-text.ts";

/** What its writer may not have meant: questions whose answers go nowhere, or a place for answers where nobody can ask. */
export function questionWarnings({ triggers, writes }: Pick<Automation, "triggers" | "writes">, yaml: YamlText): Problem[] {
  const isAsked = triggers.some(({ kind, ...rest }) => kind === "event" && "options" in rest && rest.options["event"] === "question");
  const answers = writes.some(({ delivery, options }) => delivery === "slack" && options["to"] === "thread");
  if (isAsked === answers) return [];
  const [path, message, hint] = isAsked
    ? ["on", "expected a place for the answers to its questions, got none", 'Add "- slack: { to: thread }" under writes.']
    : ["writes", "expected somebody who can ask what goes into the thread, got nobody", 'Add "slack: { event: question }" under on.'];
  return [problemAt(yaml.file, yaml.positionOf([path]), message, hint)];
}
