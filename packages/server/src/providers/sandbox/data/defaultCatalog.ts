import { parseSandboxData, type ParsedCatalog } from './SandboxData.js';

/** What a sandbox sells in which nobody has put anything on offer: four plans in three currencies, all made up. */
export const defaultCatalog: ParsedCatalog = parseSandboxData({
  catalog: {
    products: [
      {
        id: 'prod_DemoStarter',
        name: 'Starter',
        description: 'For trying things out.',
        features: ['3 projects', '1 GB of storage'],
        prices: pricesOf('Starter', { usd: [900, 9_000], eur: [900, 9_000], jpy: [1_200, 12_000] }),
      },
      {
        id: 'prod_DemoTeam',
        name: 'Team',
        description: 'For people who work together.',
        features: ['Unlimited projects', '50 GB of storage', 'Shared workspaces'],
        prices: pricesOf(
          'Team',
          { usd: [1_200, 12_000], eur: [1_100, 11_000], jpy: [1_600, 16_000] },
          'per_seat',
        ),
      },
      {
        id: 'prod_DemoScale',
        name: 'Scale',
        description: 'For teams that grow: the more seats, the less each of them.',
        features: ['Everything in Team', '200 GB of storage', 'Priority support'],
        prices: graduatedPricesOf('Scale', {
          usd: [1_500, 1_200, 900],
          eur: [1_400, 1_100, 800],
          jpy: [2_000, 1_600, 1_200],
        }),
      },
      {
        id: 'prod_DemoBusiness',
        name: 'Business',
        description: 'For companies with rules of their own.',
        features: ['Everything in Team', '1 TB of storage', 'Audit log'],
        prices: pricesOf('Business', { usd: [9_900, 99_000], eur: [8_900, 89_000], jpy: [13_000, 130_000] }),
      },
      {
        id: 'prod_DemoDaily',
        name: 'Day pass',
        description: 'Billed every day. It fills long lists, and nobody is offered it.',
        active: false,
        prices: [
          { id: 'price_DemoDailyUsd', unitAmount: 150, currency: 'usd', interval: 'day', active: false },
        ],
      },
    ],
    coupons: [
      {
        id: 'save20',
        name: '20% off for 3 months',
        percentOff: '20',
        duration: 'repeating',
        durationInMonths: 3,
      },
      {
        id: 'welcome20',
        name: 'Welcome: 20% off for a year',
        percentOff: '20',
        duration: 'repeating',
        durationInMonths: 12,
      },
      { id: 'first50', name: 'Half off the first invoice', percentOff: '50', duration: 'once' },
      { id: 'take5', name: '$5.00 off', amountOff: 500, currency: 'usd', duration: 'once' },
      { id: 'partner10', name: '10% off for partners', percentOff: '10', duration: 'forever' },
    ],
    promotionCodes: [
      { code: 'SAVE20', coupon: 'save20' },
      { code: 'WELCOME20', coupon: 'welcome20' },
      { code: 'FIRST50', coupon: 'first50', firstTimeTransaction: true },
      { code: 'TAKE5', coupon: 'take5', minimumAmount: { amount: 2_000, currency: 'usd' } },
      { code: 'PARTNER10', coupon: 'partner10' },
      { code: 'SPRING2020', coupon: 'save20', expiresAt: '2020-06-01T00:00:00.000Z' },
    ],
  },
}).catalog;

/** Monthly and yearly prices in several currencies: `price_DemoTeamMonthlyUsd`. Prices in yen include the tax, as they do in Japan. */
function pricesOf(
  plan: string,
  amounts: Record<string, [monthly: number, yearly: number]>,
  scheme: 'flat' | 'per_seat' = 'flat',
) {
  return Object.entries(amounts).flatMap(([currency, [monthly, yearly]]) => {
    const same = { ...inCurrency(currency), scheme };
    const { month, year } = idsOf(plan, currency);
    return [
      { id: month, unitAmount: monthly, interval: 'month' as const, ...same },
      { id: year, unitAmount: yearly, interval: 'year' as const, ...same },
    ];
  });
}

/** What a seat costs up to the 10th, up to the 50th and beyond, by the month; two months of a year are free. */
function graduatedPricesOf(
  plan: string,
  amounts: Record<string, [first: number, next: number, rest: number]>,
) {
  return Object.entries(amounts).flatMap(([currency, [first, next, rest]]) =>
    (['month', 'year'] as const).map((interval) => {
      const months = interval === 'year' ? 10 : 1;
      return {
        id: idsOf(plan, currency)[interval],
        unitAmount: first * months,
        ...inCurrency(currency),
        scheme: 'graduated' as const,
        tiers: [
          { upTo: 10, unitAmount: first * months },
          { upTo: 50, unitAmount: next * months },
          { upTo: null, unitAmount: rest * months },
        ],
        interval,
      };
    }),
  );
}

function idsOf(plan: string, currency: string) {
  const suffix = currency.charAt(0).toUpperCase() + currency.slice(1);
  return { month: `price_Demo${plan}Monthly${suffix}`, year: `price_Demo${plan}Yearly${suffix}` };
}

function inCurrency(currency: string) {
  return { currency, taxBehavior: currency === 'jpy' ? ('inclusive' as const) : ('exclusive' as const) };
}
