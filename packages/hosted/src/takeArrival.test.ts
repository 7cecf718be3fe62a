import { expect, test } from 'vitest';
import { takeArrival } from './takeArrival.js';

const code = `lc_${'a1B2'.repeat(12)}`;

function arriveAt(address: string, redeem?: string) {
  window.history.pushState(null, '', address);
  if (redeem === undefined) delete document.documentElement.dataset['redeem'];
  else document.documentElement.dataset['redeem'] = redeem;
  return takeArrival(window);
}

test('[P1] the code is taken out of the address, and no page is added to the history', () => {
  window.history.pushState(null, '', '/');
  const { length } = window.history;
  const arrival = arriveAt(`/session/bps_1a2B#${code}`, 'auto');
  expect(arrival).toEqual({ session: 'bps_1a2B', code, redeem: 'auto' });
  expect(window.location.href).not.toContain('#');
  expect(window.location.pathname).toBe('/session/bps_1a2B');
  expect(window.history.length).toBe(length + 1);
});

test('[P1] a fragment that is no code goes as well, and counts as none', () => {
  for (const fragment of ['#', '#pt_abc', `#${code}<script>`, `#${code}&x=1`, `#lc_${'a'.repeat(126)}`]) {
    expect(arriveAt(`/session/bps_1a2B${fragment}`, 'auto').code).toBeNull();
    expect(window.location.hash).toBe('');
  }
});

test('a path that names no session gives none', () => {
  for (const path of ['/', '/session/', '/session/cus_1', '/session/bps_1/more', '/session/bps_1%20']) {
    expect(arriveAt(path, 'auto').session).toBeNull();
  }
});

test('[P3] whatever is not plainly a click asks for one', () => {
  for (const redeem of [undefined, 'button', '', 'AUTO', 'yes']) {
    expect(arriveAt(`/session/bps_1a2B#${code}`, redeem).redeem).toBe('button');
  }
});
