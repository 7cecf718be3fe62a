/** What was found out about one thing. */
export interface Finding {
  check: string;
  status: 'ok' | 'warning' | 'failed';
  message: string;
  /** What to do about it; null: nothing. */
  todo: string | null;
}

/** The findings about one thing. */
export function about(check: string) {
  return {
    ok: (message: string): Finding => ({ check, status: 'ok', message, todo: null }),
    warning: (message: string, todo: string): Finding => ({ check, status: 'warning', message, todo }),
    failed: (message: string, todo: string): Finding => ({ check, status: 'failed', message, todo }),
  };
}
