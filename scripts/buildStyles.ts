import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleAsync } from 'lightningcss';
import { ROOT } from './paths.js';

const react = join(ROOT, 'packages/react');

/**
 * Writes the two style sheets of `@billfold/react` into its dist folder: `styles.css`, and `styles.layer.css`, which
 * is the same in the cascade layer `billfold`. Imports are inlined. No targets are given on purpose: lowering would
 * replace the relative colours, which must be computed in the browser from the host's accent.
 */
export async function buildStyles(): Promise<void> {
  await mkdir(join(react, 'dist'), { recursive: true });
  for (const name of ['styles.css', 'styles.layer.css']) {
    const filename = join(react, 'src', name);
    const { code } = await bundleAsync({ filename, minify: true });
    await writeFile(join(react, 'dist', name), code);
  }
}
