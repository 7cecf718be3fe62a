export { stripeFields } from '../payment-fields/stripe/stripeFields.js';
