import type { Operation, Page } from '@billfold/contract';
import type { Call, CallOptions } from './transport.js';

/** What a loop over all pages may be given: nothing that is about one page. */
export type AllOptions = Pick<CallOptions, 'signal'>;

/** Every item of a list over all of its pages, each fetched as the loop gets there. */
export async function* allPages<Input extends { limit?: number; cursor?: string }, Item>(
  call: Call,
  operation: Operation<Input, Page<Item>>,
  query: Input,
  options?: AllOptions,
): AsyncGenerator<Item, void> {
  let cursor: string | undefined;
  do {
    const page = await call(operation, { limit: 100, ...query, cursor }, options);
    yield* page.data;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
