/** Every variable that `readSettings` reads, for whoever sets up a server. */
export const SETTINGS_HELP = `
Settings are environment variables:

  PORT                     8787
  BILLFOLD_HOST            127.0.0.1; 0.0.0.0 to be reached from other machines
  BILLFOLD_PUBLIC_URL      http://localhost and the port
  BILLFOLD_FIELDS_PORT     one more than PORT; where the page for test payment methods listens
  BILLFOLD_FIELDS_URL      http://localhost and that port; another origin than BILLFOLD_PUBLIC_URL
  BILLFOLD_DATABASE_URL    postgres://user:password@host:5432/database; unset: an embedded database
  BILLFOLD_DATA_DIR        .billfold, where the embedded database lives
  BILLFOLD_ENCRYPTION_KEY  32 bytes in base64, the same for all servers; the embedded database has one beside it
  BILLFOLD_PROVIDER        sandbox, or stripe
  STRIPE_SECRET_KEY        with stripe: a restricted or secret key; a live one makes the default project live
  STRIPE_PUBLISHABLE_KEY   of the same mode; unset: customers can put no payment methods on file
  STRIPE_WEBHOOK_SECRET    whsec_…, of the endpoint for Stripe's events; two with a comma while it is exchanged
  STRIPE_API_URL           a test double of Stripe on this machine
  STRIPE_SUPPRESS_NOTICES  true: what Stripe has to say of the integration is not logged
  BILLFOLD_SANDBOX_DATA    a JSON file with the sandbox's catalogue and customers
  BILLFOLD_SECRET_KEY      made at the first start, and printed once
  BILLFOLD_RETURN_ORIGINS  origins that customers may return to, separated by commas; in test mode localhost, too
  BILLFOLD_EMBED_ORIGINS   origins whose pages may embed the portal, separated by commas; in test mode localhost, too
  BILLFOLD_PLAN_CHECK_URL, BILLFOLD_PLAN_CHECK_SECRET
                           where your app says whether a change of plan is possible, and what that is signed with
  BILLFOLD_TRUSTED_PROXIES addresses of the proxies in front, 10.0.0.0/8, separated by commas; they name who asks
  BILLFOLD_RATE_LIMITS     on; off where something in front limits requests
  BILLFOLD_LOG_LEVEL       info (trace, debug, info, warn, error, silent)
`;
