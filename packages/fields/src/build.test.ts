// @vitest-environment node
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { beforeAll, expect, test } from 'vitest';

let files: Record<string, string>;

beforeAll(async () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const { output } = (await build({
    root,
    logLevel: 'error',
    build: { write: false },
  })) as Rolldown.RolldownOutput;
  files = Object.fromEntries(
    output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : String(file.source)]),
  );
});

const named = (suffix: string) => Object.keys(files).filter((name) => name.endsWith(suffix));

test('[F19] the build is one page, one script and one style sheet, with relative addresses and no inline code', () => {
  expect([named('.html'), named('.js').length, named('.css').length]).toEqual([['index.html'], 1, 1]);
  const html = files['index.html']!;
  expect(html).toContain(`src="./${named('.js')[0]}"`);
  expect(html).toContain(`href="./${named('.css')[0]}"`);
  expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
  for (const name of [...named('.js'), ...named('.css')]) expect(name).toMatch(/-[\w-]{8}\.(js|css)$/);
});

test('[F19] it names no other origin', () => {
  for (const [name, text] of Object.entries(files))
    expect(text.match(/(https?:)?\/\/[\w.-]+\.\w+/g), name).toBeNull();
});

test('[F3] its policy allows no connection, and nothing in it would make one', () => {
  const html = files['index.html']!;
  expect(html).toMatch(/content="default-src 'none'; script-src 'self'; style-src 'self'; img-src data:;/);
  const script = files[named('.js')[0]!]!;
  expect(script).not.toMatch(
    /\bfetch\b|XMLHttpRequest|sendBeacon|WebSocket|EventSource|localStorage|sessionStorage|indexedDB|\.cookie|console\.|history\.|location\.(href|assign|replace|hash)/,
  );
});
