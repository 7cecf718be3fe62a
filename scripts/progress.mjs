/**
 * Says one line about what is going on. Standard error, so that what a script answers on standard output stays clean.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Announces a long step, and says every ten seconds that it is still running, so that nobody takes it for dead.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} step
 * @returns {Promise<T>}
 */
export async function withProgress(title, step) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  say(`${title} …`);
  const timer = setInterval(() => say(`  … ${seconds()} s`), 10_000);
  try {
    return await step();
  } finally {
    clearInterval(timer);
  }
}
