import type { CancellationReason } from '@billfold/contract';

/**
 * The reasons in an order by chance, so that the first one is not chosen for being the first; `other` stays last. The
 * chance comes from `seed`: the same customer gets the same order, in every render and on the server too.
 */
export function inAnyOrder(reasons: readonly CancellationReason[], seed: string): CancellationReason[] {
  const weigh = (reason: CancellationReason) => (reason === 'other' ? Infinity : hash(`${seed} ${reason}`));
  return [...reasons].sort((one, next) => weigh(one) - weigh(next));
}

/** FNV-1a with a last stir: short texts that differ little come out far apart. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193);
  }
  sum = Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d);
  return (sum ^ (sum >>> 13)) >>> 0;
}
