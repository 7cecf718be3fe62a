import { BillfoldRoot } from '@billfold/react';
import type { Preview } from '@storybook/react-vite';
import { useLayoutEffect, type ReactNode } from 'react';
import { configure } from 'storybook/test';
import '@billfold/react/styles.css';
import { answerAppRoute } from './appRoute.js';
import { connect, type Connection } from './connect.js';
import { goOffline } from './goOffline.js';
import type { PortalParameters } from './portalParameters.js';
import './preview.css';

// Stories are tests over a portal in the same tab, whose sections load when they are needed: a second is soon over.
configure({ asyncUtilTimeout: 15_000 });

const toolbar = <Icon extends string>(
  title: string,
  icon: Icon,
  items: { value: string; title: string }[],
) => ({
  description: title,
  toolbar: { title, icon, items, dynamicTitle: true },
});

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error' },
    // The theme belongs to the page, not to the canvas behind it.
    backgrounds: { disable: true },
    controls: { expanded: true },
  },
  globalTypes: {
    theme: toolbar('Theme', 'contrast', [
      { value: 'light', title: 'Light' },
      { value: 'dark', title: 'Dark' },
    ]),
    accent: toolbar('Accent', 'paintbrush', [
      { value: 'default', title: 'Default accent' },
      { value: '#0f766e', title: 'Teal' },
      { value: '#facc15', title: 'Amber' },
      { value: '#be123c', title: 'Rose' },
      { value: '#1e1b4b', title: 'Midnight' },
    ]),
    direction: toolbar('Direction', 'transfer', [
      { value: 'ltr', title: 'Left to right' },
      { value: 'rtl', title: 'Right to left' },
    ]),
    locale: toolbar('Locale', 'globe', [
      { value: 'en-US', title: 'English (US)' },
      { value: 'en-GB', title: 'English (UK)' },
      { value: 'de-DE', title: 'German formats' },
      { value: 'ar-EG', title: 'Arabic formats' },
      { value: 'ja-JP', title: 'Japanese formats' },
    ]),
    latency: toolbar('Latency', 'timer', [
      { value: '0', title: 'No latency' },
      { value: '400', title: '400 ms' },
      { value: '3000', title: '3 s' },
    ]),
  },
  initialGlobals: { theme: 'light', accent: 'default', direction: 'ltr', locale: 'en-US', latency: '0' },

  loaders: [
    async ({ parameters, globals }) => {
      const wanted = parameters['portal'] as PortalParameters | undefined;
      if (!wanted) return {};
      return {
        connection: await connect({ ...wanted, latency: wanted.latency ?? Number(globals['latency']) }),
      };
    },
  ],
  beforeEach: ({ parameters }) => {
    const wanted = parameters['portal'] as PortalParameters | undefined;
    if (!wanted) return;
    const undo = [answerAppRoute(wanted)];
    if (wanted.fault === 'offline') undo.push(goOffline());
    return () => undo.forEach((step) => step());
  },
  decorators: [
    (Story, { id, globals, loaded }) => (
      <Stage globals={globals as Record<string, string>}>
        <Connected
          key={`${id} ${JSON.stringify(globals)}`}
          connection={loaded['connection'] as Connection | undefined}
          locale={globals['locale'] as string}
        >
          <Story />
        </Connected>
      </Stage>
    ),
  ],
};

export default preview;

/** The host's page: what a host sets around the kit, and nothing more. */
function Stage({ globals, children }: { globals: Record<string, string>; children: ReactNode }) {
  const { theme = 'light', direction = 'ltr', accent = 'default' } = globals;
  useLayoutEffect(() => {
    const page = document.documentElement;
    page.dataset['theme'] = theme;
    page.dir = direction;
    if (accent === 'default') page.style.removeProperty('--bf-accent');
    else page.style.setProperty('--bf-accent', accent);
  }, [theme, direction, accent]);
  return <div className="stage">{children}</div>;
}

/** Stories of views and of the button need no portal; all others are a customer's page. */
function Connected({
  connection,
  locale,
  children,
}: {
  connection: Connection | undefined;
  locale: string;
  children: ReactNode;
}) {
  if (!connection) return children;
  return (
    <BillfoldRoot {...connection} locale={locale} timeZone="UTC">
      {children}
    </BillfoldRoot>
  );
}
