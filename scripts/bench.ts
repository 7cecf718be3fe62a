// `npm run bench`: bytes of every entry, then the server against a bare handler with the same SQL.
import { runSource } from './sources.js';

await runSource('bench/sizes.ts');
await runSource('bench/server.ts', process.argv.slice(2));
