import { Billfold } from '@billfold/sdk';
import { serveCompany } from '../company/serveCompany.js';
import { createOwnProvider } from './createOwnProvider.js';
import { startPortal } from './startPortal.js';

// Starts the billing company and a portal in front of it, with one customer who has bought something there:
//   npx tsx --conditions=@billfold/source examples/own-provider/src/main.ts

let portalUrl: string | null = null;
const company = await serveCompany(() => portalUrl && `${portalUrl}/webhooks/own`);
const portal = await startPortal(createOwnProvider(company), Number(process.env['PORT'] ?? 8790));
portalUrl = portal.url;

const billfold = new Billfold({ baseUrl: portal.url, secretKey: portal.secretKey });
const customer = await billfold.customers.create({ name: 'Example Customer', email: 'customer@example.com' });
await fetch(`${company.url}/test/accounts/${customer.providerCustomer}/agreements`, {
  method: 'POST',
  headers: { authorization: `Bearer ${company.apiKey}`, 'content-type': 'application/json' },
  body: JSON.stringify({ price: 'pro-month', startedMonthsAgo: 14 }),
});
const { url } = await billfold.portalSessions.create({
  customer: customer.id,
  returnUrl: 'http://localhost:5173/',
});

console.log(`
  Billing company    ${company.url}
                     It keeps nothing and moves no money. Its key for this run is ${company.apiKey}

  Billing portal     ${portal.url}
                     For this run its secret key is ${portal.secretKey}

  The customer's     ${url}

  Ctrl+C stops both.
`);

process.once('SIGINT', () => void portal.close().then(() => company.close()));
