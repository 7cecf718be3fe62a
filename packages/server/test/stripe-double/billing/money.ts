/** A share of an amount, a half rounded up and away from what would be a minus of zero. */
export function shareOf(amount: number, part: number, whole: number): number {
  // Products of amounts and seconds are beyond what a number holds exactly.
  const [top, bottom] = [BigInt(amount) * BigInt(part) * 2n + BigInt(whole), BigInt(whole) * 2n];
  const floored = top >= 0n || top % bottom === 0n ? top / bottom : top / bottom - 1n;
  return Number(floored);
}

/** So many percent of an amount; percentages have four decimals at most. */
export function percentOf(amount: number, percent: number): number {
  return shareOf(amount, Math.round(percent * 10_000), 1_000_000);
}

export function sum(amounts: Iterable<number>): number {
  let total = 0;
  for (const amount of amounts) total += amount;
  return total;
}
