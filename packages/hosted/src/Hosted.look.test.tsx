import type { Customer, InputOf, Session, updateBranding } from '@billfold/contract';
import { createTestPortal, type TestPortal } from '@billfold/server/testing';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openBrowser, sayingOfSessions, type Browser } from '../test/openBrowser.js';

let portal: TestPortal;
let browser: Browser;
let customer: Customer;

beforeAll(async () => {
  portal = await createTestPortal();
  customer = await portal.createScenario('active');
});
beforeEach(() => {
  browser = openBrowser(portal);
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(() => portal.close());

const link = (options?: Parameters<TestPortal['createLink']>[1]) => portal.createLink(customer.id, options);
const opened = () => screen.findByRole('link', { name: /Return to/ });
const ended = () => screen.findByRole('heading', { name: 'This session has ended' });

/** Answers sessions with what this portal itself would never say. */
function answerSessionWith(change: (session: Session) => Session): void {
  browser = openBrowser(sayingOfSessions(portal, change));
}

describe('the look of the page', () => {
  const look = {
    displayName: 'Tidewater',
    logo: 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    accent: '#0f766e',
    radius: 4,
    font: 'humanist' as const,
    supportUrl: 'mailto:help@example.com',
    privacyUrl: 'https://example.com/privacy',
    termsUrl: 'https://example.com/terms',
  };
  const plain = {
    displayName: 'Example App',
    logo: null,
    accent: null,
    radius: null,
    font: null,
    supportUrl: null,
    privacyUrl: null,
    termsUrl: null,
  };

  async function openWith(branding: InputOf<typeof updateBranding>): Promise<HTMLElement> {
    await portal.merchant('PATCH', '/v1/branding', branding);
    const { url } = await link();
    browser.visit(url);
    await opened();
    return document.querySelector<HTMLElement>('.hosted-page')!;
  }
  afterEach(() => portal.merchant('PATCH', '/v1/branding', plain));

  test('[P13] it is named and coloured after the project, and links to its pages', async () => {
    const page = await openWith(look);
    expect(document.title).toBe('Billing · Tidewater');
    expect(within(page).getByRole('img', { name: 'Tidewater' })).toHaveAttribute(
      'src',
      expect.stringMatching(/^\/logos\/[0-9a-f]{64}$/),
    );
    expect(page.style.getPropertyValue('--bf-accent')).toBe('#0f766e');
    expect(page.style.getPropertyValue('--bf-radius')).toBe('4px');
    expect(page.style.getPropertyValue('--bf-font')).toMatch(/^seravek, .*sans-serif$/);
    const footer = within(screen.getByRole('contentinfo'));
    expect(footer.getAllByRole('link').map((it) => [it.textContent, it.getAttribute('href')])).toEqual([
      ['Support', look.supportUrl],
      ['Privacy', look.privacyUrl],
      ['Terms', look.termsUrl],
    ]);
  });

  test('[P13] a project without a look of its own is named in words, and links nowhere', async () => {
    const page = await openWith({ displayName: 'Tidewater' });
    expect(within(page).getByText('Tidewater')).toBeVisible();
    expect(page.getAttribute('style')).toBeNull();
    expect(screen.queryByRole('contentinfo')).toBeNull();
  });

  test('[P14] what is in the database in spite of every check changes nothing', async () => {
    const { url } = await link();
    // The server tells no such branding, so it can only be answered in the server's place.
    answerSessionWith((session) => ({
      ...session,
      returnUrl: 'javascript:alert(1)',
      branding: {
        ...session.branding,
        accent: 'red;background:url(//x.test)',
        radius: 99,
        font: 'x;background:url(//x.test)' as never,
        logoUrl: 'javascript:alert(1)',
        supportUrl: 'javascript:alert(1)',
        headline: '<img src=//x.test>',
      },
    }));
    browser.visit(url);
    await screen.findByText('Example App');
    const page = document.querySelector<HTMLElement>('.hosted-page')!;
    expect(page.getAttribute('style')).toBeNull();
    expect(document.documentElement.outerHTML).not.toMatch(/javascript:|url\(/);
    // What is text stays text.
    expect(screen.getByText('<img src=//x.test>')).toBeVisible();
    expect(screen.queryByRole('img')).toBeNull();
    expect(screen.queryByRole('link', { name: /Return|Support/ })).toBeNull();
  });

  test('[P45] the headline of the configuration stands above all sections', async () => {
    const { url } = await link();
    answerSessionWith((session) => ({
      ...session,
      branding: { ...session.branding, headline: 'Workspace North' },
    }));
    browser.visit(url);
    await opened();
    const headline = screen.getByText('Workspace North');
    const following = headline.compareDocumentPosition(screen.getByRole('region', { name: 'Plan' }));
    expect(following & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  describe('[P46] in the look of the project, before anybody is known', () => {
    const written = JSON.stringify({ ...look, logo: undefined, logoUrl: null });
    beforeEach(() => {
      document.documentElement.dataset['branding'] = written;
    });
    afterEach(() => {
      delete document.documentElement.dataset['branding'];
    });
    const expectLook = () => {
      const page = document.querySelector<HTMLElement>('.hosted-page')!;
      expect(page.style.getPropertyValue('--bf-accent')).toBe('#0f766e');
      expect(within(page).getByText('Tidewater')).toBeVisible();
      expect(screen.getByRole('link', { name: 'Support' })).toHaveAttribute('href', look.supportUrl);
    };

    test('the page waits, opens and says that it can not be reached', async () => {
      const { url } = await link();
      browser.visit(url, { click: false });
      await screen.findByRole('heading', { name: 'Open your billing' });
      expectLook();

      let refuse: (reason: Error) => void = () => {};
      browser.answerWith(() => new Promise((_, reject) => (refuse = reject)));
      await userEvent.click(screen.getByRole('button', { name: 'Continue' }));
      await screen.findByText('Opening your billing');
      expectLook();
      await waitFor(() => expect(browser.sent).toHaveLength(1));
      refuse(new TypeError('Failed to fetch'));
      await screen.findByRole('heading', { name: 'Your billing could not be opened' });
      expectLook();
    });

    test('a link that opens nothing says so, with whom to ask', async () => {
      browser.visit(`${portal.url}/session/bps_unknown#lc_${'a'.repeat(49)}`);
      await ended();
      expectLook();
    });

    test('what is hostile in it changes nothing', async () => {
      const hostile = {
        ...look,
        accent: '#fff;x',
        radius: 1e9,
        font: 'constructor',
        logoUrl: '//x.test/a.png',
      };
      document.documentElement.dataset['branding'] = JSON.stringify({
        ...hostile,
        supportUrl: 'javascript:alert(1)',
      });
      browser.visit(`${portal.url}/session/`);
      await ended();
      const page = document.querySelector<HTMLElement>('.hosted-page')!;
      expect(page.getAttribute('style')).toBeNull();
      expect(screen.queryByRole('img')).toBeNull();
      expect(screen.queryByRole('link', { name: 'Support' })).toBeNull();
    });
  });
});
