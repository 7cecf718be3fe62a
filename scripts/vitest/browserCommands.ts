import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Frame, Page, Route } from 'playwright';
import type { BrowserCommand } from 'vitest/node';
import { ROOT } from '../paths.js';

// What a test can do that no page can: reach into a frame of another origin, and stand in the way of the network. Tests
// call them by `commands` of vitest/browser.

/** As text: it looks for a document as soon as it is imported, and this file is read where there is none. */
const AXE = join(ROOT, 'node_modules/axe-core/axe.min.js');
const STRIPE = 'https://js.stripe.com/**';
const STRIPE_DOUBLE = join(ROOT, 'packages/react/test/stripeDouble.js');

/** The newest frame whose address holds a text; waits for it, because frames come when they like. */
async function frameAt(page: Page, part: string): Promise<Frame> {
  for (let tries = 0; tries < 300; tries += 1) {
    const frame = page.frames().findLast((one) => one.url().includes(part));
    if (frame) return frame;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`No frame has "${part}" in its address.`);
}

/** Types into the field with a label, in place of what is there. Keys, one by one, as a person does. */
const typeInFrame: BrowserCommand<[frame: string, label: string, text: string]> = async (
  { page },
  part,
  label,
  text,
) => {
  const field = (await frameAt(page, part)).getByLabel(label);
  await field.fill('');
  await field.pressSequentially(text);
};

/** Fills a field in at once, as a browser that knows a card does, or somebody who pastes. */
const fillInFrame: BrowserCommand<[frame: string, label: string, text: string]> = async (
  { page },
  part,
  label,
  text,
) => (await frameAt(page, part)).getByLabel(label).fill(text);

const clickInFrame: BrowserCommand<[frame: string, selector: string]> = async ({ page }, part, selector) =>
  (await frameAt(page, part)).locator(selector).click();

const pressKey: BrowserCommand<[key: string]> = ({ page }, key) => page.keyboard.press(key);

/** The value of an expression in the frame's own page. */
const readFrame: BrowserCommand<[frame: string, expression: string]> = async ({ page }, part, expression) =>
  (await frameAt(page, part)).evaluate(expression);

/** What axe finds in the frame's own page, one line each. Its heading and its main part are those of the page around it. */
const axeInFrame: BrowserCommand<[frame: string]> = async ({ page }, part) => {
  const frame = await frameAt(page, part);
  return frame.evaluate(
    `${readFileSync(AXE, 'utf8')}; axe.run(document, { rules: { 'page-has-heading-one': { enabled: false }, 'landmark-one-main': { enabled: false } } }).then(({ violations, incomplete }) =>
      [...violations, ...incomplete].flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`,
  );
};

const emulateMedia: BrowserCommand<[media: Parameters<Page['emulateMedia']>[0]]> = ({ page }, media) =>
  page.emulateMedia(media);

/** `silent`: nobody answers, until it is said how. */
type HowStripeAnswers = 'double' | 'blocked' | 'empty' | 'silent';

const stripes = new WeakMap<BrowserContext, { how: HowStripeAnswers; waiting: Route[] }>();

/**
 * What is found at the address of Stripe.js from now on: the double that stands in for it; nothing, because something
 * blocks it, or because no answer comes; or another script that is not Stripe.js at all. Who waits is answered so too.
 */
const answerStripe: BrowserCommand<[how: HowStripeAnswers]> = async ({ context }, how) => {
  const known = stripes.get(context);
  const waiting = known?.waiting ?? [];
  stripes.set(context, { how, waiting: [] });
  // Once for each context: a route that is taken back leaves what it has not answered yet without an answer.
  if (!known) await context.route(STRIPE, (route) => answerAsStripe(route, stripes.get(context)!));
  for (const route of waiting) await answerAsStripe(route, stripes.get(context)!);
};

async function answerAsStripe(
  route: Route,
  { how, waiting }: { how: HowStripeAnswers; waiting: Route[] },
): Promise<void> {
  const { pathname } = new URL(route.request().url());
  const script = how === 'double' ? readFileSync(STRIPE_DOUBLE, 'utf8') : '';
  if (how === 'silent') waiting.push(route);
  else if (how === 'blocked') await route.abort('blockedbyclient');
  else if (pathname.endsWith('.html')) {
    const body = `<!doctype html><title>Fields</title><script>${script}</script>`;
    await route.fulfill({ contentType: 'text/html', body });
  } else await route.fulfill({ contentType: 'text/javascript', body: script });
}

const seen = new WeakMap<object, string[]>();

/** The addresses that were asked for since this was called last, by all pages and frames of the test. */
const takeRequests: BrowserCommand<[]> = ({ context }) => {
  const known = seen.get(context);
  const addresses: string[] = [];
  if (!known) context.on('request', (request) => seen.get(context)!.push(request.url()));
  seen.set(context, addresses);
  return known ?? [];
};

/** The commands of the project `browser`. */
export const browserCommands = {
  answerStripe,
  axeInFrame,
  clickInFrame,
  emulateMedia,
  fillInFrame,
  pressKey,
  readFrame,
  takeRequests,
  typeInFrame,
};
