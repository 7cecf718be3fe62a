'use client';
import { forwardRef, type ReactNode } from 'react';
import { Notice } from './Notice.js';

/** What keeps a form from being sent: a list of ways to the fields, above the form, where the focus goes. */
export const FormProblems = forwardRef<HTMLDivElement, FormProblemsProps>(function FormProblems(
  { title, problems, children, action },
  ref,
) {
  return (
    <div ref={ref} tabIndex={-1} className="bf-FormProblems">
      <Notice role="alert" tone="danger" title={title} action={action}>
        {children}
        {problems.length > 0 ? (
          <ul>
            {problems.map(({ id, sentence }) => (
              <li key={id}>
                <a
                  href={`#${id}`}
                  onClick={(event) => {
                    // Many pages keep their own place in the address.
                    event.preventDefault();
                    document.getElementById(id)?.focus();
                  }}
                >
                  {sentence}
                </a>
              </li>
            ))}
          </ul>
        ) : null}
      </Notice>
    </div>
  );
});

/** What is wrong with one field. */
export interface FieldProblem {
  /** Of the control. */
  id: string;
  sentence: ReactNode;
}

interface FormProblemsProps {
  title: ReactNode;
  /** In the order of the fields. */
  problems: readonly FieldProblem[];
  /** What is wrong besides fields. */
  children?: ReactNode;
  action?: ReactNode;
}
