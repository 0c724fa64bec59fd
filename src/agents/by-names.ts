import type { Models } from "../core/model.ts";
import type { Model } from "../core/ports/model.ts";

/** Asks for models by these names, whatever the sizes stand for otherwise. */
export function byNames(model: Model, names: Pick<Models, "small" | "large">): Model {
  return { ask: (request, signal) => model.ask({ ...request, model: request.model ?? names[request.size] }, signal) };
}
