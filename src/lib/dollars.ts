/** `$0.50`, `$12.30`, and `$0.0042` for what would be nothing in cents; no more than `mostDigits` after the point. */
export function dollarsInWords(usd: number, mostDigits = usd < 0.1 ? 4 : 2): string {
  const isNext = usd > 0 && usd < 10 ** -mostDigits / 2;
  if (isNext) return `less than ${dollarsInWords(10 ** -mostDigits, mostDigits)}`;
  return `$${usd.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: mostDigits })}`;
}
