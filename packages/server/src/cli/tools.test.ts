import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openCommandLine, type CommandLine } from '../../test/commandLine.js';
import type { Project } from '../access/projects.js';
import { auditLog, events, secretKeys } from '../database/schema.js';

// Databases start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let line: CommandLine;
beforeEach(async () => void (line = await openCommandLine()));
afterEach(() => line.close());

const billfold = (...command: string[]) => line.billfold(...command);
const json = <Result>(...command: string[]) => line.json<Result>(...command);
const look: CommandLine['look'] = (work) => line.look(work);
const file = (content: unknown) => line.file(content);

test('[S255] a project is made with a key of its own, which no other project’s data answers to', async () => {
  const { project, secretKey } = await json<{
    project: Project;
    secretKey: { key: string; project: string };
  }>(
    'projects',
    'create',
    '--name',
    'Second App',
    '--id',
    'proj_second',
    '--domain',
    'billing.example.com',
    '--return-origins',
    'https://second.example.com, https://other.example.com/',
  );
  expect(project).toMatchObject({
    id: 'proj_second',
    name: 'Second App',
    testMode: true,
    domain: 'billing.example.com',
    returnOrigins: ['https://second.example.com', 'https://other.example.com'],
    embedOrigins: [],
  });
  expect(secretKey).toMatchObject({
    project: 'proj_second',
    key: expect.stringMatching(/^sk_test_/) as string,
  });
  const live = await json<{ secretKey: { key: string } }>(
    'projects',
    'create',
    '--name',
    'Live App',
    '--live',
  );
  expect(live.secretKey.key).toMatch(/^sk_live_/);

  const rows = await look((database) =>
    database.select().from(auditLog).where(eq(auditLog.project, 'proj_second')),
  );
  expect(rows.map(({ action, by }) => [action, by])).toEqual(
    expect.arrayContaining([
      ['project.created', 'operator'],
      ['secret_key.created', 'operator'],
    ]),
  );
  const stored = JSON.stringify([rows, await look((database) => database.select().from(secretKeys))]);
  expect(stored).not.toContain(secretKey.key);
});

test('[S255] a project is changed as given and no further; what is no origin or domain, or is taken, is refused', async () => {
  await billfold(
    'projects',
    'create',
    '--name',
    'Second App',
    '--id',
    'proj_second',
    '--domain',
    'billing.example.com',
  );
  const changed = await json<Project>(
    'projects',
    'update',
    'proj_default',
    '--embed-origins',
    'https://app.example.com',
  );
  expect(changed).toMatchObject({
    name: 'Example App',
    embedOrigins: ['https://app.example.com'],
    returnOrigins: ['https://app.example.com'],
    domain: null,
  });
  await billfold('projects', 'update', 'proj_default', '--embed-origins', 'https://app.example.com');
  const rows = await look((database) =>
    database.select().from(auditLog).where(eq(auditLog.action, 'project.updated')),
  );
  expect(rows.map(({ before, after, by }) => ({ before, after, by }))).toEqual([
    { before: { embedOrigins: [] }, after: { embedOrigins: ['https://app.example.com'] }, by: 'operator' },
  ]);

  for (const wrong of [
    'app.example.com',
    'https://app.example.com/path',
    'http://app.example.com',
    'https://*.example.com x',
    'null',
  ]) {
    await expect(billfold('projects', 'update', 'proj_default', '--return-origins', wrong)).rejects.toThrow(
      /is not an origin/,
    );
  }
  for (const wrong of ['https://billing.example.com', '10.0.0.1', 'billing', 'Billing.example.com']) {
    await expect(billfold('projects', 'update', 'proj_default', '--domain', wrong)).rejects.toThrow(
      /must be a host name/,
    );
  }
  await expect(
    billfold('projects', 'update', 'proj_default', '--domain', 'billing.example.com'),
  ).rejects.toThrow(/^This domain belongs to another project\./);
  await expect(billfold('projects', 'update', 'proj_none', '--name', 'X')).rejects.toThrow(
    /^There is no project proj_none\./,
  );
  await expect(billfold('projects', 'create', '--name', 'X', '--id', 'proj_second')).rejects.toThrow(
    /^There is a project proj_second/,
  );
  expect(await billfold('projects', 'list')).toMatch(/^ID .*\nproj_default +Example App +test/);
});

test('[S255] who changes what a variable sets again is told so', async () => {
  vi.stubEnv('BILLFOLD_RETURN_ORIGINS', 'https://app.example.com');
  await billfold('projects', 'update', 'proj_default', '--return-origins', 'https://new.example.com');
  expect(line.notes()).toBe(
    'BILLFOLD_RETURN_ORIGINS counts again when a server starts with it: change it there, or leave it out.\n',
  );
});

test('[S256] a configuration that is pushed is the file’s; pushed again it is left alone, and what was got can be pushed', async () => {
  const path = await file({
    $schema: 'https://billing.example.com/schemas/portal-configuration.json',
    features: { subscriptionPause: { enabled: true, maxMonths: 2 } },
    defaultReturnUrl: 'https://app.example.com/billing',
  });
  const differences = [
    '  features.subscriptionPause.enabled: false → true',
    '  features.subscriptionPause.maxMonths: 3 → 2',
    '  defaultReturnUrl: null → "https://app.example.com/billing"',
    '',
  ].join('\n');
  expect(await billfold('configurations', 'push', path, '--dry-run')).toBe(
    `default would be changed:\n${differences}`,
  );
  expect(await billfold('configurations', 'push', path)).toBe(`default is changed:\n${differences}`);
  expect(await billfold('configurations', 'push', path)).toBe('default is as the file says.\n');
  const again = await file(await billfold('configurations', 'get'));
  expect(await billfold('configurations', 'push', again)).toBe('default is as the file says.\n');
  expect(await billfold('configurations', 'list')).toMatch(/\ndefault +[0-9a-f]{12} .* subscriptionPause\n$/);

  const told = await look((database) => database.select().from(events));
  expect(told.map(({ type }) => type)).toEqual(['portal.configuration.updated']);
  const [row] = await look((database) => database.select().from(auditLog).where(eq(auditLog.by, 'operator')));
  expect(row).toMatchObject({ action: 'portal.configuration.updated', target: 'default' });
});

test('[S256] a list is pushed whole or not at all, and each fault is told with its place', async () => {
  const good = { id: 'dunning', features: { subscriptionUpdate: { enabled: false } } };
  const refused = async (content: unknown) =>
    billfold('configurations', 'push', await file(content)).then(String, (error: Error) => error.message);
  expect(await refused([good, { id: 'other', features: { subscriptionPause: { enabled: 1, no: 1 } } }])).toBe(
    'This is not valid:\n  1.features.subscriptionPause.enabled: must be boolean\n  1.features.subscriptionPause.no: is not known here',
  );
  expect(await refused([good, { id: 'other', defaultReturnUrl: 'https://evil.example' }])).toMatch(
    /\n {2}other\.defaultReturnUrl: its origin is not allowed$/,
  );
  expect(await refused([good, good])).toMatch(/dunning is in the file twice$/);
  expect(await refused('{')).toMatch(/portal\.json is not JSON: /);
  await expect(billfold('configurations', 'push', '/nonexistent/portal.json')).rejects.toThrow(
    /can not be read \(ENOENT\)\.$/,
  );
  await expect(
    billfold('configurations', 'push', await file(good), '--project', 'proj_none'),
  ).rejects.toThrow(/^There is no project/);
  expect((await json<{ id: string }[]>('configurations', 'list')).map(({ id }) => id)).toEqual(['default']);

  expect(await billfold('configurations', 'push', await file([good]))).toMatch(/^dunning is new:\n/);
  await expect(billfold('configurations', 'get', 'none')).rejects.toThrow(
    'There is no configuration none in proj_default.',
  );
  expect(JSON.parse(await billfold('configurations', 'schema'))).toMatchObject({
    properties: { features: {} },
  });
});
