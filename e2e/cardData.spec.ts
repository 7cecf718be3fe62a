import { expect, test } from '@playwright/test';
import { startDemo, type Demo } from './demo.js';
import { expectOpen } from './hostedPage.js';
import {
  addCard,
  expectTold,
  fieldsIn,
  numbers,
  openEntry,
  pressSave,
  typeAccount,
} from './paymentMethods.js';
import { askForLink, clickLink, signIn } from './settingsPage.js';
import { watchTraffic } from './watch.js';

let demo: Demo | undefined;
test.afterEach(() => demo?.close());

/** Numbers as they would be found: whole, in groups, in part, and as they are written down by machines. */
function formsOf(number: string): string[] {
  const plain = number.replaceAll(' ', '');
  return [
    number,
    plain,
    plain.slice(0, -4),
    Buffer.from(plain).toString('base64'),
    encodeURIComponent(number),
  ];
}

test('[E26, P39] a number that is entered stays in its frame: no script, request, line of the log or row has it', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  demo = await startDemo();
  const context = await browser.newContext({ baseURL: demo.app });
  const traffic = watchTraffic(context);
  const page = await context.newPage();
  // All that the page's own scripts are told by anybody.
  await page.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    addEventListener('message', ({ data }) => heard.push(JSON.stringify(data)));
  });
  const entered = [numbers.mastercard, numbers.iban, numbers.amex];

  const readAll = async (): Promise<string> => {
    // In the frame, so that the search below can be believed; and what the frame says of it has arrived.
    expect(new URL(page.frames().at(-1)!.url()).origin).toBe(demo!.fields);
    await page.waitForFunction(() => {
      const { heard } = window as unknown as { heard: string[] };
      return heard.findLast((message) => message.includes('"change"'))?.includes('"complete":true');
    });
    return page.evaluate(() => {
      const frame = document.querySelector('iframe')!;
      const attempts = [
        () => frame.contentDocument!.body.innerHTML,
        () => frame.contentWindow!.document.body.innerHTML,
        () => (frame.contentWindow as unknown as { localStorage: Storage }).localStorage.length,
      ].map((attempt) => {
        try {
          return String(attempt());
        } catch (error) {
          return (error as Error).name;
        }
      });
      const { heard } = window as unknown as { heard: string[] };
      const kept = [
        document.cookie,
        JSON.stringify(localStorage),
        JSON.stringify(sessionStorage),
        location.href,
      ];
      return JSON.stringify({ attempts, heard, kept, html: document.documentElement.outerHTML });
    });
  };
  const read: string[] = [];

  await signIn(page, 'Grace Demo');
  await addCard(page, numbers.mastercard, 'Mastercard ending 4444', async () => {
    await expect(fieldsIn(page).getByLabel('Card number')).toHaveValue(numbers.mastercard);
    read.push(await readAll());
  });
  await openEntry(page);
  await typeAccount(page, numbers.iban);
  read.push(await readAll());
  await pressSave(page);
  await expectTold(page, 'SEPA debit ending 3000 was added.');

  await clickLink(page, (await askForLink(page)).url);
  await expectOpen(page);
  await addCard(page, numbers.amex, 'American Express ending 0005', async () => {
    read.push(await readAll());
  });

  for (const text of read) {
    const { attempts, heard } = JSON.parse(text) as { attempts: string[]; heard: string[] };
    expect(attempts).toEqual(['TypeError', 'SecurityError', 'SecurityError']);
    expect(heard.join()).toContain('"complete":true');
  }
  const sent = await traffic.sentText();
  expect(sent).toContain('"method":"mastercard"');
  await context.close();
  const log = demo.log();
  expect(log).toContain('confirmSandboxSetup');
  const rows = await demo.stopAndReadRows();
  expect(rows).toContain('"sandbox_setup_intents"');
  for (const form of entered.flatMap(formsOf)) {
    for (const [place, text] of Object.entries({ page: read.join(), sent, log, rows }))
      expect(text.includes(form), `${form} is in: ${place}`).toBe(false);
  }
});
