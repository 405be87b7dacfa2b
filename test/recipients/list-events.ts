import { readList, type ListEvent, type ListOptions } from '../../src/recipients/read-list.js';

/** What reading a list tells, one by one. */
export async function* listEvents(bytes: AsyncIterable<Uint8Array>, options: ListOptions): AsyncGenerator<ListEvent> {
  for await (const events of readList(bytes, options)) yield* events;
}
