import type { McpConnection } from "../../core/connection.ts";
import { PermanentError } from "../../core/errors.ts";
import { quoted } from "../../lib/mcp/failure.ts";
import { pinOf, type McpOffer, type McpTool } from "../../lib/mcp/pin.ts";
import { withMcp, type McpSession } from "../../lib/mcp/session.ts";
import { countOf } from "../../lib/text.ts";
import type { Given, Person, SignInContext } from "../service.ts";
import { boxInWords } from "./box-words.ts";

/** Shows a person what a server offers, and asks what of it may be called; nothing of it is called here. Resolves with the pins. */
export async function acceptServer(connection: McpConnection, { name = "", person, readSecret, signal }: SignInContext): Promise<Given> {
  person.say(boxInWords(connection));
  const { about, offer } = await withMcp({ ...connection, name }, { readSecret, signal }, async (session: McpSession) => session);
  const title = `${about.name} ${about.version}`.trim();
  person.say(`\nIt calls itself ${JSON.stringify(title)}. All that follows are its own words, which nobody has checked.`);
  offerLines(offer).forEach((line) => person.say(line));
  const readOnly = await askReadOnly(offer.tools, person);
  if (!(await person.confirm("Accept the server as it is now? Whatever changes later is refused until you look again.", true))) {
    throw new PermanentError("interrupted", "expected the server to be accepted, got a no: nothing was written");
  }
  const pin = await pinOf(connection, offer);
  return {
    readOnly: JSON.stringify(readOnly),
    "pinned.command": pin.command,
    "pinned.schema": pin.schema,
    "pinned.tools": JSON.stringify(pin.tools),
  };
}

/** Tools with what they say of themselves, then the patterns of its resources. */
function offerLines({ tools, templates }: McpOffer): string[] {
  return [
    `${countOf(tools.length, "tool")}:`,
    ...tools.flatMap((tool) => [
      `  ${quoted(tool.name)} (${claimOf(tool)})`,
      `      ${quoted(tool.description ?? "says nothing of itself")}`,
    ]),
    ...(templates.length === 0 ? [] : [`${countOf(templates.length, "pattern")} of resources:`]),
    ...templates.map(({ uriTemplate, description = "" }) => `  ${quoted(uriTemplate)} ${quoted(description)}`),
  ];
}

function claimsToRead({ annotations }: McpTool): boolean {
  return annotations?.["readOnlyHint"] === true;
}

function claimOf(tool: McpTool): string {
  if (claimsToRead(tool)) return "says that it only reads";
  return tool.annotations?.["destructiveHint"] === true ? "says that it changes or deletes" : "does not say that it only reads";
}

/** The names that may be called; what a server says of its tools is its word only, so the last one is its owner's. */
async function askReadOnly(tools: readonly McpTool[], person: Person): Promise<string[]> {
  const claimed = tools.filter(claimsToRead);
  const others = tools.filter((tool) => !claimsToRead(tool));
  person.say(
    "\nAutomations can call only what you confirm here, and of that only what they name. Chief calls nothing that changes things.",
  );
  const all =
    claimed.length > 0 && (await person.confirm(`May the ${countOf(claimed.length, "tool")} be called that say they only read?`, true));
  const confirmed = all ? claimed : await askEach(claimed, person);
  const further = others.length > 0 && (await person.confirm("Do any of the others only read, as far as you know?", false));
  return [...confirmed, ...(further ? await askEach(others, person) : [])].map(({ name }) => name);
}

async function askEach(tools: readonly McpTool[], person: Person): Promise<McpTool[]> {
  const confirmed: McpTool[] = [];
  for (const tool of tools) if (await person.confirm(`May ${quoted(tool.name)} be called?`, false)) confirmed.push(tool);
  return confirmed;
}
