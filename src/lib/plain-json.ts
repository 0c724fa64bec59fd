/**
 * A value as JSON would bring it: no getters, no prototypes, and no key that sets one. Throws RangeError for what is no JSON, or more than
 * `most` characters of it, and whatever a getter of the value throws.
 */
export function plainJsonOf(value: unknown, most: number): unknown {
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined || text.length > most) throw new RangeError("expected a small JSON value");
  return JSON.parse(text, (key, member: unknown) => {
    if (key === "__proto__") throw new RangeError("expected no key that sets a prototype");
    return member;
  });
}
