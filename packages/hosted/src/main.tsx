import { arrival } from './arrival.js'; // First of all: it takes the link's code out of the address.
import { createRoot } from 'react-dom/client';
import { isAnchor } from './anchors.js';
import { Hosted } from './Hosted.js';
import '@billfold/react/styles.css';
import './hosted.css';

// A link pasted into an open portal changes only the fragment, and no page is loaded: start over, as if it was. The
// page's own anchors are the names of its sections.
window.addEventListener('hashchange', () => {
  if (!isAnchor(window.location.hash)) window.location.reload();
});

createRoot(document.getElementById('page') as HTMLElement).render(
  <Hosted arrival={arrival} baseUrl={window.location.origin} />,
);
