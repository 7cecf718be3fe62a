const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** What follows the prefix of an id: looks like chance and is the same in every run, so that a failure can be met again. */
export function makeIds(seed = 1): () => string {
  let state = seed >>> 0;
  let count = 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return LETTERS[(state >>> 16) % LETTERS.length]!;
  };
  // The count keeps ids apart whatever the letters are.
  return () => `${(count += 1).toString(36).padStart(4, '0')}${Array.from({ length: 14 }, next).join('')}`;
}
