/** The text or number at a pointer, as text. */
export function textAt(value: unknown, pointer: string | undefined): string | undefined {
  const found = pointer === undefined ? undefined : followPointer(value, pointer);
  return typeof found === "string" || typeof found === "number" ? String(found) : undefined;
}

/** The value at a JSON pointer, such as `/data/0/title` (https://www.rfc-editor.org/rfc/rfc6901); undefined where there is none. */
export function followPointer(value: unknown, pointer: string): unknown {
  let at = value;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = Object.getOwnPropertyDescriptor(at, key)?.value;
  }
  return at;
}
