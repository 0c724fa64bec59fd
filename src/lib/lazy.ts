/** Makes something once, when it is first asked for; `made` is there from then on. */
export interface Lazy<T> {
  (): Promise<T>;
  made?: Promise<T>;
}

export function lazy<T>(make: () => Promise<T>): Lazy<T> {
  const ask: Lazy<T> = () => (ask.made ??= make());
  return ask;
}
