// `npm run prove`: the long proofs (sweeps over many seeds, races, kills) in full. `npm test` runs their short form.
import { tool } from './processes.js';
import { runInForeground } from './sources.js';

const args = ['run', '--project', 'sweep', '--project', 'prove', ...process.argv.slice(2)];
await runInForeground(tool('vitest'), args, { BILLFOLD_PROVE: 'full' });
