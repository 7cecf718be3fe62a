import { readFileSync } from 'node:fs';
import * as server from '@billfold/server';
import { createIntent } from '@billfold/server/conformance';
import { expect, test, vi } from 'vitest';

const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  exports: Record<string, unknown>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, { optional?: boolean }>;
};

test('[X326] what an adapter is written with is published, and the test runner is asked of those who test only', async () => {
  expect(manifest.exports).toHaveProperty('./conformance');
  const conformance = await import('@billfold/server/conformance');
  expect(Object.keys(conformance).sort()).toEqual(['createIntent', 'describeProvider']);
  expect(server).toMatchObject({
    createPortal: expect.any(Function),
    BillfoldError: expect.any(Function),
    removalBlocks: expect.any(Function),
    blocksInWords: expect.any(Function),
    savingOf: expect.any(Function),
    providerCapabilities: expect.any(Array),
  });
  expect(manifest.dependencies).not.toHaveProperty('vitest');
  expect(manifest.peerDependencies).toHaveProperty('vitest');
  expect(manifest.peerDependenciesMeta['vitest']).toEqual({ optional: true });
});

test('[X327] an intent of a test does a step once, under one key, and keeps nothing of what was refused', async () => {
  const intent = createIntent('int_1');
  const work = vi.fn(async (key: string) => ({ key }));
  expect(await intent.step('charge', work)).toEqual({ key: 'int_1:charge' });
  expect(await intent.step('charge', work)).toEqual({ key: 'int_1:charge' });
  expect(work).toHaveBeenCalledTimes(1);
  // After a crash that has kept nothing, it is the same key.
  expect(await createIntent('int_1').step('charge', work)).toEqual({ key: 'int_1:charge' });

  const refused = vi.fn(async () => Promise.reject(new server.BillfoldError('provider_unavailable')));
  for (const _ of [1, 2]) await expect(intent.step('look', refused)).rejects.toThrow();
  expect(refused).toHaveBeenCalledTimes(2);
  expect(createIntent().id).not.toBe(createIntent().id);
});
