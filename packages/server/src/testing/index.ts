export { asCustomer, type Answer, type SendOptions, type TestCustomer } from './asCustomer.js';
export { createTestPortal, type TestPortal, type TestPortalOptions } from './createTestPortal.js';
export { openTestDatabase, type TestDatabase } from './openTestDatabase.js';
