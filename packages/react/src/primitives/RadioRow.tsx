'use client';
import { forwardRef, useId, type ComponentPropsWithoutRef, type ReactNode } from 'react';

/**
 * One choice of several as a row that can be pressed anywhere: a native radio, what it is called, a value at the end,
 * and details below. The details describe it and are not part of its name, so that stepping through rows stays quick.
 */
export const RadioRow = forwardRef<HTMLInputElement, RadioRowProps>(function RadioRow(
  { label, end, children, id: given, ...input },
  ref,
) {
  const own = useId();
  const id = given ?? own;
  const details = `${id}-details`;
  return (
    <div className="bf-RadioRow">
      <input
        {...input}
        ref={ref}
        type="radio"
        id={id}
        className="bf-RadioRow-radio"
        aria-describedby={children ? details : undefined}
      />
      <label htmlFor={id} className="bf-RadioRow-label">
        <span className="bf-RadioRow-name">{label}</span> <span className="bf-RadioRow-end">{end}</span>
      </label>
      {children ? (
        <div id={details} className="bf-RadioRow-details">
          {children}
        </div>
      ) : null}
    </div>
  );
});

export interface RadioRowProps extends Omit<ComponentPropsWithoutRef<'input'>, 'type' | 'children'> {
  label: ReactNode;
  /** Belongs to the name, and stands at the end of its line. */
  end?: ReactNode;
  /** What else is to be known, also why it can not be chosen. */
  children?: ReactNode;
}
