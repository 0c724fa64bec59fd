import type { Automation } from "../core/automation.ts";
import { problemAt, type Problem } from "../lib/problem.ts";
import type { YamlText } from "../lib/yaml-text.ts";
import { isRecord } from "./plain-options.ts";

/** Warns where a plan is changed by the very account that reads: what reads should not be able to change anything. */
export function planWarnings({ reads, writes }: Pick<Automation, "reads" | "writes">, yaml: YamlText): Problem[] {
  const changed = writes.filter(({ delivery }) => delivery === "plan").flatMap(({ options }) => Object.entries(options));
  const shared = changed.filter(([service, place]) =>
    reads.some(({ connector, options }) => connector === service && connectionOf(options) === connectionOf(place)),
  );
  const services = [...new Set(shared.map(([service]) => service))].filter((service) => service !== "file");
  return services.map((service) => {
    const message = `expected the plan to be changed through a connection of its own, got the one that reads ${service}`;
    const hint = `Make another with \`chief connect ${service} planner\`, and name both with connection: the one that reads needs to change nothing.`;
    return problemAt(yaml.file, yaml.positionOf(["writes"]), message, hint);
  });
}

function connectionOf(options: unknown): unknown {
  return isRecord(options) ? options["connection"] : undefined;
}
