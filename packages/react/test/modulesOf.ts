import { build, defaultClientConditions, type Rolldown } from 'vite';

/** What a page loads at once that uses these names of ours, and what it loads later. */
export async function modulesOf(names: string): Promise<{ initial: string[]; lazy: string[] }> {
  const entry = 'virtual:page';
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@billfold/source', ...defaultClientConditions] },
    plugins: [
      {
        name: 'page',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? `export { ${names} } from '@billfold/react'` : null),
      },
    ],
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: {
        input: entry,
        external: [/^react($|\/)/, /^react-dom($|\/)/, /^@tanstack/],
        preserveEntrySignatures: 'strict',
      },
    },
  })) as Rolldown.RolldownOutput;
  const chunks = output.filter((file) => file.type === 'chunk');
  const isInitial = ({ isEntry, fileName }: Rolldown.OutputChunk) =>
    isEntry || chunks.some((chunk) => chunk.isEntry && chunk.imports.includes(fileName));
  const modules = (wanted: boolean) =>
    chunks
      .filter((chunk) => isInitial(chunk) === wanted)
      .flatMap(({ modules }) =>
        Object.entries(modules).flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : [])),
      );
  return { initial: modules(true), lazy: modules(false) };
}
