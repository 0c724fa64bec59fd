import type { Automation } from "../core/automation.ts";
import type { Workspace } from "../core/workspace.ts";
import { problemAt, type Problem } from "../lib/problem.ts";
import { valueAt } from "../lib/schema-check.ts";
import type { YamlText } from "../lib/yaml-text.ts";

/** What the configuration says of models. */
export type SpendingChecks = Pick<Workspace, "models" | "budgets" | "connections">;

/** What a definition says of models that comes to nothing: there is none, or the workspace allows less. */
export function spendingWarnings(automation: Automation, checks: SpendingChecks | undefined, yaml: YamlText): Problem[] {
  return checks
    ? [...modelWarnings(automation, checks, yaml), ...goalWarnings(automation, checks, yaml), ...budgetWarnings(automation, checks, yaml)]
    : [];
}

function modelWarnings({ model }: Automation, { models, connections }: SpendingChecks, yaml: YamlText): Problem[] {
  if (models || model === "none" || valueAt(yaml.value, ["model"]) === undefined) return [];
  const message = `expected config/chief.yaml to say which models there are, since model is ${model}, got none: code alone writes`;
  const hint = `${wayToModels(connections)} Write model: none, or remove this line, where code is to write.`;
  return [problemAt(yaml.file, yaml.positionOf(["model"]), message, hint)];
}

/** A server of one's own has other models than those that are asked where none are named. */
function wayToModels(connections: SpendingChecks["connections"]): string {
  const [name, connection] = Object.entries(connections).find(([, { kind }]) => kind === "openai") ?? [];
  if (name === undefined) return "`chief connect openai` connects one.";
  const names = connection && "url" in connection && connection.url !== undefined ? ", small: NAME, large: NAME" : "";
  return `Add \`models: { connection: ${name}${names} }\` to config/chief.yaml.`;
}

/** A goal is graded by a model that has no part in the writing. */
function goalWarnings({ goal, model }: Automation, { models, connections }: SpendingChecks, yaml: YamlText): Problem[] {
  if (goal.length === 0 || (models && model !== "none")) return [];
  const [why, hint] =
    model === "none"
      ? ["model is none", "Write another model, or remove the goal."]
      : ["config/chief.yaml names no models", `${wayToModels(connections)} Or remove the goal.`];
  const message = `expected a model that says what of the goal is met, got none, since ${why}: it is never met`;
  return [problemAt(yaml.file, yaml.positionOf(["goal"]), message, hint)];
}

function budgetWarnings({ budget }: Automation, { budgets }: SpendingChecks, yaml: YamlText): Problem[] {
  return (["run", "day"] as const).flatMap((span) =>
    (["tokens", "usd"] as const).flatMap((unit) => {
      const [own = 0, most = Infinity] = [budget[span][unit], budgets[span][unit]];
      if (own <= most) return [];
      const name = `${span}.${unit}`;
      const message = `expected budget.${name} to be at most ${most}, as budgets in config/chief.yaml says, got ${own}: the lower one holds`;
      return [problemAt(yaml.file, yaml.positionOf(["budget", span, unit]), message, `Lower it, or raise budgets.${name} there.`)];
    }),
  );
}
