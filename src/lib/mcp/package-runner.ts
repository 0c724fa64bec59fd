/** Programs that fetch a package and run it: https://docs.npmjs.com/cli/v11/commands/npx, https://docs.astral.sh/uv/guides/tools/. */
const RUNNERS: ReadonlySet<string> = new Set(["npx", "pnpx", "bunx", "uvx"]);
const EXACT = /.(?:@|==)\d+\.\d+\.\d+(?:[-+.][\w.+-]+)?$/;
/** Options of these programs that are followed by a package. */
const PACKAGE_OPTIONS: ReadonlySet<string> = new Set(["-p", "--package", "--from", "--with"]);

/** The first package that a program would fetch in whatever version is the newest; undefined where each is named with its own. */
export function findUnpinnedPackage(program: string, args: readonly string[]): string | undefined {
  if (!RUNNERS.has(program)) return undefined;
  return packagesIn(args).find((each) => !EXACT.test(each));
}

/** The packages that it fetches, as they are written. */
function packagesIn(args: readonly string[]): string[] {
  const named = args.flatMap((arg, index): string[] => {
    const [option = "", value] = arg.split(/=(.*)/s);
    if (!PACKAGE_OPTIONS.has(option)) return [];
    return [value ?? args[index + 1] ?? ""];
  });
  // What is no option is the package itself, and behind it stand the words of its program.
  return named.length > 0 ? named : [args.find((arg) => !arg.startsWith("-")) ?? ""];
}
