import { element } from './element.js';

/** One labelled input, and what is wrong with it. */
export interface Field {
  root: HTMLElement;
  input: HTMLInputElement;
  /** Says what is wrong, beside the input and as its description; null takes it back. */
  complain(problem: string | null): void;
}

interface Described {
  id: string;
  label: string;
  /** What browsers call it. Where a real card is filled in by it, its number is refused and everything wiped. */
  autocomplete: string;
  inputMode?: string;
  /** Stays beside the label: a hint inside of an input is gone when it is needed. */
  hint?: string;
  maxLength: number;
  required?: boolean;
  /** Writes an entry as it is read most easily, while it is typed. */
  format?: (text: string) => string;
}

/** Draws a field. */
export function drawField(described: Described): Field {
  const { id, label, hint, format, required = true } = described;
  const input = element('input', {
    id,
    type: 'text',
    inputMode: described.inputMode ?? 'text',
    maxLength: described.maxLength,
    spellcheck: false,
    className: 'input',
  });
  // As an attribute: not every engine knows every token by its property.
  input.setAttribute('autocomplete', described.autocomplete);
  if (required) input.setAttribute('aria-required', 'true');
  if (format) input.addEventListener('input', () => retype(input, format));

  const caption = element('label', { htmlFor: id, className: 'label' }, label);
  if (hint) caption.append(' ', element('span', { className: 'hint' }, hint));
  const problem = element('p', { id: `${id}-problem`, className: 'problem' });
  problem.hidden = true;

  function complain(text: string | null): void {
    problem.textContent = text ?? '';
    problem.hidden = text === null;
    input.toggleAttribute('aria-invalid', text !== null);
    if (text !== null) input.setAttribute('aria-invalid', 'true');
    const described = [text === null ? '' : problem.id, input.dataset['describedBy'] ?? ''].filter(Boolean);
    if (described.length > 0) input.setAttribute('aria-describedby', described.join(' '));
    else input.removeAttribute('aria-describedby');
  }
  input.addEventListener('input', () => complain(null));

  return { root: element('div', { className: 'field' }, caption, input, problem), input, complain };
}

/** Writes an entry in its form; the caret stays behind the same letter or digit. */
function retype(input: HTMLInputElement, format: (text: string) => string): void {
  const { value, selectionStart } = input;
  const formatted = format(value);
  if (formatted === value) return;
  const isAtEnd = selectionStart === null || selectionStart === value.length;
  const before = countOf(value.slice(0, selectionStart ?? 0));
  input.value = formatted;
  if (isAtEnd) return;
  let at = 0;
  while (at < formatted.length && countOf(formatted.slice(0, at)) < before) at += 1;
  input.setSelectionRange(at, at);
}

const countOf = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '').length;
