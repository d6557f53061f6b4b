import { once } from 'node:events';
import { Agent, request } from 'node:https';
import { getCACertificates } from 'node:tls';
import { endpoints } from '../../contract/endpoints.ts';
import { SECOND } from '../../domain/instant.ts';
import type { Config } from '../config.ts';
import type { Check } from './examine.ts';
import { look, mend, ok, type Finding } from './finding.ts';

const ABOUT = 'MESSAGE_BYTES';
const MB = 1024 * 1024;
const TOO_LARGE = 413;
/** Nobody has to wait for the message: it is taken or refused by its announced length. */
const PATIENCE = 10 * SECOND;

/** Whether a message as large as the server allows gets past the proxy: it is announced (RFC 9110 10.1.1), and not sent. */
export function largeMessageChecks(config: Config): Check[] {
  if (!config.publicUrl.startsWith('https://')) return [];
  return [{ about: ABOUT, lasts: 15 * SECOND, run: async (signal) => [await sizeFinding(config, signal)] }];
}

async function sizeFinding({ publicUrl, messageBytes, extraCa }: Config, signal: AbortSignal): Promise<Finding> {
  const size = `${Math.round(messageBytes / MB)} MB`;
  const url = `${publicUrl}${endpoints.queueMessage.path}`;
  const headers = {
    'content-length': messageBytes,
    'content-type': 'application/octet-stream',
    expect: '100-continue',
  };
  const agent = new Agent({ ca: [...getCACertificates('default'), ...extraCa] });
  const asked = request(url, {
    method: 'POST',
    headers,
    agent,
    signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
  });
  const told = Promise.race([
    once(asked, 'continue').then(() => null),
    once(asked, 'response').then(([response]: { statusCode?: number }[]) => response?.statusCode ?? null),
  ]);
  asked.flushHeaders();
  try {
    const status = await told;
    return status === TOO_LARGE
      ? mend(
          ABOUT,
          `The proxy takes none of ${size}.`,
          `Let it: in nginx by client_max_body_size ${size.replace(' MB', 'm')}.`,
        )
      : ok(ABOUT, `A message of ${size} would get to the server.`);
  } catch {
    return look(
      ABOUT,
      `Whether one of ${size} gets past the proxy was not seen.`,
      'Look again when the address answers.',
    );
  } finally {
    asked.on('error', () => undefined).destroy();
    agent.destroy();
  }
}
