// `npm run bench`: bytes of every entry, then the server against a bare handler with the same SQL, then changes of
// subscriptions against the least that could make them.
import { runSource } from './sources.js';

await runSource('bench/sizes.ts');
await runSource('bench/server.ts', process.argv.slice(2));
await runSource('bench/changes.ts', process.argv.slice(2));
