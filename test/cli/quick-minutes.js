// Loaded before nominate (`--import`): what is done each minute is done five times a second.
const repeat = globalThis.setInterval;

globalThis.setInterval = (then, milliseconds, ...more) =>
  repeat(then, milliseconds === 60_000 ? 200 : milliseconds, ...more);
