import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestPortal, type TestPortal } from '../testing/index.js';
import { publishedCards, spellings } from '../testing/cards.js';
import { placesOfText, type RequestWith } from '../testing/placesOfText.js';

let portal: TestPortal;
let places: Record<string, RequestWith>;

beforeAll(async () => {
  portal = await createTestPortal();
  places = placesOfText(portal, (await portal.createToken((await portal.createScenario('active')).id)).token);
});
afterAll(() => portal.close());

describe.each(publishedCards)('%s', (digits) => {
  test.each(Object.entries(spellings))('[S110] is refused in every place %s', async (_, spell) => {
    const codes = new Map<string, number>();
    for (const [place, request] of Object.entries(places)) {
      codes.set(place, (await portal.fetch(...request(spell(digits)))).status);
    }
    expect(codes.size).toBeGreaterThan(15);
    expect([...codes].filter(([, status]) => status !== 422)).toEqual([]);
  });
});
