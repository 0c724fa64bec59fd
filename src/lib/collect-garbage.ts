/**
 * Frees what nobody needs any more, which V8 itself puts off until there is a multiple of what is in use: worth its pause, a
 * millisecond for each megabyte in use, after work that filled the memory. Does nothing where Node was started without `--expose-gc`.
 */
export function collectGarbage(): void {
  globalThis.gc?.();
}
