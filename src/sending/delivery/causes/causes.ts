import { CONNECTION_CAUSES } from './connection-causes.js';
import { LETTER_CAUSES } from './letter-causes.js';
import { LOGIN_CAUSES } from './login-causes.js';
import { RUN_CAUSES } from './run-causes.js';
import { SENDER_CAUSES } from './sender-causes.js';

/**
 * The table of causes: about whom, what happens, what is said, what to do, and by what it is known.
 * The sign that says most decides (`outcome.ts`), and between two texts the one that stands first.
 * Nobody's letter fails by what is about the sender, the login, a quota, the server, the network or
 * this computer.
 */
export const CAUSES = {
  ...CONNECTION_CAUSES,
  ...LOGIN_CAUSES,
  ...SENDER_CAUSES,
  ...LETTER_CAUSES,
  ...RUN_CAUSES,
};

export type CauseCode = keyof typeof CAUSES;
