import { drawCard } from './drawCard.js';
import type { Field } from './drawField.js';
import { drawSepaDebit } from './drawSepaDebit.js';
import { element } from './element.js';
import type { Kind, Result } from './messages.js';
import type { FieldsWords } from './words.js';

/** The fields on the page. */
export interface Fields {
  /** What was entered. Where something is wrong, the first field that is has the focus. */
  submit(): Result;
  setLocked(locked: boolean): void;
  focus(): void;
}

/** Draws the choice of a kind, and the fields of the one that is chosen. What was entered in the other one stays. */
export function drawFields(
  page: HTMLElement,
  words: FieldsWords,
  holder: string,
  onChange: (entered: { complete: boolean; kind: Kind }) => void,
): Fields {
  const panels = { card: drawCard(words, holder), sepa_debit: drawSepaDebit(words, holder) };
  const names = { card: words.card, sepa_debit: words.sepaDebit };
  let kind: Kind = 'card';
  let told = '';
  let held: HTMLElement | null = null;

  const radios = (Object.keys(panels) as Kind[]).map((value) => {
    const radio = element('input', { type: 'radio', name: 'kind', value, checked: value === kind });
    radio.addEventListener('change', () => {
      kind = value;
      show();
    });
    return element('label', { className: 'kind' }, radio, element('span', {}, names[value]));
  });
  const kinds = element(
    'fieldset',
    { className: 'kinds' },
    element('legend', { className: 'voice' }, words.kinds),
    ...radios,
  );

  const hint = element('p');
  const numbers = element('div');
  const help = element(
    'div',
    { className: 'help' },
    hint,
    element('details', {}, element('summary', {}, words.moreNumbers), numbers),
  );

  const all = element(
    'fieldset',
    { className: 'all' },
    kinds,
    ...Object.values(panels).map(({ root }) => root),
    help,
  );
  page.replaceChildren(all);
  all.addEventListener('input', tell);
  show();

  function tell(): void {
    const entered = { complete: panels[kind].isComplete(), kind };
    const changed = JSON.stringify(entered);
    if (changed !== told) onChange(entered);
    told = changed;
  }

  function show(): void {
    for (const [name, { root }] of Object.entries(panels)) root.hidden = name !== kind;
    hint.textContent = panels[kind].hint;
    numbers.replaceChildren(panels[kind].numbers);
    tell();
  }

  /** Now, or as soon as it is locked no more: who asks what was entered locks it first. */
  function focusOn(field: Field | undefined): void {
    held = field?.input ?? null;
    held?.focus();
  }

  return {
    submit() {
      const result = panels[kind].read();
      const wrong = panels[kind].fields.find(({ input }) => input.getAttribute('aria-invalid') === 'true');
      if (result.status === 'invalid') focusOn(wrong);
      return result;
    },
    setLocked(locked) {
      // Who is locked out for a moment finds the focus where it was; nobody else's is taken.
      const { activeElement } = document;
      if (locked) held = activeElement instanceof HTMLElement ? activeElement : null;
      // Engines take the focus from a field that is locked when they paint next, which may not have happened yet.
      const isNowhere = activeElement === document.body || activeElement?.matches(':disabled');
      all.disabled = locked;
      if (!locked && isNowhere && document.hasFocus()) held?.focus();
    },
    focus: () => focusOn(panels[kind].fields[0]),
  };
}
