import type { InputOf, updateSandboxControls } from '@billfold/contract';
import type { PortalPage } from './renderWithPortal.js';

/** Turns the sandbox's controls of the customer: how the next charge ends, what is on file. */
export async function turnControls(
  { portal, customer }: PortalPage,
  controls: InputOf<typeof updateSandboxControls>,
): Promise<void> {
  const { token } = await portal.createToken(customer);
  const answer = await portal.fetch('/portal/v1/sandbox', {
    method: 'PATCH',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': crypto.randomUUID(),
      Origin: 'https://app.test',
      'Sec-Fetch-Site': 'cross-site',
    },
    body: JSON.stringify(controls),
  });
  if (!answer.ok) throw new Error(`The controls answered ${answer.status}: ${await answer.text()}`);
}
