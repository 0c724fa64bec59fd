import type { Logger } from "../../src/core/ports/ambient.ts";

const ignore = (): void => {};

/** For whoever must say nothing. */
export const silentLogger: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
