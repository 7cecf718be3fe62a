'use client';
import { clsx } from 'clsx/lite';
import { forwardRef, type ComponentPropsWithoutRef } from 'react';

/**
 * A native button in the kit's looks; a host's link takes the same looks with `className="bf-Button"` and
 * `data-variant`. While `busy` it keeps its size, its words and the focus, and does nothing when pressed.
 */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { variant = 'secondary', busy = false, className, children, onClick, ...rest },
  ref,
) {
  return (
    <button
      type="button"
      {...rest}
      ref={ref}
      className={clsx('bf-Button', className)}
      data-variant={variant}
      // Not `disabled`: a button that is disabled under the finger loses the focus.
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {children}
    </button>
  );
});

export interface ButtonProps extends ComponentPropsWithoutRef<'button'> {
  /** `primary` once per section at most; `quiet` for what is repeated in rows. @default 'secondary' */
  variant?: 'primary' | 'secondary' | 'quiet';
  /** Whether what it started is still under way. */
  busy?: boolean;
}
