'use client';
import type { FieldsConfirmation, PaymentFieldsHandle } from '@billfold/hooks';
import { setupOf } from '@billfold/hooks/sandbox';
import { useEffect, useRef, useState } from 'react';
import { readFieldsTheme, watchFieldsTheme } from '../fieldsTheme.js';
import type { PaymentFieldsProps } from '../PaymentFields.js';
import { useFieldsState } from '../useFieldsState.js';
import { useLatest } from '../useLatest.js';
import { confirmSetup } from './confirmSetup.js';
import { holderToSay } from './messages.js';
import { flatTheme, openFrame, type CardPage } from './openFrame.js';

/** What a frame that was loaded has time to begin: one that says nothing then is an error page of the browser's. */
const BEGIN_WITHIN = 3000;

/** The card page of the sandbox, on its own origin. */
export function SandboxFields(props: PaymentFieldsProps) {
  const { settings, label, disabled } = props;
  const latest = useLatest(props);
  const place = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const page = useRef<CardPage | null>(null);
  const [height, setHeight] = useState<number>();
  const [isOpen, setOpen] = useState(false);
  const tell = useFieldsState(latest);
  const { url } = settings;

  useEffect(() => {
    const { current: here } = place;
    const { current: element } = frame;
    if (!here || !element) return;
    if (!url || !isElsewhere(url)) return tell({ status: 'failed', reason: 'error' });
    let begins: ReturnType<typeof setTimeout> | undefined;
    let hasBegun = false;

    const onSilent = () => tell({ status: 'failed', reason: 'error' });
    const opened = openFrame(element, url, onSilent, (heard) => {
      switch (heard.type) {
        case 'ready': {
          hasBegun = true;
          clearTimeout(begins);
          const { locale: at, holder } = latest.current;
          opened.say({
            type: 'init',
            locale: at,
            holder: holderToSay(holder ?? ''),
            theme: flatTheme(readFieldsTheme(here)),
          });
          return setOpen(true);
        }
        case 'resize':
          setHeight(heard.height);
          // Not before there is something to be seen.
          return tell({ status: 'ready', handle });
        case 'change':
          return latest.current.onChange({ complete: heard.complete, kind: heard.kind });
      }
    });
    page.current = opened;
    const handle = handleOf(opened, () => element.focus());
    const unwatch = watchFieldsTheme(here, (theme) => opened.say({ type: 'theme', theme: flatTheme(theme) }));

    const onLoad = () => {
      // Its scripts have run by then, so that it may have been heard of before.
      if (hasBegun) return;
      begins = setTimeout(() => tell({ status: 'failed', reason: 'blocked' }), BEGIN_WITHIN);
    };
    element.addEventListener('load', onLoad, { once: true });
    return () => {
      clearTimeout(begins);
      element.removeEventListener('load', onLoad);
      unwatch();
      opened.close();
      page.current = null;
      setOpen(false);
    };
  }, [url, latest, tell]);

  useEffect(() => {
    if (isOpen) page.current?.say({ type: 'lock', locked: disabled });
  }, [isOpen, disabled]);

  return (
    <div ref={place} className="bf-PaymentFields">
      <iframe
        ref={frame}
        title={label}
        className="bf-PaymentFields-frame"
        style={{ blockSize: height }}
        // Scripts, and an origin, by which it is known. No forms, no windows, no way to lead this page away.
        // oxlint-disable-next-line react/iframe-missing-sandbox -- both together are safe: it is another origin than ours
        sandbox="allow-scripts allow-same-origin"
        allow=""
        referrerPolicy="no-referrer"
      />
    </div>
  );
}

/** Whether an address is of another origin: on this page's own, the frame could read the page, and the page the frame. */
function isElsewhere(url: string): boolean {
  try {
    const { protocol, origin } = new URL(url);
    // Scripts and data in an address are run by whoever opens it, and have no origin to be told apart by.
    return /^https?:$/.test(protocol) && origin !== location.origin;
  } catch {
    return false;
  }
}

/** @param enter puts the focus into the frame: a frame can not take it by itself in every browser */
function handleOf(page: CardPage, enter: () => void): PaymentFieldsHandle {
  // What was sent for an intent stays known: sent again, it is the same.
  let setup: { clientSecret: string; confirm: ReturnType<typeof setupOf> } | null = null;
  return {
    async validate() {
      const isRight = (await page.ask()) !== null;
      if (!isRight) enter();
      return isRight;
    },
    async confirm({ clientSecret, client, ...step }): Promise<FieldsConfirmation> {
      const entry = await page.ask();
      if (!entry) return { status: 'invalid' };
      if (setup?.clientSecret !== clientSecret)
        setup = { clientSecret, confirm: setupOf(client, clientSecret) };
      return confirmSetup(setup.confirm, entry, step);
    },
    focus() {
      enter();
      page.say({ type: 'focus' });
    },
  };
}
