import { describe, expect, it } from 'vitest';
import { isConfidential, isLoopback } from '../src/loopback.js';

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
