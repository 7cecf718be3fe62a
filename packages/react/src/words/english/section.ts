/** What every section of the kit can say. */
export const section = {
  retry: 'Try again',
  refreshing: 'Updating…',
  /** Of data that is shown but could not be asked for again. */
  stale: 'This may be out of date.',
  offline: 'You are offline.',
  expired: 'Your session ended.',
  expiredAdvice: 'Sign in again to see this.',
  signIn: 'Sign in again',
  /** What support asks for. */
  reference: (requestId: string) => `Reference: ${requestId}`,
};
