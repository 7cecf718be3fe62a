export { PlanSwitcher, type PlanSwitcherProps } from './PlanSwitcher.js';
export { PlanSwitcherView, type PlanSwitcherViewProps } from './PlanSwitcherView.js';
export type { PaymentMethodSlot } from '../../primitives/AddPaymentMethod.js';
export type { UndoChange } from './ChangeNotices.js';
export type { PlanChangeFacts, PlanChangeProblem, PlanSelection } from './planChangeFacts.js';
