import type { ListedModel } from "../../connections/service.ts";
import { freeModels, type Priced } from "../../config/prices.ts";
import { countOf, findNearest, listOf } from "../../lib/text.ts";
import type { Inspection } from "../connect/inspect.ts";
import { ok, problem, warning, type Check } from "./check.ts";

/** So long before a model is shut down that is told. */
const SOON_MS = 60 * 24 * 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** Whether the models that the configuration names are there, and for how long. Nothing where none are named, or their service did not answer. */
export function checkModels(inspections: readonly Inspection[], workspace: Priced, now: number): Check[] {
  const { models } = workspace;
  const account = inspections.find(({ name }) => name === models?.connection)?.account;
  if (!models || !account) return [];
  const names = [...new Set([models.small, models.large])];
  if (!account.models) return [ok("Models", `${listOf(names)}; ${models.connection} lists none, so whether they are there is not known`)];
  const free = freeModels(workspace).length === 0 ? "" : `; ${listOf(freeModels(workspace))} on this machine, no price`;
  const found = names.flatMap((name) => judge(name, account.models ?? [], now));
  return found.length > 0 ? found : [ok("Models", `${listOf(names)} ${names.length === 1 ? "is" : "are"} there${free}`)];
}

function judge(name: string, listed: readonly ListedModel[], now: number): Check[] {
  const model = listed.find(({ id }) => id === name || id === `${name}:latest`);
  if (!model) {
    const nearest = findNearest(
      name,
      listed.map(({ id }) => id),
    );
    const hint = nearest === undefined ? "Name another under `models` in config/chief.yaml." : `Did you mean ${nearest}?`;
    return [problem("Models", `there is no ${name}`, hint)];
  }
  const leftMs = Date.parse(model.endsAt ?? "") - now;
  if (!(leftMs < SOON_MS)) return [];
  const hint = "Name another under `models` in config/chief.yaml before.";
  if (leftMs <= 0) return [problem("Models", `${name} has been shut down`, hint)];
  return [
    warning("Models", `${name} is shut down on ${model.endsAt?.slice(0, 10)}, in ${countOf(Math.ceil(leftMs / DAY_MS), "day")}`, hint),
  ];
}
