import type { McpResult, McpSession } from "../../lib/mcp/session.ts";
import { quoted } from "../../lib/mcp/failure.ts";
import { countOf } from "../../lib/text.ts";
import { argumentFault } from "./arguments.ts";
import type { Brought } from "./brought.ts";
import type { McpCall, McpOptions } from "./schema.ts";
import { thingsIn } from "./things.ts";
import { resultDraft, thingDraft, type Origin } from "./to-item.ts";

/** Whose tools, and which of them their owner has confirmed to be only reading. */
export interface Callee extends Origin {
  readOnly: readonly string[];
}

/** Calls the tools that a grant names, one after the other, each with its constants. */
export async function callTools(session: McpSession, { tools, max }: McpOptions, callee: Callee): Promise<Brought> {
  const brought: Brought = { drafts: [], failures: [], notes: [] };
  for (const call of tools) {
    const refusal = refusalOf(session, call, callee) ?? (await callTool(session, call, { callee, brought, max }));
    if (refusal) brought.failures.push({ what: `${callee.server}: the tool ${call.name}`, ...refusal });
  }
  return brought;
}

interface Refusal {
  error: string;
  hint: string;
}

/** Why a tool is not called. */
function refusalOf({ offer }: McpSession, call: McpCall, { server, readOnly }: Callee): Refusal | undefined {
  const tool = offer.tools.find(({ name }) => name === call.name);
  if (!tool) {
    return { error: "the server has no tool of that name", hint: "Correct the name in the automation; `chief connect mcp` lists them." };
  }
  if (!readOnly.includes(call.name)) {
    const hint = `Chief calls no tools that change things. Where it only reads, confirm that with \`chief connect mcp ${server} --replace\`.`;
    return { error: "nobody has confirmed that it only reads, so it was not called", hint };
  }
  const fault = argumentFault(tool.inputSchema, call.arguments);
  return fault === undefined ? undefined : { error: `it was not called: ${fault}`, hint: "Correct its arguments in the automation." };
}

interface Target {
  callee: Callee;
  brought: Brought;
  max: number;
}

async function callTool(session: McpSession, call: McpCall, { callee, brought, max }: Target): Promise<Refusal | undefined> {
  const tool = session.offer.tools.find(({ name }) => name === call.name);
  if (!tool) return undefined;
  const answer = await session.call(tool, call.arguments);
  if (!answer.ok) return { error: answer.error, hint: "Check what it is called with in the automation, and the server itself." };
  const result = answer.value;
  if (result.isError) {
    return { error: `it failed, and says: ${quoted(result.texts.join(" "))}`, hint: "Check its arguments in the automation." };
  }
  if (result.binaries > 0) brought.notes.push(`Left out ${countOf(result.binaries, "part")} of what ${call.name} gave back: no text.`);
  return call.items === undefined
    ? keepWhole(call, result, { callee, brought })
    : keepThings({ ...call, items: call.items }, result, { callee, brought, max });
}

function keepWhole(call: McpCall, result: McpResult, { callee, brought }: Omit<Target, "max">): undefined {
  brought.drafts.push(resultDraft(call, result, callee));
}

function keepThings(call: McpCall & { items: string }, result: McpResult, { callee, brought, max }: Target): Refusal | undefined {
  const { things, unusable, fault } = thingsIn(result, call);
  if (fault !== undefined) return { error: fault, hint: "Correct `items` in the automation." };
  brought.drafts.push(...things.slice(0, max).map((thing) => thingDraft(call, thing, callee)));
  if (things.length > max) brought.notes.push(`Read ${max} of ${countOf(things.length, "thing")} that ${call.name} gave back.`);
  if (unusable > 0) brought.notes.push(`Left out ${countOf(unusable, "thing")} that ${call.name} gave back without an id of their own.`);
  return undefined;
}
