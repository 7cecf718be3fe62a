import { drawAlone } from './drawAlone.js';
import { drawFields, type Fields } from './drawFields.js';
import { MARK, readMessage, type Said } from './messages.js';
import { parentOrigin } from './parentOrigin.js';
import { applyTheme } from './theme.js';
import { wordsFor } from './words.js';

const page = document.getElementById('page')!;
const origin = parentOrigin(window);

if (origin === null) drawAlone(page);
else listenTo(window.parent, origin);

/** Works for the window around this frame, for as long as that is a page of the origin that the address names. */
function listenTo(parent: Window, origin: string): void {
  let fields: Fields | null = null;
  // The browser delivers it to no other origin, whoever is there.
  const say = (said: Said) => parent.postMessage({ billfold: MARK, ...said }, origin);

  window.addEventListener('message', (event) => {
    if (event.origin !== origin || event.source !== parent) return;
    const heard = readMessage(event.data);
    switch (heard?.type) {
      case 'init':
        document.documentElement.lang = 'en';
        applyTheme(heard.theme);
        fields ??= drawFields(page, wordsFor(heard.locale), heard.holder, (entered) =>
          say({ type: 'change', ...entered }),
        );
        break;
      case 'theme':
        applyTheme(heard.theme);
        break;
      case 'lock':
        fields?.setLocked(heard.locked);
        break;
      case 'submit':
        if (fields) say({ type: 'submitted', id: heard.id, result: fields.submit() });
        break;
      case 'focus':
        fields?.focus();
        break;
      case undefined:
        break;
    }
  });

  new ResizeObserver(() => {
    if (fields) say({ type: 'resize', height: Math.ceil(page.getBoundingClientRect().height) });
  }).observe(page);
  say({ type: 'ready' });
}
