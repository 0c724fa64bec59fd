/** Why a path can't be read where there is nothing. */
export const NOT_THERE = { error: "there is no such file or folder", hint: "Create it, or take it out of paths." };
const NOT_ALLOWED = { error: "there is no permission to read it", hint: "Give the user that runs Chief the right to read it." };
const EXPLANATIONS: Readonly<Record<string, { error: string; hint: string }>> = {
  ENOENT: NOT_THERE,
  ENOTDIR: NOT_THERE,
  EACCES: NOT_ALLOWED,
  EPERM: NOT_ALLOWED,
  ELOOP: { error: "its symbolic links lead in a circle", hint: "Remove the link, or take it out of paths." },
};

/** Why a file or folder can't be read, in plain words, and the way out. */
export function explainFileError(error: unknown): { error: string; hint: string } {
  const code = codeOfFileError(error);
  return EXPLANATIONS[code] ?? { error: `it can't be read (${code})`, hint: "Check the disk, or take it out of paths." };
}

/** The system's own name for what went wrong, such as `ENOENT`. */
export function codeOfFileError(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}
