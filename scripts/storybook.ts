// `npm run storybook`: every state of every component. `npm run storybook -- build` writes it to storybook-static/.
import { tool } from './processes.js';
import { runInForeground } from './sources.js';

const given = process.argv.slice(2);
const args = given.length > 0 ? given : ['dev', '--port', '6006', '--no-open'];
await runInForeground(tool('storybook'), args, { STORYBOOK_DISABLE_TELEMETRY: '1' });
