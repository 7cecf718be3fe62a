// Every numbered rule of a SPEC.md has a test that carries its id, and every id in a test names a rule that exists.
import { pathToFileURL } from 'node:url';
import { sourceFiles, type SourceFile } from './sourceFiles.js';

/** Whose rules begin with which letter. */
const LETTERS: Record<string, string> = {
  'packages/contract': 'C',
  'packages/server': 'SX',
  'packages/sdk': 'K',
  'packages/hooks': 'H',
  'packages/react': 'U',
  'packages/hosted': 'P',
  'packages/fields': 'F',
  'examples/settings-page': 'E',
  'examples/merchant-script': 'M',
  'examples/own-provider': 'O',
};

/** What is wrong, one sentence each; nothing when all is well. */
export function complaints(specs: readonly SourceFile[], tests: readonly SourceFile[]): string[] {
  const found: string[] = [];
  const rules = new Map<string, string>();
  for (const { path, text } of specs) {
    const letters = LETTERS[path.replace(/\/SPEC\.md$/, '')] ?? '';
    for (const [, id = ''] of text.matchAll(/^\s*[-*] \*\*([A-Z]\d+[a-z]?)\*\*/gm)) {
      if (!letters.includes(id.charAt(0))) found.push(`${path}: ${id} begins with another package's letter.`);
      if (rules.has(id)) found.push(`${path}: ${id} is already a rule of ${rules.get(id)}.`);
      rules.set(id, path);
    }
  }
  const tested = new Map<string, string>();
  for (const { path, text } of tests) {
    for (const [, ids = ''] of text.matchAll(/\[([CSXKHUPFEMO]\d+[a-z]?(?:, ?[CSXKHUPFEMO]\d+[a-z]?)*)\]/g)) {
      for (const id of ids.split(/, ?/)) tested.set(id, path);
    }
  }
  for (const [id, path] of rules) if (!tested.has(id)) found.push(`${path}: no test carries [${id}].`);
  for (const [id, path] of tested)
    if (!rules.has(id)) found.push(`${path}: [${id}] is a rule of no SPEC.md.`);
  return found;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const isTest = /\.(test|test-d|stories|spec)\.tsx?$|^packages\/[^/]+\/test\//;
  const found = complaints(sourceFiles(/\/SPEC\.md$/), sourceFiles(isTest));
  for (const line of found) console.log(line);
  process.exitCode = found.length === 0 ? 0 : 1;
}
