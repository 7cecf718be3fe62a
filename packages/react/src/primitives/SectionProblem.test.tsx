import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { errors } from '../words/english/errors.js';
import { section } from '../words/english/section.js';
import { SectionProblem } from './SectionProblem.js';

test.each([
  ['error', 'alert'],
  ['offline', 'status'],
  ['expired', 'status'],
] as const)('[U125] %s is an %s', (state, role) => {
  render(<SectionProblem state={state} failed="It failed." words={{ errors, section }} stale={false} />);
  const roles = ['alert', 'status'].filter((each) => screen.queryByRole(each));
  expect(roles).toEqual([role]);
});
