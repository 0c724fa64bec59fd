const UNITS = ["bytes", "kB", "MB", "GB", "TB"];

/** Bytes in the largest decimal unit that keeps the number above 1: `12 MB`. */
export function sizeInWords(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  return `${Number((bytes / 1_000 ** power).toFixed(power > 2 ? 1 : 0))} ${UNITS[power]}`;
}
