/** Whether a text stands for several addresses. */
export function isPattern(text: string): boolean {
  return /[*{]/.test(text);
}

/** Whether an address fits a pattern: `*` stands for anything, `{name}` for all up to the next slash. Takes time by the length of both, whatever they are. */
export function fits(pattern: string, uri: string): boolean {
  const parts = pattern.split(/(\*|\{[^{}]*\})/);
  // Where a match may stand after each part: as many places as the address has, and never more.
  let places: readonly number[] = [0];
  for (const part of parts) places = placesAfter(part, uri, places);
  return places.includes(uri.length);
}

function placesAfter(part: string, uri: string, places: readonly number[]): number[] {
  if (part === "*") return places.length === 0 ? [] : range(Math.min(...places), uri.length);
  if (!part.startsWith("{")) return places.filter((place) => uri.startsWith(part, place)).map((place) => place + part.length);
  // From the first place before a slash on, all up to it can be reached: the others before it add nothing.
  const firsts = new Map<number, number>();
  for (const place of places) {
    const slash = uri.indexOf("/", place);
    const end = slash === -1 ? uri.length : slash;
    firsts.set(end, Math.min(place, firsts.get(end) ?? place));
  }
  return [...firsts].flatMap(([end, first]) => range(first + 1, end));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
