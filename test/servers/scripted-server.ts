import { EventEmitter, once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { makeRehearsalCertificate } from '../../src/io/rehearsal/rehearsal-certificate.js';
import type { SmtpSettings } from '../../src/sending/delivery/smtp-settings.js';
import { collectArrivals, type Arrivals } from './arrivals.js';

type ScriptedStage =
  'greeting' | 'hello' | 'startTls' | 'auth' | 'mail' | 'rcpt' | 'data' | 'body' | 'final' | 'idle' | 'quit';

/** What to do instead of going on as a good server would. `then` is what follows the reply. */
export type Fault =
  | {
      readonly reply: string;
      readonly then?: 'close' | 'reset' | 'stall';
      /** Milliseconds that the reply is kept back. */
      readonly after?: number;
      /** What ends the reply; CRLF where left out. */
      readonly end?: string;
      /** Milliseconds between one byte of the reply and the next. */
      readonly drip?: number;
    }
  | { readonly reply?: never; readonly after?: never; readonly then: 'close' | 'reset' | 'stall' }
  /** A reply more than was asked for, in front of the good one or behind it; the second of the two comes glued to the first, or after so many milliseconds. */
  | {
      readonly more: string;
      readonly stands: 'before' | 'behind';
      readonly after?: number;
      readonly reply?: never;
      readonly then?: never;
    };

/** The faults of one stage, one each time that it is reached, over all connections; null is good behaviour, and so is the end of the list. */
export type Script = Readonly<Partial<Record<ScriptedStage, readonly (Fault | null)[]>>>;

export interface ScriptedServer {
  readonly port: number;
  /** How to reach it. */
  readonly settings: SmtpSettings;
  /** The certificate to trust for it, in PEM. */
  readonly certificate: string;
  readonly arrivals: Arrivals;
  /** Every command line of every connection. */
  readonly commands: readonly string[];
  /** Connections that were opened. */
  readonly connections: () => number;
  /** Resolves once so many of them are over. */
  readonly whenClosed: (count: number) => Promise<void>;
  /**
   * Calls back whenever a command, a body or a last dot has come, before it is answered. `times`
   * counts from 1, over all connections.
   */
  readonly onReached: (call: (stage: ScriptedStage, times: number) => void) => void;
  /** Bytes of messages that have come, over all connections, whether the message was whole or not. */
  readonly bodyBytes: () => number;
  /** What to do at the next reaching of each stage, from now on. */
  readonly play: (script: Script) => void;
  readonly close: () => Promise<void>;
}

const GOOD: Readonly<Record<'greeting' | 'mail' | 'rcpt' | 'data' | 'final', string>> = {
  greeting: '220 scripted.example.org ESMTP',
  mail: '250 2.1.0 sender ok',
  rcpt: '250 2.1.5 recipient ok',
  data: '354 go ahead',
  final: '250 2.0.0 queued as 4711',
};

const { key, certificate } = makeRehearsalCertificate(new Date());
const secureContext = createSecureContext({ key, cert: certificate, minVersion: 'TLSv1.2' });

/**
 * An SMTP server on loopback that does what its script says. `offers` are the keywords of its
 * answer to EHLO.
 * @param security `starttls`: it offers that, and offers it no more once it is done
 */
export async function startScriptedServer(
  first: Script = {},
  offers: readonly string[] = [],
  security: SmtpSettings['security'] = 'none',
): Promise<ScriptedServer> {
  const arrivals = collectArrivals();
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let bodyBytes = 0;
  let closed = 0;
  const closing = new EventEmitter();
  let onReached = (_stage: ScriptedStage, _times: number): void => undefined;
  let bodies = 0;
  let reached = new Map<ScriptedStage, number>();
  let script = first;

  function faultAt(stage: ScriptedStage): Fault | null {
    const times = reached.get(stage) ?? 0;
    reached.set(stage, times + 1);
    onReached(stage, times + 1);
    return script[stage]?.[times] ?? null;
  }

  const server = createServer((raw) => {
    connections += 1;
    raw.setNoDelay(true);
    sockets.add(raw);
    /** What is spoken over: the connection itself, or the TLS on it. */
    let socket: Socket = raw;
    raw.on('error', () => undefined);
    raw.on('close', () => {
      sockets.delete(raw);
      closed += 1;
      closing.emit('one');
    });
    let input = Buffer.alloc(0);
    let inBody = false;
    let hasRecipient = false;
    let isStalled = false;
    /** Of a login by AUTH LOGIN, that are still to come: the user and the password. */
    let loginLines = 0;
    /** Between a stray reply and the one that was asked for, no further command is looked at: a server answers them in turn. */
    let isBetween = false;

    /** Plays the fault of a stage, if it has one; true where the dialogue does not go on. */
    function play(stage: ScriptedStage, good: string | null): boolean {
      const fault = faultAt(stage);
      if (fault === null) {
        if (good !== null) socket.write(`${good}\r\n`);
        return false;
      }
      if ('more' in fault) {
        const two = fault.stands === 'before' ? [fault.more, good ?? ''] : [good ?? '', fault.more];
        if (good === null) socket.write(`${fault.more}\r\n`);
        else if (fault.after === undefined) socket.write(`${two.join('\r\n')}\r\n`);
        else {
          socket.write(`${two[0]}\r\n`);
          isBetween = fault.stands === 'before';
          setTimeout(() => {
            socket.write(`${two[1]}\r\n`);
            isBetween = false;
            read();
          }, fault.after);
        }
        return false;
      }
      if (fault.reply !== undefined) say(fault);
      if (fault.then === 'close') socket.end();
      if (fault.then === 'reset') raw.resetAndDestroy();
      isStalled ||= fault.then !== undefined;
      if (fault.then === 'stall') socket.pause();
      return true;
    }

    function say({ reply, end = '\r\n', after, drip }: Extract<Fault, { reply: string }>): void {
      const whole = Buffer.from(`${reply}${end}`);
      if (after !== undefined) setTimeout(() => socket.write(whole), after);
      else if (drip === undefined) socket.write(whole);
      else {
        let said = 0;
        const dripping = setInterval(() => {
          if (socket.destroyed || said === whole.length) clearInterval(dripping);
          else socket.write(whole.subarray(said, ++said));
        }, drip);
      }
    }

    function answer(line: string): void {
      commands.push(line);
      if (loginLines > 0) {
        loginLines -= 1;
        socket.write(loginLines === 1 ? '334 UGFzc3dvcmQ6\r\n' : '235 2.7.0 welcome\r\n');
        return;
      }
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO' || verb === 'HELO') {
        const mayEncrypt = security === 'starttls' && socket === raw;
        const lines = ['scripted.example.org', ...(mayEncrypt ? ['STARTTLS'] : []), ...offers];
        play('hello', lines.map((text, at) => `250${at === lines.length - 1 ? ' ' : '-'}${text}`).join('\r\n'));
      } else if (verb === 'STAR') {
        if (security !== 'starttls') play('startTls', '502 5.5.1 not implemented');
        else if (!play('startTls', '220 2.0.0 go ahead')) encrypt();
      } else if (line === 'AUTH LOGIN') loginLines = play('auth', '334 VXNlcm5hbWU6') ? 0 : 2;
      else if (verb === 'AUTH') play('auth', '235 2.7.0 welcome');
      else if (verb === 'MAIL') play('mail', GOOD.mail);
      else if (verb === 'RCPT') hasRecipient = !play('rcpt', GOOD.rcpt) || isForwarded();
      else if (verb === 'DATA' && !hasRecipient) socket.write('503 5.5.1 no valid recipients\r\n');
      else if (verb === 'DATA') inBody = !play('data', GOOD.data);
      else if (verb === 'QUIT') {
        if (!play('quit', '221 2.0.0 bye')) socket.end();
      } else socket.write('250 2.0.0 ok\r\n');
    }

    /** 251 is a fault of the script, and yet good news. */
    function isForwarded(): boolean {
      return script.rcpt?.[(reached.get('rcpt') ?? 1) - 1]?.reply?.startsWith('2') === true;
    }

    function read(): void {
      if (inBody && input.length > 0 && script.body !== undefined && play('body', null)) inBody = false;
      for (;;) {
        if (isStalled || isBetween) return;
        const end = input.indexOf(inBody ? '\r\n.\r\n' : '\r\n');
        if (end === -1) return;
        const taken = input.subarray(0, end);
        input = input.subarray(end + (inBody ? 5 : 2));
        if (!inBody) {
          answer(taken.toString());
          continue;
        }
        inBody = false;
        finish(Buffer.concat([taken, Buffer.from('\r\n')]));
      }
    }

    /** A message counts as delivered when this server says 250, and also where it keeps silent: that is what a doubt is about. */
    function finish(stuffed: Buffer): void {
      const upcoming = script.final?.[reached.get('final') ?? 0] ?? null;
      if (!/^[45]\d\d/u.test(upcoming?.reply ?? '')) {
        arrivals.add(Buffer.from(stuffed.toString('latin1').replaceAll(/^\./gmu, ''), 'latin1'));
      }
      if (!play('final', GOOD.final)) play('idle', null);
    }

    function take(chunk: Buffer): void {
      if (inBody && input.length === 0 && script.body === undefined) onReached('body', (bodies += 1));
      if (inBody) bodyBytes += chunk.length;
      input = Buffer.concat([input, chunk]);
      read();
    }

    function encrypt(): void {
      raw.removeListener('data', take);
      socket = new TLSSocket(raw, { isServer: true, secureContext });
      socket.on('error', () => undefined);
      socket.on('data', take);
    }

    if (security === 'tls') encrypt();
    else raw.on('data', take);
    play('greeting', GOOD.greeting);
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server.address());
  return {
    port,
    settings: { host: '127.0.0.1', port, security, login: null },
    certificate,
    arrivals,
    commands,
    connections: () => connections,
    whenClosed: async (count) => {
      while (closed < count) await once(closing, 'one');
    },
    onReached: (call) => {
      onReached = call;
    },
    bodyBytes: () => bodyBytes,
    play: (next) => {
      script = next;
      reached = new Map();
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}
