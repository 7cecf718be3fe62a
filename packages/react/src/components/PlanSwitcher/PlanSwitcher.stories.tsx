import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import type { SectionState } from '../../primitives/sectionState.js';
import { PlanSwitcher } from './PlanSwitcher.js';

/** The true portal in this tab prices and makes the changes: nothing here is written down. */
const meta = {
  title: 'Components/PlanSwitcher',
  component: PlanSwitcher,
  parameters: { portal: { scenario: 'active' } },
  args: { onChanged: fn() },
  argTypes: {
    contactSales: { control: false },
    upgrade: { control: false },
    addPaymentMethod: { control: false },
  },
} satisfies Meta<typeof PlanSwitcher>;
export default meta;

type Story = StoryObj<typeof meta>;
type Play = NonNullable<Story['play']>;

const SLOW = { timeout: 15_000 };

/** Waits until the switcher is in a state; what failed on its way is tried again twice before it is said. */
const until =
  (state: SectionState): Play =>
  async ({ canvasElement }) => {
    // Looked for each time: the frame that comes first gives way to the whole.
    const switcher = () => canvasElement.querySelector('.bf-PlanSwitcher');
    await waitFor(() => expect(switcher()).toHaveAttribute('data-state', state), SLOW);
  };

/** Chooses a plan by its name, and waits for what it costs. */
const choose =
  (plan: RegExp): Play =>
  async (context) => {
    await until('ready')(context);
    await userEvent.click(within(context.canvasElement).getByRole('radio', { name: plan }));
    await priced(context);
  };

/** Waits until what is chosen has its price: what was chosen before it may have been priced on the way. */
const priced: Play = async ({ canvasElement }) => {
  const costs = await within(canvasElement).findByRole('group', { name: 'What this change costs' }, SLOW);
  await waitFor(() => expect(costs).toHaveAttribute('aria-busy', 'false'), SLOW);
};

/** Agrees to a charge and presses the button that names it. */
const pay: Play = async ({ canvasElement }) => {
  const page = within(canvasElement);
  await userEvent.click(page.getByRole('checkbox', { name: /^Charge me/ }));
  await userEvent.click(page.getByRole('button', { name: /^Pay .* and / }));
};

const says = async (canvas: HTMLElement, text: string | RegExp) =>
  // In a sentence that is seen: what is read out says the same.
  expect(await within(canvas).findByText(text, { selector: 'p' }, SLOW)).toBeVisible();

/** What a customer with five seats sees first. */
export const Active: Story = { play: until('ready') };

/** Monthly to yearly: what it costs is said before, agreed to, charged, and true afterwards. */
export const ToYearly: Story = {
  parameters: { portal: { scenario: 'active', isOwn: true } },
  play: async (context) => {
    await until('ready')(context);
    const page = within(context.canvasElement);
    await userEvent.click(page.getByRole('radio', { name: /^Yearly/ }));
    await choose(/^Team/)(context);
    await pay(context);
    await says(context.canvasElement, 'You are on Team now.');
    await expect(context.args.onChanged).toHaveBeenCalledOnce();
    // Which plan one has is told with the plans, which are asked for again.
    await waitFor(
      () => expect(page.getByRole('radio', { name: /^Team Current .* a year$/ })).toBeChecked(),
      SLOW,
    );
  },
};

/** Two seats more, by the buttons. */
export const MoreSeats: Story = {
  parameters: { portal: { scenario: 'active', isOwn: true } },
  play: async (context) => {
    await until('ready')(context);
    const page = within(context.canvasElement);
    await userEvent.click(page.getByRole('button', { name: 'Add one seat' }));
    await userEvent.click(page.getByRole('button', { name: 'Add one seat' }));
    await expect(page.getByRole('spinbutton', { name: 'Seats' })).toHaveValue(7);
    await priced(context);
    await expect(page.getByRole('button', { name: /^Pay \$[\d.]+ and update seats$/ })).toBeVisible();
    await pay(context);
    await says(context.canvasElement, 'You are on Team now.');
  },
};

/** A downgrade waits for the end of the period, and can be undone until then. */
export const Downgrade: Story = {
  parameters: { portal: { scenario: 'yearly', isOwn: true } },
  play: async (context) => {
    await until('ready')(context);
    const page = within(context.canvasElement);
    await choose(/^Starter/)(context);
    await userEvent.click(page.getByRole('button', { name: /^Schedule change for/ }));
    const undo = await page.findByRole('button', { name: /^Undo/ }, SLOW);
    await userEvent.click(undo);
    await waitFor(() => expect(page.queryByRole('button', { name: /^Undo/ })).toBeNull(), SLOW);
  },
};

/** A promotion code: a wrong one is refused where it was entered, a right one shows in what is due. */
export const PromotionCode: Story = {
  parameters: { portal: { scenario: 'active', isOwn: true } },
  play: async (context) => {
    await choose(/^Business/)(context);
    const page = within(context.canvasElement);
    await userEvent.click(page.getByText('Add a promotion code'));
    const field = page.getByRole('textbox', { name: 'Promotion code' });
    await userEvent.type(field, 'NOPE{Enter}');
    await waitFor(() => expect(field).toBeInvalid(), SLOW);
    await userEvent.clear(field);
    await userEvent.type(field, 'save20{Enter}');
    await page.findByText(/^Discount/, {}, SLOW);
    await says(context.canvasElement, /^Code SAVE20 is applied/);
  },
};

/** The bank wants a confirmation, which is drawn into the page. */
export const BankStep: Story = {
  parameters: { portal: { scenario: 'active', isOwn: true, nextCharge: 'requires_action' } },
  play: async (context) => {
    await choose(/^Business/)(context);
    await pay(context);
    await says(context.canvasElement, 'Confirm the payment with your bank');
  },
};

/** The card is refused: what was chosen stays. */
export const Declined: Story = {
  parameters: { portal: { scenario: 'active', isOwn: true, nextCharge: 'fails' } },
  args: { addPaymentMethod: <p>The form of a card stands here.</p> },
  play: async (context) => {
    await choose(/^Business/)(context);
    await pay(context);
    await says(context.canvasElement, 'The payment did not go through. Nothing was changed.');
    await expect(within(context.canvasElement).getByRole('radio', { name: /^Business/ })).toBeChecked();
  },
};

/** Nothing is on file. */
export const NoPaymentMethod: Story = {
  parameters: { portal: { scenario: 'noPaymentMethod' } },
  play: async (context) => {
    await choose(/^Business/)(context);
    await says(context.canvasElement, 'There is no payment method on file.');
  },
};

/** The app has something against it, and says what to do. */
export const BlockedByTheApp: Story = {
  play: async (context) => {
    await choose(/^Starter/)(context);
    await says(context.canvasElement, 'Starter has one seat, and you use 5. Remove members first.');
  },
};

/** A trial, which goes on with the other plan. */
export const Trial: Story = { parameters: { portal: { scenario: 'trialing' } }, play: choose(/^Business/) };

/** Seats by steps. */
export const GraduatedSeats: Story = { parameters: { portal: { scenario: 'seats' } }, play: until('ready') };

/** A discount that is there already. */
export const Discounted: Story = {
  parameters: { portal: { scenario: 'discounted' } },
  play: choose(/^Business/),
};

/** A downgrade that was scheduled before. */
export const Scheduled: Story = {
  parameters: { portal: { scenario: 'scheduledDowngrade' } },
  play: until('ready'),
};

/** A currency without decimals, and tax that is part of the price. */
export const Yen: Story = { parameters: { portal: { scenario: 'jpy' } }, play: choose(/^Team/) };

/** One of several subscriptions, which the customer chooses. */
export const Several: Story = {
  parameters: { portal: { scenario: 'multiSubscription' } },
  play: async (context) => {
    await until('ready')(context);
    await userEvent.click(within(context.canvasElement).getByRole('radio', { name: /^Team, 3 seats/ }));
    await waitFor(
      () => expect(within(context.canvasElement).getByRole('radio', { name: /^Team Current/ })).toBeChecked(),
      SLOW,
    );
  },
};

/** Of several subscriptions one must be chosen first. */
export const NotChosen: Story = {
  parameters: { portal: { scenario: 'multiSubscription' } },
  play: until('ready'),
};

/** What an app store bills is changed there. */
export const ManagedElsewhere: Story = {
  parameters: { portal: { scenario: 'managedExternally' } },
  play: async (context) => {
    await until('ready')(context);
    await within(context.canvasElement).findByRole('link', { name: /^Manage at Example App Store/ });
  },
};

/** Who pays for nothing has no plan to change. */
export const Free: Story = { parameters: { portal: { scenario: 'free' } }, play: until('empty') };

/** Somebody who may look only. */
export const ReadOnly: Story = {
  parameters: { portal: { scenario: 'active', capabilities: ['plans:read', 'subscriptions:read'] } },
  play: async (context) => {
    await until('ready')(context);
    await says(context.canvasElement, 'Plans can’t be changed here.');
  },
};

/** Nothing is known yet; the room is kept. */
export const Loading: Story = {
  parameters: { portal: { scenario: 'active', fault: 'pending' } },
  play: until('loading'),
};

/** The billing company does not answer. */
export const Failed: Story = {
  parameters: { portal: { scenario: 'active', fault: 'unavailable' } },
  play: until('error'),
};

/** No connection. */
export const Offline: Story = {
  parameters: { portal: { scenario: 'active', fault: 'offline' } },
  play: until('offline'),
};

/** The session ended; the host knows where to sign in. */
export const Expired: Story = {
  args: { onSignIn: fn() },
  parameters: { portal: { scenario: 'active', fault: 'expired' } },
  play: until('expired'),
};

/** A session that may not see subscriptions. */
export const Forbidden: Story = {
  parameters: { portal: { scenario: 'active', fault: 'forbidden' } },
  play: until('forbidden'),
};

/** For a page that customers are sent to for this: chosen and priced, and confirmed by nobody but them. */
export const InitialChoice: Story = {
  args: { initialChoice: { price: 'price_DemoBusinessMonthlyUsd' } },
  play: async (context) => {
    await priced(context);
    const page = within(context.canvasElement);
    await expect(page.getByRole('radio', { name: /^Business/ })).toBeChecked();
  },
};
