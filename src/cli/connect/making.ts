import type { Service } from "../../connections/service.ts";
import type { Options } from "../options.ts";
import type { Session } from "../session.ts";
import type { InspectionParts } from "./inspect.ts";
import type { Prompter } from "./prompter.ts";

/** Everything about the one connection that is made. */
export interface Making extends InspectionParts {
  session: Session;
  options: Options;
  service: Service;
  name: string;
  /** Absent where nobody can be asked. */
  prompter: Prompter | undefined;
}
