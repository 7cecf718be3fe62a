import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Billfold } from '@billfold/sdk';
import { CannotStart, makeSecret, readSettings, startServer } from '@billfold/server/node';
import { serve, type ServerType } from '@hono/node-server';
import { createApp } from './app.js';
import { checkPlanChange } from './checkPlanChange.js';

// Starts all there is: a portal server with the sandbox behind it (or, by its settings, Stripe), and this app. With an app of
// your own the portal runs by itself (`npm run serve`), and your back end knows two things of it: its address and a secret key.

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const dataFile = fromHere('../billing.json');
const frontEnd = fromHere('../dist');

try {
  await start();
} catch (error) {
  if (!(error instanceof CannotStart)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function start(): Promise<void> {
  if (!existsSync(join(frontEnd, 'index.html'))) {
    throw new CannotStart(
      'The front end has not been built. Use `npm start` at the root, which builds it first.',
    );
  }
  const withStripe = process.env['BILLFOLD_PROVIDER'] === 'stripe';
  const settings = readSettings({
    BILLFOLD_LOG_LEVEL: 'warn',
    ...(!withStripe && { BILLFOLD_SANDBOX_DATA: dataFile }),
    ...process.env,
  });
  // A new key with every start, so that none has to be kept, unless you bring one.
  const secretKey = settings.secretKey ?? makeSecret('sk_test');
  const portal = await startServer({
    ...settings,
    secretKey,
    checkPlanChange,
    project: {
      name: 'Example Notes',
      // What customers may do by themselves; whatever is left out is as the defaults say.
      features: {
        // With Stripe everything that the account sells is on offer.
        ...(!withStripe && {
          subscriptionUpdate: {
            products: [
              { product: 'prod_NotesPersonal' },
              { product: 'prod_NotesTeam', quantity: { max: 50 } },
              { product: 'prod_NotesBusiness' },
            ],
          },
          subscriptionCancel: { retention: { offerCoupon: 'save20' } },
        }),
        subscriptionPause: { enabled: true, maxMonths: 3 },
      },
      branding: {
        accent: '#0f6b4f',
        radius: 10,
        supportUrl: 'https://example.com/support',
        privacyUrl: 'https://example.com/privacy',
        termsUrl: 'https://example.com/terms',
      },
    },
  });

  const billfold = new Billfold({ secretKey, baseUrl: portal.url });
  const app = createApp({
    billfold,
    portalUrl: portal.url,
    fieldsUrl: portal.fieldsUrl,
    withStripe,
    frontEnd,
  });
  const appServer = await listen(app.fetch, Number(process.env['APP_PORT'] ?? 5173)).catch(
    async (error: unknown) => {
      await portal.close();
      throw error;
    },
  );

  const appUrl = `http://localhost:${(appServer.address() as { port: number }).port}`;
  const place = settings.databaseUrl ? 'PostgreSQL' : settings.dataDir;
  const [cards, data, moves] = withStripe
    ? [
        'Cards are entered in Stripe’s own fields',
        'of your Stripe account',
        'customers are linked to it by the API',
      ]
    : [
        `Test cards are entered at ${portal.fieldsUrl ?? 'no address: the page for them is missing'}`,
        `from ${settings.sandboxData}`,
        'nothing leaves this machine, no money moves',
      ];
  console.log(`
  Example Notes      ${appUrl}
                     A demo app. Sign in as Ada, Linus or Grace and look at Settings, Billing.

  Billing portal     ${portal.url}
                     Its API: ${portal.url}/openapi.json
                     ${cards}
                     For this run its secret key is ${secretKey}

  Data               ${data}
                     in ${place}; ${moves}

  Ctrl+C stops both.
`);

  const stop = () => {
    appServer.close();
    void portal.close();
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  port: number,
): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname: '127.0.0.1' }, () => resolve(server));
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      reject(
        taken ? new CannotStart(`Port ${port} is in use. Set APP_PORT to another one.`, { cause }) : cause,
      );
    });
  });
}
