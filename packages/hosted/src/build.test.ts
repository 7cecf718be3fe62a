// @vitest-environment node
import { brotliCompressSync, constants } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

/** Bytes after brotli. React is 58,000 of them, the query library 9,000. */
const BUDGET = { frame: 68_000, openPage: 116_000 };

let files: Record<string, string>;
/** The script that the page names. */
let first: string;
/** What is loaded before anything is shown, and what is once the portal is open. */
let frame: Set<string>;
let openPage: Set<string>;

beforeAll(async () => {
  // React would build its checks for developers in otherwise.
  vi.stubEnv('NODE_ENV', 'production');
  const root = fileURLToPath(new URL('..', import.meta.url));
  const { output } = (await build({
    root,
    logLevel: 'error',
    build: { write: false },
  })) as Rolldown.RolldownOutput;
  files = Object.fromEntries(
    output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : String(file.source)]),
  );
  const chunks = output.filter((file) => file.type === 'chunk');
  const withImports = (name: string): string[] => {
    const { imports } = chunks.find(({ fileName }) => fileName === name)!;
    return [name, ...imports.flatMap(withImports)];
  };
  first = chunks.find(({ isEntry }) => isEntry)!.fileName;
  const sections = chunks.find(({ name }) => name === 'Portal')!.fileName;
  frame = new Set(withImports(first));
  openPage = new Set([...frame, ...withImports(sections)]);
});

afterAll(() => vi.unstubAllEnvs());

const compressed = (names: Set<string>) =>
  [...names].reduce((sum, name) => {
    const { length } = brotliCompressSync(files[name]!, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    return sum + length;
  }, 0);

const named = (suffix: string) => Object.keys(files).filter((name) => name.endsWith(suffix));

describe('the build', () => {
  test('[P22] is one page, one script to begin with and one style sheet, from below /hosted/ and with no inline code', () => {
    expect([named('.html'), named('.css').length]).toEqual([['index.html'], 1]);
    const html = files['index.html']!;
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain(`src="/hosted/${first}"`);
    expect(html).toContain(`href="/hosted/${named('.css')[0]}"`);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
    // What the server looks for, to say that a click led here.
    expect(html.match(/data-redeem="button"/g)).toHaveLength(1);
  });

  test('[P22] its files are named by their content, so that they can be kept for ever', () => {
    for (const name of [...named('.js'), ...named('.css')]) expect(name).toMatch(/-[\w-]{8}\.(js|css)$/);
  });

  test('[P1] takes the code out of the address before anything else in it runs', () => {
    const script = files[first]!;
    const takesCode = script.search(/replaceState/);
    expect(takesCode).toBeGreaterThan(-1);
    expect(takesCode).toBeLessThan(script.search(/react\.|createRoot|localStorage|addEventListener/));
  });

  test('[P26] calls nothing that is younger than the engines it is built for', () => {
    const tooYoung = /\.(canParse|withResolvers|groupBy|fromAsync)\(|AbortSignal\.any/g;
    for (const name of named('.js')) expect(files[name]!.match(tooYoung), name).toBeNull();
  });

  test('[P24] the frame and the open page are within their budgets', () => {
    expect(compressed(frame)).toBeLessThanOrEqual(BUDGET.frame);
    expect(compressed(openPage)).toBeLessThanOrEqual(BUDGET.openPage);
  });

  test('[P35] fields of a provider are in scripts of their own', () => {
    const holds = (text: string) => named('.js').filter((name) => files[name]!.includes(text));
    // The script of Stripe, and the frame of the sandbox.
    for (const text of ['js.stripe.com', 'allow-scripts allow-same-origin']) {
      expect(holds(text)).toHaveLength(1);
      expect(
        [...openPage].filter((name) => holds(text).includes(name)),
        text,
      ).toEqual([]);
    }
  });

  test('[P29] what test mode shows is in a script of its own', () => {
    const holdsPanel = (name: string) => files[name]!.includes('bf-SandboxPanel');
    expect(named('.js').filter(holdsPanel)).toHaveLength(1);
    expect([...openPage].filter(holdsPanel)).toEqual([]);
  });
});
