import type { Outcome, Step } from './steps.js';

/** Two at a time: on two cores a third would only make time limits fail. */
const LANES = 2;

export interface Totals {
  passed: number;
  failed: number;
}

/**
 * Runs all steps, two at a time in the given order, then those that run alone. It goes on after a failure. Prints one line per step as it ends;
 * what the failing ones said comes after all of them, so that it isn't mixed with anything.
 */
export async function runSteps(steps: readonly Step[]): Promise<Totals> {
  const waiting = steps.filter(({ alone }) => !alone);
  const alone = steps.filter((step) => step.alone);
  const failures: { name: string; outcome: Outcome }[] = [];
  const totals: Totals = { passed: 0, failed: 0 };
  const width = Math.max(...steps.map(({ name }) => name.length));

  const runAll = async (queue: Step[]) => {
    for (let step = queue.shift(); step; step = queue.shift()) {
      const started = Date.now();
      const outcome = await step.run();
      totals.passed += outcome.passed;
      // A step can fail without a failing test: a rule is broken, or a run broke down.
      totals.failed += outcome.ok ? outcome.failed : Math.max(outcome.failed, 1);
      if (!outcome.ok) failures.push({ name: step.name, outcome });
      print(line(step.name.padEnd(width), outcome, Date.now() - started));
    }
  };
  const stillRunning = setInterval(
    () => print(`  … ${waiting.length + alone.length} steps are waiting`),
    60_000,
  );
  await Promise.all(Array.from({ length: LANES }, () => runAll(waiting)));
  await runAll(alone);
  clearInterval(stillRunning);

  for (const { name, outcome } of failures) print(`\n──── ${name} failed ────\n${outcome.output.trimEnd()}`);
  if (failures.length > 0) print(`\nFailed: ${failures.map(({ name }) => name).join(', ')}`);
  return totals;
}

/** The steps with these names, or all of them; an unknown name is an error that lists the known ones. */
export function chooseSteps(all: readonly Step[], names: readonly string[]): readonly Step[] {
  const known = all.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`No step is named ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}

function line(name: string, outcome: Outcome, milliseconds: number): string {
  const mark = outcome.ok ? '✓' : '✗';
  const counted = outcome.passed + outcome.failed;
  const count =
    counted === 0
      ? ''
      : `   ${counted} ${counted === 1 ? 'test' : 'tests'}${outcome.failed ? `, ${outcome.failed} failed` : ''}`;
  return `${mark} ${name}  ${(milliseconds / 1000).toFixed(1).padStart(6)} s${count}`;
}

/** Synchronously, so that nothing is lost when the process ends right after it. */
function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
