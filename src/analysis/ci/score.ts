import { ANCHORS, EXIT_OF_PROGRAM, EXIT_OF_SERVICE, LINES, NEGATIVES, SETUP, WEAK, WEIGHT } from "./parameters.ts";

/** What one line says by itself, whatever stands around it. */
export interface Score {
  /** How much it points at a failure; 0 for most lines. */
  readonly weight: number;
  /** The name of the parameter that decided; null for a line that says nothing. */
  readonly by: string | null;
  /** How well it says by itself what went wrong. */
  readonly cause: number;
  readonly exit: "service" | "program" | null;
}

const NOTHING: Score = { weight: 0, by: null, cause: 0, exit: null };
/** Signs of which every anchor has at least one: most lines have none, and are done with at once. */
const HINT =
  /[✕✗✖✘×●⨯]|err|fail|exception|panic|fault|expect|assert|caused|traceback|trace:|undefined|unresolved|cannot|not ok|not f|no such|\d\) \S|^E |^\s*[+-]?\s*(?:got|want|left|right|actual|received)|\*\*\*|___|===|\.\w{1,5}:\d+|core dumped|SIG|memory|oom|Killed|heap|denied|unable|could|recogn|No (?:space|match|output)|ENO|ECONN|ETIME|EAI|TLS|certificate|connect to|\b[A-Z]{1,4}\d{3,5}\b|: [A-Z]: |not exported|matching export|not declared|unbound|: line \d|^\S+: \(\d|50[0234] |429|communication|shutdown|rate limit|manifest|unhandled|uncaught|time.{0,2}out|deadline|terminated|canceled|rake|exit|^Finished|^Build|^fatal|^ninja|^make|^E: |goroutine/i;

/** What a line is worth; the strongest sign in it decides. */
export function scoreOf(text: string): Score {
  const head = (text.length > LINES.scored ? text.slice(0, LINES.scored) : text).replace(LINES.border, "");
  const isHinted = HINT.test(head);
  if (!isHinted && !WEAK.test(head)) return NOTHING;
  if (SETUP.test(head)) return { ...NOTHING, by: "setup" };
  const exit = EXIT_OF_SERVICE.test(head) ? "service" : EXIT_OF_PROGRAM.test(head) ? "program" : null;
  if (exit !== null) return { weight: WEIGHT.exit, by: `exit.${exit}`, cause: 0.2, exit };
  const strong = isHinted ? strongOf(head) : undefined;
  const found = strong ?? (WEAK.test(head) ? { weight: WEIGHT.weak, by: "weak", cause: 0.5, exit } : NOTHING);
  if (found === NOTHING || !NEGATIVES.some((pattern) => pattern.test(head))) return found;
  const { weight, by, cause } = found;
  return { weight: weight * WEIGHT.negative, by: `${by}, negative`, cause: cause * WEIGHT.negative, exit };
}

/** The heaviest; among equals the one that says more of the cause. */
function strongOf(head: string): Score | undefined {
  const hits = ANCHORS.filter(([, , , pattern]) => pattern.test(head));
  const [first] = hits;
  if (!first) return undefined;
  const [name, , cause] = hits.reduce((a, b) => (b[2] > a[2] ? b : a), first);
  return { weight: Math.max(...hits.map(([, weight]) => weight)), by: `anchors.${name}`, cause, exit: null };
}
