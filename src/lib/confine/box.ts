/** What a confined program may reach. */
export interface Need {
  /** Its name, as it is looked for on the PATH, or its path. */
  program: string;
  /** Absolute. All that lies in them can be read, and nothing be written; a file stands for itself. */
  folders: readonly string[];
  /** Absolute: the same for what may be written, too. */
  writable?: readonly string[];
  /** Absolute: what is not to be seen although it lies in one of the folders. Each must be there. */
  hidden?: readonly string[];
  /** Whether it may connect, to this machine too. */
  network: boolean;
}

/** A program with its words. */
export interface Invocation {
  program: string;
  args: readonly string[];
}

/** Where systems keep what programs need to run: the programs themselves and their libraries. */
const SYSTEM = [
  ...["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"],
  // What the system's own folders lead on to, on some systems.
  ...["/nix/store", "/gnu/store", "/run/current-system/sw", "/etc/alternatives", "/etc/ld.so.cache"],
];

/** What finding other machines by name and trusting them takes. */
const NETWORK = ["/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/ssl", "/etc/pki", "/etc/ca-certificates"];

/**
 * The words that put bubblewrap's box around a program, which come before its own: it sees the system's programs and the granted
 * folders, read-only where it is not said otherwise, and of processes only its own; what it writes below /tmp is gone with it; it ends with us.
 * https://github.com/containers/bubblewrap/blob/main/bwrap.xml
 */
export function boxWords({ folders, writable = [], hidden = [], network }: Omit<Need, "program">): string[] {
  const mounts = new Map<string, string[]>([
    ...[...SYSTEM, ...(network ? NETWORK : [])].map(readOnly),
    ["/tmp", ["--tmpfs", "/tmp"]],
    ["/proc", ["--proc", "/proc"]],
    ["/dev", ["--dev", "/dev"]],
    ...folders.map(readOnly),
    ...writable.map((path): Mount => [path, ["--bind-try", path, path]]),
    ...hidden.map((path): Mount => [path, ["--tmpfs", path]]),
  ]);
  // A folder would cover what was put inside it before: the outer one, whose path is shorter, comes first.
  const inOrder = [...mounts].toSorted(([one], [other]) => one.length - other.length);
  return [
    ...["--unshare-all", ...(network ? ["--share-net"] : [])],
    ...["--die-with-parent", "--new-session", "--hostname", "localhost"],
    // Whoever is root here would otherwise be mighty enough inside to make the folders writable again.
    ...["--cap-drop", "ALL"],
    ...inOrder.flatMap(([, words]) => words),
    ...["--chdir", "/", "--"],
  ];
}

/** Whether a path can be seen from inside the box. */
export function isSeenFrom({ folders, writable = [] }: Pick<Need, "folders" | "writable">, path: string): boolean {
  return [...SYSTEM, ...folders, ...writable].some((folder) => isWithin(folder, path));
}

/** Whether an absolute path is a folder's own or lies inside it. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

type Mount = [path: string, words: string[]];

/** What is not there is left out: its absence is told by the program itself, in the words that it always has for it. */
function readOnly(path: string): Mount {
  return [path, ["--ro-bind-try", path, path]];
}
