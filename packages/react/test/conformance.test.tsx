import { describeComponent } from './describeComponent.js';
import { components } from './states.js';

for (const [name, component] of Object.entries(components)) describeComponent(name, component);
