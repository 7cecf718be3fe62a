import { Billfold } from '@billfold/sdk';
import { listenForEvents } from './listenForEvents.js';
import { makeLinks } from './makeLinks.js';
import { setUpPortal } from './setUpPortal.js';

// Run it beside the demo (`npm start`), with the address and the key that the demo prints:
//   BILLFOLD_URL=http://localhost:8787 BILLFOLD_SECRET_KEY=sk_test_… npx tsx --conditions=@billfold/source examples/merchant-script/src/main.ts

const billfold = new Billfold({
  baseUrl: process.env['BILLFOLD_URL'] ?? 'http://localhost:8787',
  secretKey: process.env['BILLFOLD_SECRET_KEY'] ?? '',
});
const app = process.env['APP_URL'] ?? 'http://localhost:5173';

const { standard, dunning } = await setUpPortal(billfold, app);
console.log(
  `Configurations: ${standard.id} (${standard.hash.slice(0, 8)}), ${dunning.id} (${dunning.hash.slice(0, 8)})`,
);

// The endpoint is made when the address is known, and its secret is told only then.
let secret = '';
const receiver = await listenForEvents(
  billfold,
  () => secret,
  ({ type, id }) => console.log(`${type} ${id}`),
);
const endpoint = await billfold.webhookEndpoints.create({
  url: receiver.url,
  description: 'The merchant script of the examples',
});
secret = endpoint.secret;
await billfold.webhookEndpoints.test(endpoint.id);

// Somebody who owes something, since this is a sandbox.
const customer = await billfold.sandbox.scenarios.create({ scenario: 'pastDue' });
const links = await makeLinks(billfold, customer.id);
for (const [name, { url }] of Object.entries(links)) console.log(`${name}: ${url}`);

console.log('Open the links, change something, and watch what arrives here. Ctrl+C ends the script.');
process.once('SIGINT', () => {
  void (async () => {
    await billfold.webhookEndpoints.delete(endpoint.id);
    await receiver.close();
  })();
});
