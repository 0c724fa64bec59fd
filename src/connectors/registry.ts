import type { Catalogue, Connector } from "../core/ports/outside.ts";

const LOADERS: Readonly<Record<string, () => Promise<Connector>>> = {
  git: async () => (await import("./git/index.ts")).gitConnector,
  files: async () => (await import("./files/index.ts")).filesConnector,
  ics: async () => (await import("./ics/index.ts")).icsConnector,
  mail: async () => (await import("./mail/index.ts")).mailConnector,
  junit: async () => (await import("./junit/index.ts")).junitConnector,
};

/** Every connector there is, each loaded when a definition first reads from it. */
export const connectors: Catalogue<Connector> = {
  ids: Object.keys(LOADERS),
  async load(id) {
    const loader = LOADERS[id];
    if (loader === undefined) throw new RangeError(`expected a connector to be one of ${connectors.ids.join(", ")}, got ${id}`);
    return loader();
  },
};
