import type { JudgedFinding } from "../../core/finding.ts";
import type { Item, SourceHealth } from "../../core/item.ts";
import type { PackRequest } from "../../core/ports/agent.ts";
import type { Names } from "./names.ts";
import type { Write } from "./wording.ts";

/** What there is to be shown. */
export interface PackInput extends PackRequest {
  items: readonly Item[];
  news: readonly Item[];
  /** What the last run had of the news; absent where there was none. */
  earlier?: readonly Item[];
  gone: readonly Item[];
  /** Ids of what shows the same thing elsewhere or speaks of it, by the id of the thing. */
  elsewhere: ReadonlyMap<string, readonly string[]>;
  judged: readonly JudgedFinding[];
  sources: readonly SourceHealth[];
  names: Names;
  /** Whether the reader must be told of a finding. */
  isMust(judged: JudgedFinding): boolean;
  write: Write;
}
