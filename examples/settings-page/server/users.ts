/** Somebody who can sign in to this app. Billing is not theirs but their account's, as in most apps. */
export interface User {
  id: string;
  name: string;
  email: string;
  /** This app's own id of who pays: the `reference` of a customer in `billing.json`. */
  account: string;
  accountName: string;
}

/** In an app of yours this is a table. */
export const users: readonly User[] = [
  {
    id: 'user_ada',
    name: 'Ada Example',
    email: 'ada@example.com',
    account: 'acct_studio',
    accountName: 'Example Studio',
  },
  {
    id: 'user_linus',
    name: 'Linus Sample',
    email: 'linus@example.com',
    account: 'acct_workshop',
    accountName: 'Sample Workshop GmbH',
  },
  {
    id: 'user_grace',
    name: 'Grace Demo',
    email: 'grace@example.com',
    account: 'acct_bakery',
    accountName: 'Demo Bakery',
  },
];

/** How many people each account has. Nobody of them may lose their seat by a change of plan. */
export const peopleIn: Readonly<Record<string, number>> = {
  acct_studio: 3,
  acct_workshop: 9,
  acct_bakery: 2,
};
