import {
  helloKeywords,
  parseOffers,
  parseReply,
  type ServerOffers,
  type SmtpReply,
  type Stage,
} from '../../sending/delivery/dialogue.js';
import { withoutControls } from './smtp-shown.js';

/** A command that is answered by one reply; `.` stands for the message's last line, `greeting` for having connected. */
type Step = 'greeting' | 'EHLO' | 'HELO' | 'STARTTLS' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | '.' | 'RSET' | 'QUIT';

const STAGES: Readonly<Record<Step, Stage>> = {
  greeting: 'greeting',
  EHLO: 'hello',
  HELO: 'hello',
  STARTTLS: 'tls',
  AUTH: 'auth',
  MAIL: 'mail',
  RCPT: 'rcpt',
  DATA: 'data',
  '.': 'final',
  RSET: 'mail',
  QUIT: 'mail',
};

/** Where the dialogue stands once a step was granted. */
const NEXT: Readonly<Partial<Record<Step, Stage>>> = {
  greeting: 'hello',
  STARTTLS: 'tls',
  EHLO: 'auth',
  HELO: 'auth',
  AUTH: 'mail',
};

/** The lines of a login that are no commands, and anything else that needs no answer of its own. */
function stepOf(line: string): Step | null {
  const verb = /^(EHLO|HELO|STARTTLS|AUTH|MAIL|RCPT|DATA|RSET|QUIT)\b/u.exec(line)?.[1];
  return STEPS.find((step) => step === verb) ?? null;
}

const STEPS: readonly Step[] = ['EHLO', 'HELO', 'STARTTLS', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'RSET', 'QUIT'];

type LogLine = (entry: unknown, line?: unknown) => void;

/** What went over one connection, as far as it decides anything. */
export interface DialogueRecord {
  /** nodemailer's door to the transcript: it calls this once for each command and each whole reply. */
  readonly logger: { readonly debug: LogLine; readonly info: LogLine };
  /** Whole replies since the connection was made. */
  readonly replies: () => number;
  /**
   * Forgets what was refused, and that there was a letter: what comes next begins at this stage.
   */
  readonly beginAt: (stage: Stage) => void;
  /**
   * The first step since `beginAt` that was not granted, with its reply (null: the reply was
   * rubbish).
   */
  readonly refusal: () => { readonly stage: Stage; readonly reply: SmtpReply | null } | null;
  /** The reply after the last dot; undefined while there is none, null where it was rubbish. */
  readonly final: () => SmtpReply | null | undefined;
  /** Where the dialogue stands: at the oldest command that has not been answered, or at what follows the last answer. */
  readonly standsAt: () => Stage;
  /** Whether the server asked for the body with a 354, as it must (RFC 5321 §4.3.2). */
  readonly bodyWanted: () => boolean;
  /** The first reply that nothing had asked for, or that was here before its command: after it no reply can be trusted. Null while there is none. */
  readonly outOfStep: () => StrayReply | null;
  readonly offers: () => ServerOffers | null;
  /** `helloKeywords` of the last answer to EHLO; none where there was none. */
  readonly keywords: () => readonly string[];
}

/** A reply that answers no command: as it came, and read (null: it was rubbish). */
export interface StrayReply {
  readonly said: string;
  readonly reply: SmtpReply | null;
}

/**
 * Keeps account of commands and replies, in their order. With PIPELINING (RFC 2920) several commands are on their way at
 * once; each reply belongs to the oldest one unanswered.
 * @param hasUnread whether a reply has come that was not looked at yet
 */
export function createDialogueRecord(hasUnread: () => boolean): DialogueRecord {
  let replies = 0;
  let unanswered: Step[] = [];
  let refusal: { stage: Stage; reply: SmtpReply | null } | null = null;
  let final: SmtpReply | null | undefined;
  let offers: ServerOffers | null = null;
  let keywords: readonly string[] = [];
  let next: Stage = 'connect';
  let bodyWanted = false;
  let loggingIn = false;
  let answeredAhead = false;
  let outOfStep: StrayReply | null = null;

  function sent(line: string): void {
    answeredAhead ||= hasUnread();
    const step = loggingIn ? null : stepOf(line);
    if (step === null) return;
    if (step === 'AUTH') loggingIn = true;
    unanswered.push(step);
  }

  function received(raw: string): void {
    replies += 1;
    const reply = parseReply(raw);
    const step = unanswered[0];
    if (isStray(step, reply)) outOfStep ??= { said: raw, reply };
    if (step === undefined) return;
    if (step === 'AUTH' && reply?.code === 334) return;
    unanswered.shift();
    if (step === 'AUTH') loggingIn = false;
    if (step === '.') {
      final = reply;
      return;
    }
    next = NEXT[step] ?? next;
    if (step === 'EHLO') {
      offers = parseOffers(withoutControls(raw));
      keywords = helloKeywords(raw);
    }
    if (step === 'DATA' && reply?.code === 354) {
      bodyWanted = refusal === null && outOfStep === null;
      unanswered.push('.');
    }
    if (!isGranted(step, reply)) refusal ??= { stage: STAGES[step], reply };
  }

  /**
   * A 421 may come at any time (RFC 5321 §3.8). Only DATA is answered by 354, and QUIT by nothing good but 221.
   */
  function isStray(step: Step | undefined, reply: SmtpReply | null): boolean {
    if (reply?.code === 421) return false;
    if (step === undefined || answeredAhead) return true;
    if (step !== 'QUIT') return step === 'RSET' && reply?.code === 354;
    return reply !== null && reply.code < 400 && reply.code !== 221;
  }

  const log: LogLine = (entry, line) => {
    if (typeof entry !== 'object' || entry === null || !('tnx' in entry) || typeof line !== 'string') return;
    if (entry.tnx === 'client') sent(line);
    else if (entry.tnx === 'server') received(line);
    else if (entry.tnx === 'network' && 'remoteAddress' in entry) unanswered = ['greeting'];
  };

  return {
    logger: { debug: log, info: log },
    replies: () => replies,
    beginAt: (stage) => {
      unanswered = [];
      refusal = null;
      final = undefined;
      bodyWanted = false;
      next = stage;
    },
    refusal: () => refusal,
    final: () => final,
    standsAt: () => {
      const [step] = unanswered;
      return step === undefined ? next : STAGES[step];
    },
    bodyWanted: () => bodyWanted,
    outOfStep: () => outOfStep,
    offers: () => offers,
    keywords: () => keywords,
  };
}

function isGranted(step: Step, reply: SmtpReply | null): boolean {
  if (reply === null) return false;
  return step === 'DATA' ? reply.code === 354 : reply.code < 300;
}
