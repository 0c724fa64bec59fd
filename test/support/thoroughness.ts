/** How many times as many cases as usual tests try that make them up: `THOROUGHNESS=8` in the environment takes minutes. */
const THOROUGHNESS = Number(process.env["THOROUGHNESS"] ?? 1);

/** So many made-up cases where nobody asks for more. */
export function casesOf(usual: number): number {
  return usual * THOROUGHNESS;
}
