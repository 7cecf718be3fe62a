import { drawField } from './drawField.js';
import { drawNumberField } from './drawNumberField.js';
import { element } from './element.js';
import { groupedIban, hidesNumber, ibanOf } from './entries.js';
import type { Panel } from './Panel.js';
import { testIbans } from './testNumbers.js';
import type { FieldsWords } from './words.js';

const looksLikeEmail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

/** The fields of an account that is debited, with the mandate that is given by confirming. */
export function drawSepaDebit(words: FieldsWords, owner: string): Panel {
  const { problems } = words;
  const iban = drawNumberField({
    id: 'iban',
    label: words.iban,
    // No token: browsers know none for an IBAN, and must not guess another one.
    autocomplete: 'off',
    table: testIbans,
    longEnough: 15,
    normalize: ibanOf,
    group: groupedIban,
    words,
    refusal: problems.ibanRefused,
    onRefused: clear,
  });
  const holder = drawField({ id: 'holder', label: words.holder, autocomplete: 'name', maxLength: 200 });
  const email = drawField({
    id: 'email',
    label: words.email,
    autocomplete: 'email',
    inputMode: 'email',
    maxLength: 254,
  });
  holder.input.value = owner;
  for (const { input } of [iban, email]) input.dir = 'ltr';

  function clear(): void {
    iban.input.value = '';
  }

  return {
    root: element(
      'div',
      { className: 'panel' },
      iban.root,
      holder.root,
      email.root,
      // Below the fields and never folded up: by confirming it is agreed to.
      element('p', { className: 'mandate' }, words.mandate),
    ),
    fields: [iban, holder, email],
    numbers: iban.list,
    hint: words.testAccount,
    isComplete: () =>
      iban.reading().status === 'accepted' &&
      holder.input.value.trim() !== '' &&
      looksLikeEmail(email.input.value.trim()),
    read() {
      const read = iban.reading();
      const name = holder.input.value.trim();
      const hidden = hidesNumber(name);
      if (hidden) holder.input.value = '';
      const hasEmail = looksLikeEmail(email.input.value.trim());

      iban.complain(
        read.status === 'accepted' ? null : iban.input.value ? problems.ibanUnfinished : problems.ibanMissing,
      );
      holder.complain(hidden ? problems.nameWithNumber : name ? null : problems.holder);
      email.complain(hasEmail ? null : problems.email);

      if (read.status !== 'accepted' || !name || hidden || !hasEmail) return { status: 'invalid' };
      return { status: 'ok', method: read.method, holder: name };
    },
  };
}
