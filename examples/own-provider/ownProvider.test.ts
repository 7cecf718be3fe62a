import { describeProvider } from '@billfold/server/conformance';
import { openUnderTest } from './openUnderTest.js';

describeProvider('[O1] own', () => openUnderTest());
