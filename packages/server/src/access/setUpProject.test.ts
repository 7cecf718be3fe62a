import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'drizzle-orm';
import type { Branding, CreatedPortalSession } from '@billfold/contract';
import { rowsOf } from '../database/Database.js';
import { createTestPortal, type TestPortal } from '../testing/index.js';
import { dataUrlOf, pngOf } from '../../test/images.js';
import { setUpProject, type ProjectSetup } from './setUpProject.js';

let portal: TestPortal;
beforeAll(async () => void (portal = await createTestPortal()));
afterAll(() => portal.close());

const start = (settings: Partial<ProjectSetup> = {}) =>
  setUpProject(portal.database, { testMode: true, now: portal.clock.now(), ...settings });
const branding = () => portal.merchant<Branding>('GET', '/v1/branding');
const patch = (change: object) => portal.merchant<Branding>('PATCH', '/v1/branding', change);

test('[S221] a start that says nothing changes nothing', async () => {
  const logo = dataUrlOf('png', pngOf());
  const set = await patch({ displayName: 'Tidewater', accent: '#0f766e', logo });
  const audited = () => rowsOf(portal.database, sql`select id from audit_log`);
  const before = await audited();
  await start();
  expect(await branding()).toEqual(set);
  expect(await audited()).toEqual(before);
  const customer = (await portal.createScenario('free')).id;
  await portal.merchant<CreatedPortalSession>('POST', '/v1/portal/sessions', {
    customer,
    returnUrl: 'https://app.test/',
  });
});

test('[S221] what the settings name is set, and the rest stays', async () => {
  await patch({ accent: '#0f766e', radius: 4 });
  await start({ branding: { accent: '#000000' }, returnOrigins: ['https://new.test'] });
  expect(await branding()).toMatchObject({ accent: '#000000', radius: 4 });
  const [project] = await rowsOf(portal.database, sql`select return_origins, embed_origins from projects`);
  expect(project).toEqual({ return_origins: ['https://new.test'], embed_origins: ['https://app.test'] });
  const { logoUrl } = await branding();
  await start({ branding: { logo: dataUrlOf('png', pngOf({ width: 9 })) } });
  expect((await branding()).logoUrl).toMatch(/\/logos\/[0-9a-f]{64}$/);
  expect((await branding()).logoUrl).not.toBe(logoUrl);
});

test('[S221] customers are shown the name of the project until it has another one for them', async () => {
  await start({ id: 'proj_named', name: 'One' });
  const shown = async () => {
    const [row] = await rowsOf<{ name: string; shown: string }>(
      portal.database,
      sql`select name, branding->>'displayName' as shown from projects where id = 'proj_named'`,
    );
    return [row!.name, row!.shown];
  };
  await start({ id: 'proj_named', name: 'Two' });
  expect(await shown()).toEqual(['Two', 'Two']);
  await start({ id: 'proj_named', branding: { displayName: 'Shown' } });
  await start({ id: 'proj_named', name: 'Three' });
  expect(await shown()).toEqual(['Three', 'Shown']);
});

test.each([
  [{ accent: 'red', radius: 99 }, /branding .*not valid:\n {2}accent: must be a colour.*\n {2}radius: /],
  [{ supportUrl: 'javascript:alert(1)' }, /supportUrl: must be an https URL/],
  [{ logo: 'https://example.com/logo.png' }, /logo: must be a data: URL here/],
  [{ logo: 'data:image/png;base64,iVBORw0KGgo=' }, /logo: must be an image that is whole/],
])('[S221] the branding %j ends the start with the place of each fault', async (wanted, message) => {
  const before = await branding();
  await expect(start({ branding: wanted })).rejects.toThrow(message);
  expect(await branding()).toEqual(before);
});
