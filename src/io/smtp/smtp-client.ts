import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  endWith,
  endWithout,
  replyText,
  type DialogueEnd,
  type ServerOffers,
  type SmtpReply,
} from '../../sending/delivery/dialogue.js';
import type { Envelope, MailConnection } from '../../sending/delivery/ports.js';
import type { Login, SmtpSettings } from '../../sending/delivery/smtp-settings.js';
import { hasUnread } from './nodemailer-members.js';
import { GatedBody } from './smtp-body.js';
import { causeOf } from './smtp-failure.js';
import { credentialsFor } from './smtp-login.js';
import { takeRefusedLine, type RefusedLine } from './smtp-refused-line.js';
import { shownEnd, withoutControls, withoutSecrets } from './smtp-shown.js';
import {
  endHasLeft,
  leave,
  newLine,
  resetLine,
  untilSettled,
  type ConnectionError,
  type Line,
  type LineSettings,
} from './smtp-line.js';

export { LINE, type LineSettings } from './smtp-line.js';

const GOODBYE_LIMIT = 2_000;
/** For each answer by which it is seen whether a refusal was about the letter. */
const PROOF_LIMIT = 30_000;
const NO_OFFERS: ServerOffers = { startTls: false, mechanisms: [], size: null, smtpUtf8: false, pipelining: false };

/** A connection to the server of the settings; it is opened by the first `ready`. */
export function createMailConnection(settings: SmtpSettings, limits: LineSettings): MailConnection {
  let line: Line | null = null;
  let aborted = false;
  /** Of the lines before this one. */
  let stray: string | null = null;
  /** The line over which a letter was refused last, after its last dot. */
  let refused: RefusedLine | null = null;
  /** Makes what the server says fit to be shown. */
  let fit = withoutControls;

  /** The end of a dialogue before the body, by what was sent and answered until then. */
  function endOf({ record }: Line, error: ConnectionError | null): DialogueEnd {
    const refusal = record.refusal();
    const stage = refusal?.stage ?? record.standsAt();
    if (aborted) return endWithout(stage, 'interrupted');
    if (stage === 'tls' && record.offers()?.startTls === false) return endWithout(stage, 'tls-not-offered');
    const unasked = record.outOfStep();
    if (unasked !== null) return endWithout(stage, 'out-of-step', unasked.said);
    if (refusal === null) return endWithout(stage, causeOf(error), error?.message);
    return refusal.reply === null ? endWithout(stage, 'rubbish', error?.message) : endWith(stage, refusal.reply);
  }

  function strayReply(): string | null {
    const said = stray ?? line?.record.outOfStep()?.said;
    return said === undefined ? null : fit(said);
  }

  async function openLine(): Promise<{ readonly offers: ServerOffers } | { readonly end: DialogueEnd }> {
    stray = strayReply();
    const opened = newLine(settings, limits);
    if (opened.kind === 'unknown-library') return { end: endWithout('connect', opened.kind, opened.detail) };
    line = opened;
    const failure = await untilSettled(opened, (settle) => {
      opened.connection.connect(settle);
    });
    if (failure !== undefined || opened.record.outOfStep() !== null) return giveUp(opened, failure ?? null);
    const isWatched = opened.replies.heardAny() && opened.record.replies() > 0;
    if (!isWatched) {
      opened.connection.close();
      return { end: endWithout('connect', 'unknown-library', 'It tells nothing of what the server says.') };
    }
    const offers = opened.record.offers() ?? NO_OFFERS;
    return settings.login === null ? { offers } : await logIn(opened, settings.login, offers);
  }

  /**
   * Logs in, once. A server that does not know PLAIN (504, RFC 4954 §4) has not looked at the
   * password: then by LOGIN.
   */
  async function logIn(
    opened: Line,
    login: Login,
    offers: ServerOffers,
  ): Promise<{ readonly offers: ServerOffers } | { readonly end: DialogueEnd }> {
    const credentials = await credentialsFor(login, offers.mechanisms);
    if ('end' in credentials) {
      opened.connection.close();
      return { end: shownEnd(credentials.end, fit) };
    }
    const { auth, secret } = credentials;
    fit = withoutSecrets(auth.user, [secret]);
    const by = async (method: string): Promise<ConnectionError | null | undefined> =>
      untilSettled(opened, (settle) => {
        opened.connection.login({ ...auth, method }, settle);
      });
    let refused = await by(auth.method);
    const isUnknown = auth.method === 'PLAIN' && opened.record.refusal()?.reply?.code === 504;
    if (isUnknown && offers.mechanisms.includes('LOGIN') && !opened.gone) {
      opened.record.beginAt('auth');
      refused = await by('LOGIN');
    }
    if (refused === undefined && opened.record.outOfStep() === null) return { offers };
    const { end } = giveUp(opened, refused ?? null);
    const isRefused = end.stage === 'auth' && (end.reply?.code ?? 0) >= 500;
    if (isRefused && credentials.renewable()) return openLine();
    return { end: 'grant' in login && end.stage === 'auth' ? { ...end, isAboutToken: true } : end };
  }

  function giveUp(opened: Line, error: ConnectionError | null): { readonly end: DialogueEnd } {
    const end = shownEnd(endOf(opened, error), fit);
    opened.connection.close();
    return { end };
  }

  async function deliver({ from, to, message }: Envelope, release: () => Promise<boolean>): Promise<DialogueEnd> {
    const unasked = line?.record.outOfStep() ?? null;
    if (line === null || line.gone || unasked !== null) {
      line?.connection.close();
      if (aborted) return endWithout('mail', 'interrupted');
      return unasked === null ? endWithout('mail', 'closed') : endWithout('mail', 'out-of-step', unasked.said);
    }
    const current = line;
    const { connection, record } = current;
    record.beginAt('mail');
    refused = null;
    const held = { byLedger: false };
    const body = new GatedBody(message, async () => {
      if (!record.bodyWanted()) return false;
      const isReleased = await release();
      held.byLedger = !isReleased;
      return isReleased && !current.gone;
    });
    const { failure, isGone } = await handOver(current, { from, to, message }, body);
    body.destroy();
    const wasUsed = current.used;
    current.used = true;
    if (held.byLedger) {
      connection.close();
      return endWithout('data', 'ledger');
    }
    if (!body.begun) return endBeforeBody(current, failure ?? null, wasUsed);
    const final = record.final();
    const stage = isGone ? 'final' : 'body';
    if (!isGone || final === undefined || final === null) connection.close();
    if (final === undefined)
      return endWithout(stage, aborted ? 'interrupted' : causeOf(failure ?? null), failure?.message);
    if (final === null) return endWithout(stage, 'rubbish', failure?.message);
    return isGone ? proven(current, final) : endWith(stage, final);
  }

  /**
   * Runs the dialogue about one message.
   * @returns nodemailer's error, and whether the end of the message had left before its answer came
   */
  async function handOver(
    over: Line,
    { from, to, message }: Envelope,
    body: GatedBody,
  ): Promise<{ readonly failure: ConnectionError | null | undefined; readonly isGone: boolean }> {
    const { connection, record } = over;
    const { _socket: socket } = connection;
    let endLeft = Promise.resolve(false);
    const failure = await untilSettled(over, (settle) => {
      connection.send({ from, to: [to], size: message.length }, body, (error) => {
        // In the moment of the reply: before the last dot has left, none can be about this message.
        if (body.ended) endLeft = endHasLeft(socket);
        const code = record.final()?.code ?? 0;
        if (code >= 400 && body.ended)
          refused = takeRefusedLine(connection, { isGoodbye: code === 421, keywords: record.keywords() });
        settle(error);
      });
    });
    const isGone = await endLeft;
    if (!isGone) refused?.cut();
    return { failure, isGone };
  }

  /** The reply after the last dot, where no other one contradicts it: a second reply may have come with it. */
  async function proven(current: Line, final: SmtpReply): Promise<DialogueEnd> {
    const { connection, record } = current;
    current.answered = true;
    if (final.code >= 400) return await provenRefusal(current, final);
    if (hasUnread(connection)) await nextTurn();
    const unasked = record.outOfStep();
    if (unasked === null) return endWith('final', final);
    connection.close();
    const agrees = unasked.reply !== null && unasked.reply.code < 300;
    return agrees ? endWith('final', final) : endWithout('final', 'out-of-step', unasked.said);
  }

  async function provenRefusal(current: Line, final: SmtpReply): Promise<DialogueEnd> {
    const limit = Math.min(PROOF_LIMIT, limits.replyLimit);
    const { stray: said, goesOn } = (await refused?.prove(limit)) ?? { stray: null, goesOn: false };
    if (goesOn && !current.gone) return endWith('final', final);
    refused?.cut();
    current.connection.close();
    stray ??= said;
    // Cut off while it listened: what else the server would have said is not known.
    if (said === null && aborted) return endWithout('final', 'interrupted', replyText(final));
    return said === null ? endWith('final', final) : endWithout('final', 'out-of-step', said);
  }

  /**
   * The body was never let go, so nothing went out; the connection lives on where the server only
   * said no. What is put off at MAIL after other letters may be put off for this session: it is
   * ended.
   */
  async function endBeforeBody(current: Line, failure: ConnectionError | null, wasUsed: boolean): Promise<DialogueEnd> {
    if (hasUnread(current.connection)) await nextTurn();
    const end = endOf(current, failure);
    const stage = end.stage === 'final' ? 'data' : end.stage;
    if (end.reply !== null && stage === 'rcpt') {
      await resetLine(current);
      const unasked = current.record.outOfStep();
      if (unasked === null) return end;
      current.connection.close();
      return endWithout(stage, 'out-of-step', unasked.said);
    }
    // Where a letter was answered before, this may be a late answer to that one: a new connection tells.
    const isLate = stage === 'mail' && end.reply !== null && end.reply.code >= 500 && current.answered;
    const isPutOff = wasUsed && end.reply !== null && end.reply.code < 500;
    if (end.reply === null || stage !== 'mail' || isLate || isPutOff) current.connection.close();
    return isLate ? endWithout(stage, 'out-of-step', replyText(end.reply)) : { ...end, stage };
  }

  return {
    get isOpen() {
      return line !== null && !line.gone;
    },
    ready: async () => {
      if (aborted) return { end: endWithout('connect', 'interrupted') };
      if (line !== null && !line.gone) return { offers: line.record.offers() ?? NO_OFFERS };
      return openLine();
    },
    deliver: async (envelope, release) => shownEnd(await deliver(envelope, release), fit),
    get used() {
      return line?.used ?? false;
    },
    get strayReply() {
      return strayReply();
    },
    close: async () => {
      if (line !== null) await leave(line, GOODBYE_LIMIT);
    },
    abort: () => {
      aborted = true;
      line?.connection.close();
      refused?.cut();
    },
  };
}
