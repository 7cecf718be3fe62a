import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { chooseSteps, runSteps } from './runSteps.js';
import type { Outcome, Step } from './steps.js';

let printed = '';

beforeEach(() => {
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});

afterEach(() => vi.restoreAllMocks());

const step = (name: string, outcome: Partial<Outcome>): Step => ({
  name,
  run: async () => ({ ok: true, output: `${name} speaks`, passed: 0, failed: 0, ...outcome }),
});

test('tests are counted over all steps', async () => {
  const totals = await runSteps([
    step('node', { passed: 3 }),
    step('dom', { passed: 2, failed: 1, ok: false }),
  ]);
  expect(totals).toEqual({ passed: 5, failed: 1 });
});

test('a step that fails without a failing test counts as one failure', async () => {
  expect(await runSteps([step('lint', { ok: false }), step('node', { passed: 3 })])).toEqual({
    passed: 3,
    failed: 1,
  });
});

test('a failure stops nothing, and what it said comes after the other steps', async () => {
  await runSteps([step('lint', { ok: false }), step('format', {}), step('node', { passed: 3 })]);
  expect(printed).toMatch(/✓ node[\s\S]*lint failed[\s\S]*lint speaks/);
  expect(printed).not.toContain('format speaks');
});

test('never more than two run at a time', async () => {
  let running = 0;
  let most = 0;
  const busy: Step['run'] = async () => {
    most = Math.max(most, (running += 1));
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    return { ok: true, output: '', passed: 0, failed: 0 };
  };
  await runSteps(['a', 'b', 'c', 'd'].map((name) => ({ name, run: busy })));
  expect(most).toBe(2);
});

test('a step that must be alone runs after all others', async () => {
  const ended: string[] = [];
  const ending = (name: string): Step['run'] => {
    return async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      ended.push(name);
      return { ok: true, output: '', passed: 0, failed: 0 };
    };
  };
  await runSteps([
    { name: 'prove', alone: true, run: ending('prove') },
    { name: 'node', run: ending('node') },
    { name: 'dom', run: ending('dom') },
    { name: 'lint', run: ending('lint') },
  ]);
  expect(ended.at(-1)).toBe('prove');
});

test('steps are chosen by name, and an unknown one is an error that names the known', () => {
  const all = [step('lint', {}), step('node', {})];
  expect(chooseSteps(all, [])).toEqual(all);
  expect(chooseSteps(all, ['node']).map(({ name }) => name)).toEqual(['node']);
  expect(() => chooseSteps(all, ['nod'])).toThrow('No step is named nod. There are: lint, node.');
});
