import { hasNote, nameInCell } from './beside-name.js';
import { readCouple } from './couple.js';
import { readOnePerson } from './one-person.js';
import { withoutOffices } from './parts-of-name.js';
import type { PersonName } from './person-name.js';
import { isNoName } from './stand-ins.js';

/**
 * Takes a name apart as people write it: titles before it and letters after it, surname first or
 * last, an office beside it, in brackets or alone, two people at once. What no name can be is told
 * apart from what is one.
 */
export function readPersonName(typed: string): PersonName {
  const text = nameInCell(typed);
  if (isNoName(text)) return { kind: 'nobody', because: 'stand-in' };
  const parts = withoutOffices(text);
  const [first] = parts;
  if (first === undefined) return { kind: 'nobody', because: 'office' };
  if (isNoName(first)) return { kind: 'nobody', because: 'stand-in' };
  const read = readCouple(parts, readSide) ?? readOnePerson(parts);
  const isNamed = read.kind === 'person' || read.kind === 'couple';
  return isNamed && hasNote(typed) ? { ...read, doubt: 'note' } : read;
}

/** One of two people in a name. */
function readSide(text: string): PersonName {
  const parts = withoutOffices(text);
  return parts.length === 0 ? { kind: 'nobody', because: 'office' } : readOnePerson(parts);
}
