import { listOf } from "./text.ts";

/** Paths within the workspace as a sentence names them, such as `the workspace and notes`. */
export function placesOf(paths: readonly string[]): string {
  return listOf(paths.map((path) => (path === "." ? "the workspace" : path)));
}
