import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endWith, endWithout, parseOffers, parseReply, stageSchema } from '../../src/sending/delivery/dialogue.js';
import { judge } from '../../src/sending/delivery/outcome.js';

const stages = stageSchema.options;
const anyStage = fc.constantFrom(...stages);
const anyReply = fc.record({
  code: fc.integer({ min: 200, max: 599 }),
  enhanced: fc.option(
    fc.constantFrom('2.0.0', '4.3.2', '4.7.0', '5.1.1', '5.2.0', '5.2.2', '5.3.4', '5.4.5', '5.7.1', '5.7.26'),
  ),
  text: fc.string(),
});

describe('whatever a server says', () => {
  test('only a 2xx after the last dot is an acceptance', () => {
    fc.assert(
      fc.property(anyStage, anyReply, (stage, reply) => {
        expect(judge(endWith(stage, reply)).do === 'accepted').toBe(stage === 'final' && reply.code < 300);
      }),
    );
  });

  test('a letter fails for good only by a 5xx, and not before its recipient was named', () => {
    fc.assert(
      fc.property(anyStage, anyReply, (stage, reply) => {
        if (judge(endWith(stage, reply)).do !== 'failed') return;
        expect(reply.code).toBeGreaterThanOrEqual(500);
        expect(['rcpt', 'data', 'body', 'final']).toContain(stage);
      }),
    );
  });

  test('a number that proves nothing leaves a doubt once the body is on its way, and never before', () => {
    fc.assert(
      fc.property(anyStage, anyReply, (stage, reply) => {
        if (judge(endWith(stage, reply)).do === 'doubt') expect(['body', 'final']).toContain(stage);
      }),
    );
  });
});

test.each(['closed', 'timeout', 'rubbish', 'interrupted'] as const)(
  '%s is a doubt from the first byte of the body, and never before',
  (cause) => {
    for (const stage of stages) {
      expect(judge(endWithout(stage, cause)).do === 'doubt').toBe(stage === 'body' || stage === 'final');
    }
  },
);

describe('a reply', () => {
  test.each([
    ['250 2.0.0 Ok: queued as 4711', { code: 250, enhanced: '2.0.0', text: 'Ok: queued as 4711' }],
    ['550-5.1.1 no such user\r\n550 5.1.1 here', { code: 550, enhanced: '5.1.1', text: 'no such user here' }],
    ['250', { code: 250, enhanced: null, text: '' }],
    ['354 End data with <CR><LF>.<CR><LF>', { code: 354, enhanced: null, text: 'End data with <CR><LF>.<CR><LF>' }],
    ['550 5.7.26\r\n', { code: 550, enhanced: '5.7.26', text: '' }],
    ['550 1.2.3.4 is listed', { code: 550, enhanced: null, text: '1.2.3.4 is listed' }],
  ])('is read with its codes: %j', (raw, reply) => {
    expect(parseReply(raw)).toEqual(reply);
  });

  test.each([
    '',
    'fine',
    '2 fine',
    '25 ok',
    '2500 ok',
    '250ok',
    '199 what',
    '600 what',
    '250-ok\n550 no',
    'ok\n250 ok',
  ])('that no server may give is none: %j', (raw) => {
    expect(parseReply(raw)).toBeNull();
  });
});

test('what a server offers is read from its answer to EHLO, and not from its name', () => {
  const raw = ['250-STARTTLS.example.org', '250-SIZE 35882577', '250-auth=PLAIN login', '250 SMTPUTF8'].join('\r\n');
  expect(parseOffers(raw)).toEqual({
    startTls: false,
    mechanisms: ['PLAIN', 'LOGIN'],
    size: 35_882_577,
    smtpUtf8: true,
    pipelining: false,
  });
  expect(parseOffers('250-mail.example.org\r\n250-STARTTLS\r\n250-PIPELINING\r\n250 SIZE 0')).toEqual({
    startTls: true,
    mechanisms: [],
    size: null,
    smtpUtf8: false,
    pipelining: true,
  });
});
