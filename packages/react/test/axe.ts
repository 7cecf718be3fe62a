import axe from 'axe-core';

/** What axe finds wrong in the page, one line each; also what it could not decide. */
export async function axeFindings(element: Element): Promise<string[]> {
  const { violations, incomplete } = await axe.run(element, {
    // The page around the component is the host's.
    rules: { region: { enabled: false } },
  });
  return [...violations, ...incomplete].flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
