import { OWNER_ONLY } from "../core/audience.ts";
import { z } from "zod";
import type { Delivery } from "../core/ports/outside.ts";
import { renderTerminal } from "../render/terminal.ts";

/** Where the console delivery prints: standard output in the daemon, anything in a test. */
export interface Screen {
  /** Resolves once the text is handed over; throws where nobody listens any more. */
  print(text: string): void | Promise<void>;
  /** The columns there are now; asked anew for each briefing, because windows change. */
  columns(): number;
  /** Whether colours may be used. */
  color: boolean;
}

const consoleSchema = z.strictObject({}).describe("The terminal in which Chief runs.");

/** The columns of what stands for the message in all windows. */
const PLAIN_WIDTH = 80;

type ConsoleOptions = z.infer<typeof consoleSchema>;

/** Prints briefings on a screen. After a crash between printing and the record of it, a briefing is printed once more. */
export function createConsole(screen: Screen): Delivery<ConsoleOptions> {
  return {
    id: "console",
    title: "Console",
    schema: consoleSchema,
    needsAccount: false,
    describe: () => "to the terminal in which Chief runs",
    audience: () => OWNER_ONLY,
    target: () => "console",
    preview(briefing) {
      const text = renderTerminal(briefing, { width: screen.columns(), color: screen.color });
      // A window of another width shows the same message.
      return { text, exact: renderTerminal(briefing, { width: PLAIN_WIDTH, color: false }) };
    },
    async send({ briefing, signal }) {
      signal.throwIfAborted();
      await screen.print(renderTerminal(briefing, { width: screen.columns(), color: screen.color }));
      return { receipt: "printed" };
    },
  };
}
