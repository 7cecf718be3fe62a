// Does what a merchant's backend does, in a process of its own that runs from the sources; prints what it was answered as JSON:
//   makeMerchantLinks.ts <portal> <secret key> <app> <scenario of the customer>
import { Billfold } from '@billfold/sdk';
import type { Scenario } from '@billfold/contract';
import { makeLinks } from '../examples/merchant-script/src/makeLinks.js';
import { setUpPortal } from '../examples/merchant-script/src/setUpPortal.js';

const [baseUrl = '', secretKey = '', app = '', scenario = 'free'] = process.argv.slice(2);
const billfold = new Billfold({ baseUrl, secretKey });
await setUpPortal(billfold, app);
const customer = await billfold.sandbox.scenarios.create({ scenario: scenario as Scenario });
const { accountant, fixYourCard, everything } = await makeLinks(billfold, customer.id);
const told = (link: typeof everything) => ({ id: link.id, url: link.url });
process.stdout.write(
  JSON.stringify({
    accountant: told(accountant),
    fixYourCard: told(fixYourCard),
    everything: told(everything),
  }),
);
