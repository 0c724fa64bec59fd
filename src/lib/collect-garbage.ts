/**
 * Frees what nobody needs any more, which V8 itself puts off until there is a multiple of what is in use: worth its pause, a
 * millisecond for each megabyte in use, after work that filled the memory. Does nothing where Node was started without `--expose-gc`.
 */
export function collectGarbage(): void {
  globalThis.gc?.();
}

/**
 * The same, and gives the room back to the system, with that of compiled code, which is compiled anew when it is next used. Takes four times
 * as long: worth it before other work that wants as much room for itself.
 */
export function giveRoomBack(): void {
  globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" });
}
