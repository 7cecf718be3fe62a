// Stands in for Stripe.js, at its address and nowhere else: the browser tests answer https://js.stripe.com with this file.
// It is not Stripe's code and knows nothing of it but what its documentation and types say: it throws where Stripe.js
// refuses what it is given, draws its fields in a frame of its own origin, and keeps what is entered there.
(() => {
  const FIELDS = 'https://js.stripe.com/double/payment-element.html';

  if (location.href.startsWith(FIELDS)) return drawFields();

  /** What happened, for tests to look at. Nothing that was entered is in it. */
  const log = [];
  const refuse = (message) => {
    log.push(`IntegrationError: ${message}`);
    throw Object.assign(new Error(message), { name: 'IntegrationError' });
  };

  // --- What Stripe takes -------------------------------------------------------------------------------------------

  const COLOR =
    /^(#([0-9a-f]{3}|[0-9a-f]{6})|rgb\(\d{1,3}, \d{1,3}, \d{1,3}\)|hsl\(\d{1,3}, \d{1,3}%, \d{1,3}%\))$/i;
  const ALPHA = /^(#([0-9a-f]{4}|[0-9a-f]{8})|rgba\(.*\)|hsla\(.*\))$/i;
  const VARIABLES = new Set(
    `fontFamily fontSizeBase fontSizeSm fontWeightNormal fontWeightMedium fontLineHeight spacingUnit borderRadius colorPrimary
    colorBackground colorText colorTextSecondary colorTextPlaceholder colorSuccess colorDanger colorWarning
    accessibleColorOnColorPrimary accessibleColorOnColorBackground iconColor`.split(/\s+/),
  );
  const PROPERTIES = new Set(
    'backgroundColor border borderColor borderRadius boxShadow color fill fontFamily fontSize fontWeight lineHeight margin opacity outline padding transition'.split(
      ' ',
    ),
  );
  const LOCALES = new Set(
    'auto ar bg cs da de el en en-AU en-CA en-GB en-NZ es es-ES es-419 et fi fil fr fr-CA fr-FR he hr hu id it it-IT ja ko lt lv ms mt nb nl no pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW'.split(
      ' ',
    ),
  );

  function checkAppearance({ theme, variables = {}, rules = {}, ...rest }) {
    for (const name of Object.keys(rest))
      if (!['labels', 'inputs', 'disableAnimations'].includes(name)) refuse(`appearance.${name} is unknown`);
    if (!['stripe', 'night', 'flat', undefined].includes(theme))
      refuse(`appearance.theme ${theme} is unknown`);
    for (const [name, value] of Object.entries(variables)) {
      if (!VARIABLES.has(name)) refuse(`appearance.variables.${name} is unknown`);
      if (/color/i.test(name) && !COLOR.test(value)) {
        refuse(
          ALPHA.test(value) && !/text/i.test(name)
            ? `${name}: ${value} has an alpha channel`
            : `${name}: ${value} is no HEX, rgb(), or hsl() colour`,
        );
      }
      if (/var\(|calc\(|rem$/.test(value) && name !== 'fontFamily')
        refuse(`${name}: ${value} is not resolved`);
    }
    for (const [selector, rule] of Object.entries(rules)) {
      if (!/^\.[A-Z]\w+(--\w+)?(:[\w-]+)?$/.test(selector))
        refuse(`${selector} is no selector of the Appearance API`);
      for (const [property, value] of Object.entries(rule)) {
        if (!PROPERTIES.has(property)) refuse(`${selector} ${property} is not supported`);
        if (/color$/i.test(property) && !COLOR.test(value)) refuse(`${selector} ${property}: ${value}`);
        if (/(oklch|oklab|color|var|light-dark)\(/.test(value)) refuse(`${selector} ${property}: ${value}`);
      }
    }
  }

  function checkGroup(options, isUpdate) {
    const known = [
      'mode',
      'currency',
      'setupFutureUsage',
      'allowedPaymentMethodTypes',
      'locale',
      'appearance',
      'fonts',
    ];
    for (const name of Object.keys(options))
      if (!known.includes(name)) refuse(`elements(): ${name} is unknown`);
    if (!isUpdate && options.mode !== 'setup') refuse('elements(): neither a clientSecret nor mode: setup');
    if ('currency' in options && !/^[a-z]{3}$/.test(options.currency))
      refuse(`currency: ${options.currency}`);
    if ('locale' in options && !LOCALES.has(options.locale)) refuse(`locale: ${options.locale}`);
    if (options.appearance) checkAppearance(options.appearance);
  }

  function checkElement(type, options, isUpdate) {
    if (type !== 'payment') refuse(`elements.create(): ${type} is not stood in for`);
    const known = ['layout', 'readOnly', 'terms', 'defaultValues'];
    for (const name of Object.keys(options)) if (!known.includes(name)) refuse(`payment: ${name} is unknown`);
    if (isUpdate && 'layout' in options && typeof options.layout !== 'object')
      refuse('layout can not be updated');
    const details = options.defaultValues ?? {};
    if (Object.keys(details).some((name) => name !== 'billingDetails'))
      refuse('no card data is taken from the page');
  }

  // --- Stripe ------------------------------------------------------------------------------------------------------

  /** The intents that were confirmed, by their secret. */
  const intents = new Map();
  const intentOf = (clientSecret) => {
    const id = String(clientSecret).split('_secret_')[0];
    const intent = intents.get(id) ?? { id, client_secret: clientSecret, status: 'requires_payment_method' };
    intents.set(id, intent);
    return intent;
  };

  function Stripe(key, options = {}) {
    if (!/^pk_(test|live)_/.test(key)) refuse(`${key} is no publishable key`);
    for (const name of Object.keys(options)) if (name !== 'stripeAccount') refuse(`Stripe(): ${name}`);
    log.push(`Stripe ${key}${options.stripeAccount ? ` ${options.stripeAccount}` : ''}`);
    return {
      _registerWrapper() {},
      registerAppInfo() {},
      createToken() {},
      createPaymentMethod() {
        refuse('createPaymentMethod() is not how a Payment Element is confirmed');
      },
      confirmCardPayment() {
        refuse('confirmCardPayment() is not how a Payment Element is confirmed');
      },
      elements: makeGroup,
      confirmSetup,
      handleNextAction,
    };
  }
  Stripe.version = 'endive';

  function makeGroup(options) {
    checkGroup(options, false);
    log.push(`elements ${JSON.stringify({ ...options, appearance: undefined })}`);
    state.appearance = options.appearance;
    let element = null;
    const group = {
      update(changes) {
        checkGroup(changes, true);
        if (changes.appearance) state.appearance = changes.appearance;
        log.push(`update ${Object.keys(changes).join(' ')}`);
        group.isSubmitted = false;
      },
      create(type, given = {}) {
        checkElement(type, given, false);
        if (element) refuse('elements.create(): there is a Payment Element already');
        log.push('create payment');
        element = makeElement(
          given,
          () => {
            group.isSubmitted = false;
          },
          () => {
            element = null;
          },
        );
        return element;
      },
      getElement: () => element,
      async submit() {
        if (!element) refuse('elements.submit(): there is no element');
        log.push('submit');
        const { result, error } = await element.ask();
        group.isSubmitted = !error;
        return error ? { error } : { selectedPaymentMethod: result.type };
      },
      isSubmitted: false,
      token: () => element.ask(),
    };
    return group;
  }

  function makeElement(options, onEntry, onDestroy) {
    const listeners = new Map();
    const emit = (event, detail) => listeners.get(event)?.forEach((listener) => listener(detail));
    const waiting = new Map();
    const frame = document.createElement('iframe');
    frame.title = 'Secure payment input frame';
    frame.style.cssText = 'border: 0; width: 100%; height: 320px; display: block';
    frame.allow = 'payment *';
    let asked = 0;

    const tell = (message) => frame.contentWindow?.postMessage(message, 'https://js.stripe.com');
    function listen({ source, origin, data }) {
      if (source !== frame.contentWindow || origin !== 'https://js.stripe.com') return;
      if (data.type === 'ready') {
        tell({ type: 'options', options });
        emit('ready', { elementType: 'payment' });
      }
      if (data.type === 'change') {
        onEntry();
        emit('change', { elementType: 'payment', ...data.entered });
      }
      if (data.type === 'answer') waiting.get(data.id)?.(data);
    }

    return {
      on: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
      once: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
      off: (event, listener) =>
        listeners.set(
          event,
          (listeners.get(event) ?? []).filter((one) => one !== listener),
        ),
      update(changes) {
        checkElement('payment', changes, true);
        options = { ...options, ...changes };
        tell({ type: 'options', options });
      },
      mount(place) {
        log.push('mount');
        addEventListener('message', listen);
        if (state.loadError)
          return setTimeout(() => emit('loaderror', { elementType: 'payment', error: state.loadError }));
        frame.src = FIELDS;
        place.append(frame);
      },
      destroy() {
        log.push('destroy');
        removeEventListener('message', listen);
        frame.remove();
        onDestroy();
      },
      unmount() {
        frame.remove();
      },
      focus() {
        frame.focus();
        tell({ type: 'focus' });
      },
      blur() {},
      clear() {},
      ask: () =>
        new Promise((resolve) => {
          asked += 1;
          waiting.set(asked, resolve);
          tell({ type: 'ask', id: asked });
        }),
    };
  }

  async function confirmSetup({ elements, clientSecret, confirmParams = {}, redirect, ...rest }) {
    if (Object.keys(rest).length > 0) refuse(`confirmSetup(): ${Object.keys(rest).join(', ')}`);
    if (!elements) refuse('confirmSetup(): no elements');
    if (!/^seti_\w+_secret_\w+$/.test(clientSecret))
      refuse('confirmSetup(): no clientSecret of a SetupIntent');
    if (!confirmParams.return_url) refuse('confirmSetup(): a return_url is required');
    for (const name of Object.keys(confirmParams))
      if (name !== 'return_url') refuse(`confirmSetup(): ${name} is not for a page to give`);
    if (redirect !== 'if_required') refuse('confirmSetup(): it would leave the page for every card');
    if (!elements.isSubmitted) refuse('elements.submit() must be called before stripe.confirmSetup()');
    elements.isSubmitted = false;
    log.push('confirmSetup');

    const intent = intentOf(clientSecret);
    if (state.isOffline) return { error: { type: 'api_connection_error', message: 'No connection.' } };
    if (intent.status === 'succeeded') {
      return {
        error: {
          type: 'invalid_request_error',
          code: 'setup_intent_unexpected_state',
          setup_intent: { ...intent },
        },
      };
    }
    const { result } = await elements.token();
    return settle(intent, result.behaviour);
  }

  /** Whatever a test has put behind Stripe.js hears of what was confirmed, as Stripe would. */
  const tellStripe = (...what) => window.stripeBehindDouble?.(...what);

  async function settle(intent, behaviour) {
    if (behaviour === 'asks') {
      const isConfirmed = await askBank();
      await tellStripe(intent.client_secret, behaviour, isConfirmed);
      if (!isConfirmed) {
        const error = { type: 'invalid_request_error', code: 'setup_intent_authentication_failure' };
        Object.assign(intent, { status: 'requires_payment_method', last_setup_error: error });
        return { error: { ...error, setup_intent: { ...intent } } };
      }
    } else await tellStripe(intent.client_secret, behaviour, null);
    if (behaviour in DECLINES) {
      const error = { type: 'card_error', ...DECLINES[behaviour] };
      Object.assign(intent, { status: 'requires_payment_method', last_setup_error: error });
      return { error: { ...error, setup_intent: { ...intent } } };
    }
    intent.status = behaviour === 'debit' ? 'processing' : 'succeeded';
    if (state.losesAnswers) return { error: { type: 'api_connection_error', message: 'No answer.' } };
    return { setupIntent: { ...intent } };
  }

  const DECLINES = {
    declined: { code: 'card_declined', decline_code: 'generic_decline' },
    poor: { code: 'card_declined', decline_code: 'insufficient_funds' },
  };

  /** The bank's step, as Stripe draws it: by itself, above everything. */
  function askBank() {
    return new Promise((resolve) => {
      const bank = document.createElement('div');
      bank.setAttribute('role', 'dialog');
      bank.setAttribute('aria-label', 'Stripe 3-D Secure');
      for (const [name, isConfirmed] of [
        ['Complete', true],
        ['Fail', false],
      ]) {
        const button = document.createElement('button');
        button.textContent = name;
        button.addEventListener('click', () => {
          bank.remove();
          resolve(isConfirmed);
        });
        bank.append(button);
      }
      document.body.append(bank);
    });
  }

  async function handleNextAction({ clientSecret, ...rest }) {
    if (Object.keys(rest).length > 0) refuse(`handleNextAction(): ${Object.keys(rest).join(', ')}`);
    log.push('handleNextAction');
    const kind = clientSecret.startsWith('pi_') ? 'paymentIntent' : 'setupIntent';
    const isConfirmed = await askBank();
    await tellStripe(clientSecret, 'asks', isConfirmed);
    if (isConfirmed) return { [kind]: { id: clientSecret.split('_secret_')[0], status: 'succeeded' } };
    const failed = { status: 'requires_payment_method' };
    return {
      error: {
        type: 'invalid_request_error',
        code: 'payment_intent_authentication_failure',
        [kind === 'paymentIntent' ? 'payment_intent' : 'setup_intent']: failed,
      },
    };
  }

  const state = { log, isOffline: false, losesAnswers: false, loadError: null, appearance: null };
  window.Stripe = Stripe;
  /** For tests only; Stripe.js has nothing of the kind. */
  window.stripeDouble = state;

  // --- The page in the frame ---------------------------------------------------------------------------------------

  function drawFields() {
    const numbers = {
      4242424242424242: 'pays',
      5555555555554444: 'pays',
      4000000000000002: 'declined',
      4000000000009995: 'poor',
      4000002500003155: 'asks',
      4000008400001629: 'asks',
      DE89370400440532013000: 'debit',
    };
    const digits = (text) => text.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
    addEventListener('DOMContentLoaded', () => {
      document.body.innerHTML = `
        <fieldset><label><input type="radio" name="kind" value="card" checked> Card</label>
        <label><input type="radio" name="kind" value="sepa_debit"> SEPA Debit</label>
        <div id="card"><p><label>Card number <input id="number"></label></p><p><label>Expiry date <input id="expiry"></label></p>
        <p><label>Security code <input id="cvc"></label></p></div>
        <div id="sepa_debit" hidden><p><label>IBAN <input id="iban"></label></p><p><label>Account holder <input id="holder"></label></p>
        <p><label>Email <input id="email"></label></p><p class="mandate">By providing your payment information, you authorize the debit.</p></div>
        <p id="problem" role="alert"></p></fieldset>`;
      const of = (id) => document.getElementById(id).value;
      const kind = () => document.querySelector(':checked').value;
      const isComplete = () =>
        kind() === 'card'
          ? digits(of('number')).length > 14 && digits(of('expiry')).length === 4 && of('cvc').length > 2
          : digits(of('iban')).length > 14 && of('holder') !== '' && of('email').includes('@');
      const say = (message) => parent.postMessage(message, '*');
      addEventListener('input', () => {
        for (const name of ['card', 'sepa_debit']) document.getElementById(name).hidden = name !== kind();
        say({
          type: 'change',
          entered: { complete: isComplete(), empty: false, collapsed: false, value: { type: kind() } },
        });
      });
      addEventListener('message', ({ data, source }) => {
        if (source !== parent) return;
        if (data.type === 'options')
          document.querySelector('fieldset').disabled = data.options.readOnly === true;
        if (data.type === 'focus') document.getElementById(kind() === 'card' ? 'number' : 'iban').focus();
        if (data.type === 'ask') {
          const behaviour = numbers[digits(of(kind() === 'card' ? 'number' : 'iban'))];
          const isRight = isComplete() && behaviour !== undefined;
          document.getElementById('problem').textContent = isRight ? '' : 'Your card number is incomplete.';
          if (!isRight) document.querySelector('input:not([type=radio])').focus();
          say(
            isRight
              ? { type: 'answer', id: data.id, result: { type: kind(), behaviour } }
              : {
                  type: 'answer',
                  id: data.id,
                  error: { type: 'validation_error', code: 'incomplete_number' },
                },
          );
        }
      });
      say({ type: 'ready' });
    });
  }
})();
