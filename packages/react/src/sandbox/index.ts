export { SandboxPanel, type SandboxPanelProps } from './SandboxPanel.js';
export { SandboxPanelView, type SandboxPanelViewProps } from './SandboxPanelView.js';
export { sandboxAuthenticate } from './sandboxAuthenticate.js';
export { sandboxWords, type SandboxWords } from './sandboxWords.js';
export { nextDue, type DueEvent } from './nextDue.js';
export { sandboxFields } from '../payment-fields/sandbox/sandboxFields.js';
