import '@testing-library/jest-dom/vitest';
import { configure } from '@testing-library/react';

// Tests that run the real portal wait for it; on a busy machine a second is not enough.
configure({ asyncUtilTimeout: 10_000 });
