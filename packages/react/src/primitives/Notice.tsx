import { clsx } from 'clsx/lite';
import type { ComponentPropsWithoutRef, ReactNode } from 'react';

/** Something to know, what to do about it, and a control that does it. Give `role="alert"` where it interrupts. */
export function Notice({ tone, title, children, action, className, ...rest }: NoticeProps) {
  return (
    <div {...rest} className={clsx('bf-Notice', className)} data-tone={tone}>
      <div className="bf-Notice-text">
        <p className="bf-Notice-title">{title}</p>
        {children}
      </div>
      {action}
    </div>
  );
}

export interface NoticeProps extends Omit<ComponentPropsWithoutRef<'div'>, 'title'> {
  /** `neutral` for what is only so, `danger` for what went wrong. */
  tone: 'neutral' | 'danger';
  title: ReactNode;
  action?: ReactNode;
}
