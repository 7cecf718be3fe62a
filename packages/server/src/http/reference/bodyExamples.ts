/** Bodies of operations that ask for more than a schema can say, such as exactly one of three fields. */
export const bodyExamples: Record<string, object> = {
  createPortalSession: { customerReference: 'user-17', returnUrl: 'https://app.example.com/billing' },
  revokePortalSessions: { customer: 'cus_3nXyT0aD' },
};
