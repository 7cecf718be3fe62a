import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { setUpProject } from '../access/setUpProject.js';
import type { BillingCustomer } from '../provider/Provider.js';
import { openTestSandbox, type TestSandbox } from '../testing/openTestSandbox.js';
import { catchUpProjects } from './catchUpProjects.js';

let subject: TestSandbox;
beforeAll(async () => void (subject = await openTestSandbox()));
afterAll(() => subject.close());

const log = { error: vi.fn() };

test('[S61] whatever project it is, it is billed as time passes', async () => {
  const later = new Date('2027-02-10T09:00:00.000Z');
  const opened = [subject, await subject.openProject('proj_other')];
  const billings: { project: TestSandbox; customer: BillingCustomer }[] = [];
  for (const project of opened) {
    const customer = await project.createCustomer();
    await project.begin(customer, { price: await project.offerDailyPrice() });
    billings.push({ project, customer });
  }
  const paidTill = async ({ project, customer }: (typeof billings)[number]) => {
    const [subscription] = await project.billing(customer).listSubscriptions();
    return new Date(subscription!.currentPeriod.endAt);
  };
  for (const billing of billings) expect((await paidTill(billing)) < later).toBe(true);
  await catchUpProjects(subject.database, subject.sandbox, later, log);
  for (const billing of billings) expect((await paidTill(billing)) > later).toBe(true);
  expect(log.error).not.toHaveBeenCalled();
});

test('[S61] one that fails is told of and keeps no other back, and a live one is left alone', async () => {
  const now = new Date('2026-11-20T09:00:00.000Z');
  await setUpProject(subject.database, { id: 'proj_live', testMode: false, now });
  await setUpProject(subject.database, { id: 'proj_late', testMode: true, now: new Date(now.getTime() + 1) });
  const fault = new Error('broken');
  const catchUp = vi.fn(async (_: unknown, project: string) => {
    if (project === 'proj_default') throw fault;
  });
  await catchUpProjects(subject.database, { catchUp }, now, log);
  const asked = catchUp.mock.calls.map(([, project]) => project);
  expect(asked).toContain('proj_late');
  expect(asked).not.toContain('proj_live');
  const [fields] = log.error.mock.calls[0]!;
  expect(log.error).toHaveBeenCalledOnce();
  expect(fields).toEqual({ err: fault, project: 'proj_default' });
});
