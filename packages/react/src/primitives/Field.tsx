import { clsx } from 'clsx/lite';
import type { ReactNode } from 'react';

/** A label, a control, and what is to be known about it. What is wrong with it stands below it, and is read with it. */
export function Field({ id, label, note, hint, problem, className, children }: FieldProps) {
  return (
    <div className={clsx('bf-Field', className)}>
      <label htmlFor={id} className="bf-Field-label">
        {label}
        {note ? <span className="bf-Field-note"> {note}</span> : null}
      </label>
      {children}
      {problem ? (
        <p id={`${id}-problem`} className="bf-Field-problem">
          {problem}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="bf-muted">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

/** What the control of a field takes, so that the field's texts are read with it. */
export const fieldAttributes = ({ id, hint, problem }: Pick<FieldFacts, 'id' | 'hint' | 'problem'>) => ({
  id,
  'aria-invalid': problem ? true : undefined,
  'aria-describedby':
    [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined,
});

/** What every field says, whatever its control is. */
export interface FieldFacts {
  /** Of the control. Its texts have ids that begin with it. */
  id: string;
  label: ReactNode;
  /** Belongs to the label, quietly: that it may stay empty. */
  note?: ReactNode;
  /** What may help; it is no fault. */
  hint?: ReactNode;
  /** What is wrong, and what to do about it. */
  problem?: ReactNode;
}

interface FieldProps extends FieldFacts {
  className?: string;
  children: ReactNode;
}
