import { describe, expect, it } from 'vitest';
import { isConfidential, isHost, isLoopback } from '../src/loopback.js';

describe('a host', () => {
  it.each(['127.0.0.1', '127.8.9.10', 'localhost', 'LOCALHOST', '::1', '[::1]'])('%s is this computer', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each([
    ...['127.999.1.1', '128.0.0.1', '10.0.0.1', '0.0.0.0', '::2', '', 'localhost.example.org', '127.0.0.1.example.org'],
    ...['localhost:x@example.org', 'example.org/127.0.0.1', '127.0.0.1#', 'localhost\\@example.org'],
  ])('%s is not', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});

describe('the name of a host', () => {
  it.each(['smtp.example.org', 'MAIL', 'post.exämple.org', '127.0.0.1', '::1', '[::1]', 'my_server'])(
    'is %s',
    (text) => {
      expect(isHost(text)).toBe(true);
    },
  );

  it.each(['', 'x:587', 'mair:s3cret@x', 'mair@x', 'smtp://x', 'x/y', 'x?y', 'x#y', 'x y', 'x\n', '[::1]:25', '[x]'])(
    'is not %j',
    (text) => {
      expect(isHost(text)).toBe(false);
    },
  );
});

describe('what is sent to an address', () => {
  it.each(['https://login.example.org/token', 'http://127.0.0.1:8080/token', 'http://localhost/t', 'http://[::1]:1/'])(
    '%s stays secret on its way',
    (address) => {
      expect(isConfidential(address)).toBe(true);
    },
  );

  it.each([
    ...['http://login.example.org/token', 'http://localhost:x@example.org/', 'http://localhost@example.org/'],
    ...['http://127.0.0.1.example.org/', 'https://user:secret@example.org/', 'ftp://localhost/', 'localhost'],
  ])('%s does not', (address) => {
    expect(isConfidential(address)).toBe(false);
  });
});
