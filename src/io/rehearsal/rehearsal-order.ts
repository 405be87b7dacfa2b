import { z } from 'zod';

/** The only address that the rehearsal's server listens at. */
export const HOST = '127.0.0.1';

const faultSchema = z.object({
  at: z.enum(['rcpt', 'body', 'final']),
  does: z.union([z.object({ code: z.int(), text: z.string() }), z.enum(['reset', 'slow'])]),
});

/** What the thread of the rehearsal's server is given. */
export const rehearsingSchema = z.object({
  /** The folder for what arrives. */
  spool: z.string(),
  /** By the recipient's address in its wire form. */
  faults: z.map(z.string(), faultSchema),
  security: z.enum(['starttls', 'tls', 'none']),
  login: z.object({ user: z.string(), password: z.string() }),
  /** Both in PEM. */
  key: z.string(),
  certificate: z.string(),
});
export type Rehearsing = Readonly<z.infer<typeof rehearsingSchema>>;

/** What the thread tells: its port, once, and each message that it took, whole. */
export const newsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('listening'), port: z.int() }),
  z.object({ kind: z.literal('arrival'), from: z.string(), to: z.string(), path: z.string() }),
]);
export type RehearsalNews = z.infer<typeof newsSchema>;
