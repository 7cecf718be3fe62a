'use client';
import { notePortalOpened } from '@billfold/hooks';
import { clsx } from 'clsx/lite';
import {
  forwardRef,
  useEffect,
  useRef,
  useState,
  type ComponentPropsWithoutRef,
  type ReactNode,
} from 'react';
import { colorSchemeOf, useDisplay } from '../../display.js';
import { Button, type ButtonProps } from '../../primitives/Button.js';
import { manageBilling } from '../../words/english/manageBilling.js';
import { useWords } from '../../words/useWords.js';
import type { WordsOverride } from '../../words/Words.js';
import { openPortal, type PortalFailure, type PortalFlow, type PortalHeaders } from './openPortal.js';

const english = { manageBilling };

/**
 * The way to the hosted portal. Needs nothing but the app's own route (`billingRoute` of `@billfold/sdk`): no root, no
 * query library, and no script either. It is a form that posts to the route, which answers with a redirect; where
 * scripts run it asks for the link by itself, and can say what went wrong.
 */
export const ManageBillingButton = forwardRef<HTMLFormElement, ManageBillingButtonProps>(
  function ManageBillingButton(
    {
      action,
      returnUrl,
      configuration,
      flow,
      headers,
      onUnauthorized,
      onNoCustomer,
      variant = 'primary',
      disabled,
      words,
      className,
      children,
      ...rest
    },
    ref,
  ) {
    const { manageBilling: say } = useWords(english, words);
    const display = useDisplay();
    const [state, setState] = useState<ButtonState>('ready');
    const isBusy = state === 'busy';
    // Set at once, where state waits for the next render: the second click of a double click finds it.
    const request = useRef<object | null>(null);

    useEffect(() => {
      // The page comes back from the back-forward cache just as it was left: busy.
      const restore = (event: PageTransitionEvent) => {
        if (event.persisted) settle('ready');
      };
      addEventListener('pageshow', restore);
      return () => {
        removeEventListener('pageshow', restore);
        // Who has gone on to something else must not be taken away from it.
        request.current = null;
      };
    }, []);

    function settle(next: ButtonState) {
      request.current = null;
      setState(next);
    }

    async function open() {
      if (request.current) return;
      const own = (request.current = {});
      setState('busy');
      const opened = await openPortal(
        action,
        { returnUrl: returnUrl ?? location.href, configuration, flow },
        headers,
      );
      if (request.current !== own) return;

      if (typeof opened === 'string') {
        settle(opened);
        if (opened === 'unauthorized') onUnauthorized?.();
        if (opened === 'noCustomer') onNoCustomer?.();
      } else {
        // It stays busy: going there takes its time, and a second click would make a second session.
        notePortalOpened();
        location.assign(opened);
      }
    }

    return (
      <form
        {...rest}
        ref={ref}
        method="post"
        action={action}
        className={clsx('bf-root bf-ManageBillingButton', className)}
        data-state={state}
        data-color-scheme={colorSchemeOf(display)}
        onSubmit={(event) => {
          rest.onSubmit?.(event);
          // Somebody else handles it.
          if (event.defaultPrevented) return;
          // It goes to another tab, which only the browser itself can open.
          if (rest.target && rest.target !== '_self') notePortalOpened();
          else {
            event.preventDefault();
            void open();
          }
        }}
      >
        {returnUrl && <input type="hidden" name="returnUrl" value={returnUrl} />}
        {configuration && <input type="hidden" name="configuration" value={configuration} />}
        {flow && <input type="hidden" name="flow" value={JSON.stringify(flow)} />}
        <Button type="submit" variant={variant} disabled={disabled} busy={isBusy}>
          {children ?? say.label}
        </Button>
        <output className="bf-VisuallyHidden">{isBusy ? say.busy : ''}</output>
        {state === 'ready' || isBusy ? null : (
          <p role="alert" className="bf-ManageBillingButton-problem">
            {say[state]}{' '}
            {state === 'failed' && (
              <Button type="submit" variant="quiet">
                {say.retry}
              </Button>
            )}
          </p>
        )}
      </form>
    );
  },
);

type ButtonState = 'ready' | 'busy' | PortalFailure;

export interface ManageBillingButtonProps extends Omit<
  ComponentPropsWithoutRef<'form'>,
  'action' | 'method'
> {
  /** The app's route that answers with a link, such as `/api/billing/portal`. */
  action: string;
  /** Where the portal leads back to; an absolute URL. Needed where no scripts run. @default this page */
  returnUrl?: string;
  /** The portal configuration by which the session is made. @default that of the route */
  configuration?: string;
  /** What the customer is sent there for, such as `{ type: 'payment_method_update' }`; all else is hidden. @default whatever they like */
  flow?: PortalFlow;
  /** Sent along where scripts run, for an app that signs its calls: an `Authorization` header, or a function that makes one. */
  headers?: PortalHeaders;
  /** Called when nobody is signed in (401): the moment to go to the sign-in page. */
  onUnauthorized?: () => void;
  /** Called when there is no such customer yet (404): the moment to show the prices. */
  onNoCustomer?: () => void;
  /** @default 'primary' */
  variant?: ButtonProps['variant'];
  disabled?: boolean;
  words?: WordsOverride;
  /** The words on the button. @default "Manage billing" */
  children?: ReactNode;
}
