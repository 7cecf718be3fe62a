import { element } from './element.js';
import { wordsFor } from './words.js';

/** Says what the page is to whoever opens it on its own. */
export function drawAlone(page: HTMLElement): void {
  const { title, text } = wordsFor('en').alone;
  page.replaceChildren(
    element('div', { className: 'alone' }, element('h1', {}, title), element('p', {}, text)),
  );
}
