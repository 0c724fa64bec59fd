/** An address that a browser opens without doing anything else, from `base` where it is written as a part of one. */
export function webLink(text: string | undefined, base?: string): string | undefined {
  const url = URL.parse(text ?? "", base);
  return url && (url.protocol === "https:" || url.protocol === "http:") && url.href.length <= 2_000 ? url.href : undefined;
}
