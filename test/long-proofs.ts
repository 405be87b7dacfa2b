/**
 * Whether the proofs that take minutes run too: many kills, whole matrices, a bare machine. `.ci/run` sets it; on somebody's own
 * machine `npm test` stays short.
 */
export const LONG_PROOFS = process.env['NOMINATE_LONG_PROOFS'] === 'yes';
