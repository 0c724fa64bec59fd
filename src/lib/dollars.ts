/** `$0.50`, `$12.30`, and `$0.0042` for what would be nothing in cents; never less than it is by more than half of the last digit. */
export function dollarsInWords(usd: number): string {
  if (usd > 0 && usd < 0.00005) return "less than $0.0001";
  const digits = usd > 0 && usd < 0.1 ? 4 : 2;
  return `$${usd.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: digits })}`;
}
