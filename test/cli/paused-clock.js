// Loaded before nominate (`--import`). A pause is over when the process is told so (SIGUSR2), and its clock has then gone on by as
// much. A pause is a timer of five minutes, or of more than ten: those of one minute and of ten are for mail servers that fall silent.
const { now } = Date;
const start = globalThis.setTimeout;
const pauses = [];
let ahead = 0;
let ended = 0;

globalThis.Date = class extends Date {
  constructor(...given) {
    super(...(given.length === 0 ? [now() + ahead] : given));
  }
  static now() {
    return now() + ahead;
  }
};

globalThis.setTimeout = (then, milliseconds, ...more) => {
  if (milliseconds === 300_000 || milliseconds > 600_000) {
    pauses.push({ then, milliseconds });
    endNext();
  }
  return start(then, milliseconds, ...more);
};

process.on('SIGUSR2', () => {
  ended += 1;
  endNext();
});

function endNext() {
  if (ended === 0 || pauses.length === 0) return;
  const { then, milliseconds } = pauses.shift();
  // A quarter of an hour is a piece of a longer pause.
  if (milliseconds !== 900_000) ended -= 1;
  ahead += milliseconds;
  start(then, 0);
}
