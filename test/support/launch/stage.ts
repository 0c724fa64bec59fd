import type { FakeClock } from "../clock.ts";
import type { Agenda } from "./agenda.ts";
import type { Book } from "./book.ts";
import type { Disk } from "./disk.ts";
import type { Office } from "./office.ts";
import type { Post } from "./post.ts";
import type { Reaper } from "./reaper.ts";
import type { Scenario } from "./scenario.ts";
import type { Town } from "./town.ts";

/** All that a scenario is played with. */
export interface Stage {
  scenario: Scenario;
  clock: FakeClock;
  town: Town;
  /** Absent where nobody is written to by mail. */
  post: Post | undefined;
  book: Book;
  disk: Disk;
  office: Office;
  agenda: Agenda;
  reaper: Reaper;
}
