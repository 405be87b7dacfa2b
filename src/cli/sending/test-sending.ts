import { parseMailbox, type EmailAddress } from '../../email-address.js';
import { errorAt, type Problem } from '../../problem.js';
import type { DueLetter } from '../../sending/plan/plan.js';

/** How many letters `--test-to` sends where no --limit says. */
export const TEST_LETTERS = 3;

/** The address of --test-to. */
export function readTestAddress(text: string): EmailAddress | Problem {
  const parsed = parseMailbox(text);
  if (parsed !== null) return parsed.address;
  const place = { file: '--test-to', line: null, column: null };
  return errorAt(
    place,
    'usage',
    `"${text}" is not an e-mail address.`,
    'Write one address, such as --test-to sian@example.org.',
  );
}

/**
 * The same letter to somebody who wants to see it. It has a key, and so a Message-ID, of its own: a mail program that
 * has seen the test must not take the real letter for a second copy.
 */
export function asTest(due: DueLetter, address: EmailAddress, now: Date): DueLetter {
  return {
    ...due,
    key: `test-${now.getTime().toString(36)}-${due.key}`,
    recipient: { ...due.recipient, email: address },
  };
}
