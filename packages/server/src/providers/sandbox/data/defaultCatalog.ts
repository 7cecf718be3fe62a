import { parseSandboxData, type ParsedCatalog } from './SandboxData.js';

/** What a sandbox sells in which nobody has put anything on offer: three plans in three currencies, made up. */
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
  },
}).catalog;

/** Monthly and yearly prices in several currencies: `price_DemoTeamMonthlyUsd`. Prices in yen include the tax, as they do in Japan. */
function pricesOf(
  plan: string,
  amounts: Record<string, [monthly: number, yearly: number]>,
  scheme: 'flat' | 'per_seat' = 'flat',
) {
  return Object.entries(amounts).flatMap(([currency, [monthly, yearly]]) => {
    const suffix = currency.charAt(0).toUpperCase() + currency.slice(1);
    const taxBehavior = currency === 'jpy' ? ('inclusive' as const) : ('exclusive' as const);
    const same = { currency, scheme, taxBehavior };
    return [
      { id: `price_Demo${plan}Monthly${suffix}`, unitAmount: monthly, interval: 'month' as const, ...same },
      { id: `price_Demo${plan}Yearly${suffix}`, unitAmount: yearly, interval: 'year' as const, ...same },
    ];
  });
}
