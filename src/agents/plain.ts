import type { Agent } from "../core/ports/agent.ts";

/** The agent that needs no model: one subtask for each source with news, written by code. */
export const plainAgent: Agent = {
  outline: ({ news }) => Promise.resolve(news.map((connector) => ({ id: connector, sources: [connector] }))),
  async execute({ id, sources }, { summarise }, { signal }) {
    const bullets = await Promise.all(sources.map((connector) => summarise(connector, signal)));
    return { subtask: id, bullets: bullets.flat(), claims: [] };
  },
  recover: (executed) => Promise.resolve({ bullets: executed.flatMap(({ bullets }) => bullets) }),
};
