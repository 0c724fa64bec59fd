import type { Automation } from "../../core/automation.ts";
import { PermanentError } from "../../core/errors.ts";
import type { Models } from "../../core/model.ts";
import type { ReplayRequest } from "../../core/ports/operations.ts";
import type { Workspace } from "../../core/workspace.ts";

/** What is remarked of a replay in which a model might have written, and had nothing to write of. */
export const NOTHING_NEW = "no model was asked, since nothing was new in that run";

/** What a run goes by. */
export interface Terms {
  automation: Automation;
  workspace: Workspace;
}

/** What is in force now; no definition where its file is gone. */
export interface TermsNow extends Pick<Terms, "workspace"> {
  automation: Automation | undefined;
}

/**
 * The terms of a run as it is replayed: its own, but a model is shown its data only where that is permitted now, by way of the connection of
 * now. Throws PermanentError `replay-without-model` where a model or a prompt is named all the same.
 */
export function termsOfReplay(then: Terms, now: TermsNow, { model, prompts }: Pick<ReplayRequest, "model" | "prompts">): Terms {
  const wantsModel = model !== undefined || prompts !== undefined;
  const { models } = now.workspace;
  if (!models || !now.automation || now.automation.model === "none") {
    if (wantsModel) throw withoutModel(now);
    return byCode(then);
  }
  if (isByModel(then)) return withModels(then, chosen(models, then.workspace.models, model));
  return wantsModel ? withModels(asNow(then, now.automation), chosen(models, undefined, model)) : byCode(then);
}

/** Whether a model was to write. */
export function isByModel({ automation, workspace }: Terms): boolean {
  return workspace.models !== undefined && automation.model !== "none";
}

function byCode({ automation, workspace: { models: _models, ...workspace } }: Terms): Terms {
  return { automation: { ...automation, model: "none" }, workspace };
}

/** What a definition says of models now, for a run that had none. */
function asNow({ automation, workspace }: Terms, { model, budget, skills, bestOf }: Automation): Terms {
  return { automation: { ...automation, model, budget, skills, bestOf }, workspace };
}

function withModels({ automation, workspace }: Terms, models: Models): Terms {
  return { automation, workspace: { ...workspace, models } };
}

/** Models go by their names of then as long as they are asked by way of the same connection: another one may not know them. */
function chosen(now: Models, then: Models | undefined, model: string | undefined): Models {
  const named = then?.connection === now.connection ? then : now;
  return model === undefined ? named : { ...named, small: model, large: model };
}

function withoutModel({ workspace, automation }: TermsNow): PermanentError {
  const [got, hint] = !workspace.models
    ? ["none in config/chief.yaml", "`chief connect openai` sets one up."]
    : !automation
      ? ["a definition whose file is gone", "Put the file back."]
      : ["`model: none` in its definition", "Change that first: it keeps what is read from being shown to a model."];
  return new PermanentError("replay-without-model", `expected a model that may be asked, got ${got}`, { hint });
}
