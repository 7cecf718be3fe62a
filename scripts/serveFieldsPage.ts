import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';
import { ROOT } from './paths.js';

const FOLDER = join(ROOT, 'packages/fields');

/** Below this path the sandbox's card page is found on any name that begins with `fields.`, on the server's own port. */
const PATH = '/billfold-fields/';

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/**
 * Serves the built card page beside tests and stories, from another origin than theirs: `http://fields.localhost:<port>`,
 * which every browser takes to this machine. It is built when it is first asked for, and again after an edit.
 */
export function serveFieldsPage(): Plugin {
  let building: Promise<Map<string, string | Uint8Array>> | undefined;

  async function answer(request: IncomingMessage, response: ServerResponse, next: () => void): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (!request.headers.host?.startsWith('fields.') || !pathname.startsWith(PATH)) return next();
    const name = pathname.slice(PATH.length) || 'index.html';
    const file = (await (building ??= buildFieldsPage())).get(name);
    response.statusCode = file === undefined ? 404 : 200;
    response.setHeader('Content-Type', TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain');
    response.setHeader('Cache-Control', 'no-store');
    response.end(file ?? 'Not found');
  }

  return {
    name: 'serve-fields-page',
    configureServer({ middlewares, watcher }) {
      watcher.on('change', (path) => {
        if (path.startsWith(join(FOLDER, 'src'))) building = undefined;
      });
      middlewares.use((request, response, next) => void answer(request, response, next).catch(next));
    },
    // A static build of the stories has it as files: whoever serves them, serves it on every name.
    async generateBundle() {
      for (const [name, source] of await buildFieldsPage())
        this.emitFile({ type: 'asset', fileName: `${PATH.slice(1)}${name}`, source });
    },
  };
}

async function buildFieldsPage(): Promise<Map<string, string | Uint8Array>> {
  const { output } = (await build({
    root: FOLDER,
    configFile: join(FOLDER, 'vite.config.ts'),
    logLevel: 'error',
    mode: 'production',
    build: { write: false },
  })) as Rolldown.RolldownOutput;
  return new Map(output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]));
}
