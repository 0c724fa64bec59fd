import { runGroup } from "../ci/group.ts";
import { runRegion } from "../ci/region.ts";
import { runTemplates } from "../ci/templates.ts";
import { parseChoice, usageError, type Options } from "../options.ts";
import type { Session } from "../session.ts";

const PARTS = { group: runGroup, region: runRegion, templates: runTemplates } as const;
const NAMES = ["group", "region", "templates"] as const;

/** Reads logs of builds, wherever they lie. Code alone does: no model is asked, nothing is sent, and nothing kept but what `group --history` names. */
export async function run(session: Session, [name = "", ...paths]: readonly string[], options: Options): Promise<number> {
  const part = parseChoice("what to do", name, NAMES);
  const [path] = paths;
  if (path === undefined) {
    throw usageError(`expected a log after ci ${part}, got none`, `Try ci ${part} build.log, or - for what is piped in.`);
  }
  return PARTS[part](session, paths, options);
}
