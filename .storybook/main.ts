import type { StorybookConfig } from '@storybook/react-vite';
import { defaultClientConditions, mergeConfig } from 'vite';
import { serveFieldsPage } from '../scripts/serveFieldsPage.js';

/** Tables of props: most of a component's props are written down in other files, which only TypeScript finds. */
const propTables = {
  tsconfigPath: 'tsconfig.check.json',
  savePropValueAsString: true,
  shouldExtractLiteralValuesFromEnum: true,
  shouldRemoveUndefinedFromOptional: true,
  // What every element takes is no news.
  propFilter: ({ declarations = [] }: { declarations?: { fileName: string }[] }) =>
    declarations.some(({ fileName }) => !fileName.includes('node_modules')),
};

const config: StorybookConfig = {
  framework: '@storybook/react-vite',
  stories: ['../packages/*/src/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  typescript: {
    reactDocgen: 'react-docgen-typescript',
    // Under NodeNext the type of these options comes out as `undefined`.
    reactDocgenTypescriptOptions: propTables as never,
  },
  viteFinal: (vite) =>
    mergeConfig(vite, {
      // Payment methods are entered on an origin of their own.
      plugins: [serveFieldsPage()],
      // Our packages answer with their sources: an edit shows at once, and nothing is built before.
      resolve: { conditions: ['@billfold/source', ...defaultClientConditions] },
      optimizeDeps: {
        // It finds its WebAssembly beside its own file, so it must stay where it is.
        exclude: ['@electric-sql/pglite'],
        // Found late, a dependency would reload the page in the middle of the first story's test.
        include: [
          'drizzle-orm',
          'drizzle-orm/pg-core',
          'drizzle-orm/pglite',
          'hono',
          'valibot',
          '@tanstack/react-query',
          // What the portal in the tab reads when it is first needed.
          'stdnum',
          'csv-stringify/browser/esm/sync',
        ],
      },
      // The database engine is big, is fetched once, and is no surprise to anybody here.
      build: { chunkSizeWarningLimit: 4000 },
    }),
};

export default config;
