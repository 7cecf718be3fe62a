/** The same things in an order by chance; the same seed gives the same one. */
export function shuffled<Thing>(things: readonly Thing[], seed: number): Thing[] {
  const shuffling = [...things];
  let state = (seed ^ 0x9e37_79b9) >>> 0;
  for (let last = shuffling.length - 1; last > 0; last -= 1) {
    state = (Math.imul(state ^ (state >>> 15), 0x85eb_ca6b) + 0x6d2b_79f5) >>> 0;
    const other = (state >>> 8) % (last + 1);
    [shuffling[last], shuffling[other]] = [shuffling[other]!, shuffling[last]!];
  }
  return shuffling;
}
