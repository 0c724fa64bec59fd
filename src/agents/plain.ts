import { summarise } from "../analysis/summary/registry.ts";
import type { Agent } from "../core/ports/agent.ts";

/** The agent that needs no model: one subtask for each source with news, written by code. */
export const plainAgent: Agent = {
  outline(material) {
    const sources = [...new Set(material.news.map((item) => item.source))];
    return Promise.resolve(sources.map((source) => ({ id: source, sources: [source] })));
  },
  execute(subtask, material) {
    return Promise.resolve(subtask.sources.flatMap((source) => summarise(source, material)));
  },
};
