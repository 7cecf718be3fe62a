// The way into every command of package.json: `node scripts/run.mjs <task> [arguments]` runs `scripts/<task>.ts`.
// It works on a fresh clone, where nothing that could run TypeScript is installed yet.
import { ensureDependencies } from './ensureDependencies.mjs';

const task = process.argv[2];

try {
  if (!task) throw new Error('Say which task to run: node scripts/run.mjs <task>.');
  await ensureDependencies();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

const { register } = await import('tsx/esm/api');
register();
process.argv.splice(2, 1);
await import(`./${task}.ts`);
