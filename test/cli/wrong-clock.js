// Loaded before nominate (`--import`): the clock of this computer is wrong by so many hours. The
// steady clock is not.
const { now } = Date;
const wrong = Number(process.env['WRONG_BY_HOURS'] ?? 0) * 3_600_000;

globalThis.Date = class extends Date {
  constructor(...given) {
    super(...(given.length === 0 ? [now() + wrong] : given));
  }
  static now() {
    return now() + wrong;
  }
};
