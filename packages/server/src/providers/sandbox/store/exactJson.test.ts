import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readExact, writeExact } from './exactJson.js';

test('[X91] what the engine keeps comes back from JSON as it was, amounts of any size too', () => {
  const leaf = fc.oneof(fc.bigInt(), fc.integer(), fc.string(), fc.boolean(), fc.constant(null));
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('value')),
      fc.dictionary(
        fc.string().filter((key) => key !== '__proto__' && key !== 'bigint'),
        tie('value'),
        { noNullPrototype: true },
      ),
    ),
  })).value;
  const comesBack = (given: unknown) => {
    expect(readExact(JSON.parse(writeExact(given)))).toEqual(given);
  };
  fc.assert(fc.property(value, comesBack));
});

test('[X91] text that looks like an amount stays text', () => {
  for (const text of ['12', '12n', '{"bigint":"12"}']) {
    expect(readExact(JSON.parse(writeExact({ text })))).toEqual({ text });
  }
});
