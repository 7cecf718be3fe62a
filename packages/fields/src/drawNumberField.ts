import { drawField, type Field } from './drawField.js';
import { element } from './element.js';
import { readNumber, type Reading } from './testNumbers.js';
import type { FieldsWords } from './words.js';

/** The field of a number, and the list of the numbers that it takes. */
export interface NumberField extends Field {
  reading(): Reading;
  /** The numbers that work, each a button that enters it. */
  list: HTMLElement;
}

interface Described {
  id: string;
  label: string;
  autocomplete: string;
  inputMode?: string;
  table: Readonly<Record<string, string>>;
  /** Where an entry that is none of the table's could be somebody's own. */
  longEnough: number;
  normalize: (text: string) => string;
  group: (number: string) => string;
  words: FieldsWords;
  refusal: string;
  /** Called when a number was refused and wiped: what came with it goes too. */
  onRefused: () => void;
}

/** Draws a number field. A number that is not published is taken out of the page in the same event that brought it. */
export function drawNumberField(described: Described): NumberField {
  const { id, table, longEnough, normalize, group, words, refusal, onRefused } = described;
  const field = drawField({ ...described, maxLength: 64, format: (text) => group(normalize(text)) });
  const { input } = field;
  const voice = element('p', { className: 'voice', role: 'alert' });
  field.root.append(voice);

  const reading = () => readNumber(normalize(input.value), table, longEnough);
  input.addEventListener('input', () => {
    voice.textContent = '';
    if (reading().status !== 'refused') return;
    input.value = '';
    onRefused();
    field.complain(refusal);
    voice.textContent = refusal;
  });

  const list = element(
    'ul',
    { className: 'numbers' },
    ...Object.entries(table).map(([number, method]) => {
      const does = words.does[method] ?? method;
      const button = element('button', { type: 'button', className: 'number' }, group(number));
      button.setAttribute('aria-label', words.fill(group(number), does));
      button.dir = 'ltr';
      button.addEventListener('click', () => {
        input.value = group(number);
        input.dispatchEvent(new Event('input', { bubbles: true }));
        input.focus();
      });
      return element(
        'li',
        {},
        button,
        ' ',
        element('span', { className: 'does', id: `${id}-${method}` }, does),
      );
    }),
  );
  return { ...field, reading, list };
}
