import type Stripe from 'stripe';
import type { Handlers } from '../Handler.js';
import { pageOf } from '../pageOf.js';
import { numberOf, textOf } from '../params.js';
import { invalid } from '../StripeFault.js';
import { advance } from './advance.js';
import { find } from './find.js';
import { DAY } from './periods.js';

/** Time of their own for customers who are created with a `test_clock`. It has passed by the time that it is answered. */
export const testClockHandlers: Handlers = {
  'POST /v1/test_helpers/test_clocks': ({ state, params, now }) => {
    const frozen = numberOf(params.frozen_time, 'frozen_time');
    if (frozen === undefined)
      throw invalid('Missing required param: frozen_time.', {
        code: 'parameter_missing',
        param: 'frozen_time',
      });
    const clock: Stripe.TestHelpers.TestClock = {
      id: state.newId('clock'),
      object: 'test_helpers.test_clock',
      created: now,
      deletes_after: now + 30 * DAY,
      frozen_time: frozen,
      livemode: false,
      name: textOf(params.name, 'name') ?? null,
      status: 'ready',
      status_details: {},
    };
    state.testClocks.set(clock.id, clock);
    state.emit('test_helpers.test_clock.created', clock);
    return clock;
  },
  'GET /v1/test_helpers/test_clocks': (call) =>
    pageOf(call, call.state.testClocks.values(), '/v1/test_helpers/test_clocks'),
  'GET /v1/test_helpers/test_clocks/{id}': ({ state, path }) => find(state.testClocks, path.id, 'test_clock'),
  'POST /v1/test_helpers/test_clocks/{id}/advance': ({ state, path, params }) => {
    const clock = find(state.testClocks, path.id, 'test_clock');
    const to = numberOf(params.frozen_time, 'frozen_time') ?? 0;
    if (to <= clock.frozen_time)
      throw invalid('The frozen time must be after the present one.', { param: 'frozen_time' });
    advance(state, clock, to);
    state.emit('test_helpers.test_clock.ready', clock);
    return clock;
  },
  'DELETE /v1/test_helpers/test_clocks/{id}': ({ state, path }) => {
    const clock = find(state.testClocks, path.id, 'test_clock');
    state.testClocks.delete(clock.id);
    return {
      id: clock.id,
      object: 'test_helpers.test_clock',
      deleted: true,
    } satisfies Stripe.TestHelpers.DeletedTestClock;
  },
};
