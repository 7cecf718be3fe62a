import { drawField } from './drawField.js';
import { drawNumberField } from './drawNumberField.js';
import { element } from './element.js';
import { brandOf, digitsOf, expiryOf, expiryTyped, grouped, hidesNumber } from './entries.js';
import type { Panel } from './Panel.js';
import { testCards } from './testNumbers.js';
import type { FieldsWords } from './words.js';

/** The fields of a card. */
export function drawCard(words: FieldsWords, holder: string): Panel {
  const { problems } = words;
  const number = drawNumberField({
    id: 'number',
    label: words.number,
    autocomplete: 'cc-number',
    inputMode: 'numeric',
    table: testCards,
    longEnough: 12,
    normalize: digitsOf,
    group: grouped,
    words,
    refusal: problems.numberRefused,
    onRefused: clear,
  });
  const expiry = drawField({
    id: 'expiry',
    label: words.expiry,
    hint: words.expiryHint,
    autocomplete: 'cc-exp',
    inputMode: 'numeric',
    maxLength: 16,
    format: expiryTyped,
  });
  const cvc = drawField({
    id: 'cvc',
    label: words.cvc,
    autocomplete: 'cc-csc',
    inputMode: 'numeric',
    maxLength: 8,
    format: (text) => digitsOf(text).slice(0, 4),
  });
  const name = drawField({
    id: 'name',
    label: words.name,
    hint: words.nameHint,
    autocomplete: 'cc-name',
    maxLength: 200,
    required: false,
  });
  name.input.value = holder;

  const brand = element('span', { className: 'brand', id: 'brand' });
  number.input.dataset['describedBy'] = brand.id;
  number.input.setAttribute('aria-describedby', brand.id);
  number.input.after(brand);
  const nameBrand = () => {
    const known = brandOf(digitsOf(number.input.value));
    brand.textContent = known ? words.brands[known] : '';
  };
  number.input.addEventListener('input', nameBrand);
  for (const { input } of [number, expiry, cvc]) input.dir = 'ltr';

  /** A browser that fills in a real card fills in all of it. */
  function clear(): void {
    for (const { input } of [number, expiry, cvc, name]) input.value = '';
    brand.textContent = '';
  }

  const cvcLength = () => (brandOf(digitsOf(number.input.value)) === 'amex' ? 4 : 3);

  return {
    root: element(
      'div',
      { className: 'panel' },
      number.root,
      element('div', { className: 'pair' }, expiry.root, cvc.root),
      name.root,
    ),
    fields: [number, expiry, cvc, name],
    numbers: number.list,
    hint: words.testCard,
    isComplete: () =>
      number.reading().status === 'accepted' &&
      expiryOf(expiry.input.value) !== null &&
      cvc.input.value.length === cvcLength(),
    read() {
      const read = number.reading();
      const printed = expiryOf(expiry.input.value);
      const holder = name.input.value.trim();
      const hidden = hidesNumber(holder);
      if (hidden) name.input.value = '';

      number.complain(
        read.status === 'accepted'
          ? null
          : number.input.value
            ? problems.numberUnfinished
            : problems.numberMissing,
      );
      expiry.complain(printed ? null : problems.expiry);
      cvc.complain(cvc.input.value.length === cvcLength() ? null : problems.cvc(cvcLength()));
      name.complain(hidden ? problems.nameWithNumber : null);

      const isRight =
        read.status === 'accepted' && printed && cvc.input.value.length === cvcLength() && !hidden;
      if (!isRight) return { status: 'invalid' };
      return { status: 'ok', method: read.method, expiry: printed, ...(holder && { holder }) };
    },
  };
}
