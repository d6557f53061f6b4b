// The peer: a bare nodemailer pool, which keeps its mail in memory only. A program of its own, started by pool.ts.
import { createTransport, type SendMailOptions } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js';
import { LETTER_TEXT, RECIPIENT } from './letters.ts';
import type { PoolOrder, PoolSettings } from './pool.ts';

const { host, port, name, ca, password, user, connections, composed } = JSON.parse(
  process.argv[2] ?? '',
) as PoolSettings;

const options: SMTPPool.Options = {
  pool: true,
  maxConnections: connections,
  host,
  port,
  requireTLS: true,
  tls: { ca, servername: name },
  auth: { user, pass: password },
};
const addresses = { from: { name: 'Ada Reimer', address: user }, to: { name: 'Kim', address: RECIPIENT } };
const letter: SendMailOptions = { ...addresses, subject: 'Our offer', text: LETTER_TEXT };
const envelope = { from: user, to: [RECIPIENT] };

process.on('message', ({ send }: PoolOrder) => void sendAll(send));
process.on('disconnect', () => process.exit());
process.send?.('ready');

/** Each round has a pool of its own: it connects and logs in, as whoever has mail after a pause does. */
async function sendAll(count: number): Promise<void> {
  const transport = createTransport(options);
  await Promise.all(
    Array.from({ length: count }, (_, index) =>
      transport.sendMail(composed === null ? letter : { envelope, raw: composed.replace('{index}', String(index)) }),
    ),
  );
  transport.close();
  process.send?.('sent');
}
