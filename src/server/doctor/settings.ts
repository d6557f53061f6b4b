import { isIP } from 'node:net';
import type { Config } from '../config.ts';
import { addressRules } from '../egress/address-rules.ts';
import { look, mend, ok, type Finding } from './finding.ts';

/** What is plain from the settings alone, without asking anybody. */
export const settingsFindings = (config: Config): Finding[] => [
  proxyFinding(config),
  ...config.submissionAllow.flatMap(allowFindings),
  logFinding(config.logLevel),
];

function proxyFinding({ trustProxy, publicUrl }: Config): Finding {
  const about = 'TRUST_PROXY';
  const everybody = 'Name your proxy’s address, unless nothing but the proxy can reach the server.';
  if (trustProxy === true) return look(about, 'Everybody is believed who says where a request comes from.', everybody);
  const isEmpty = trustProxy === false || trustProxy.length === 0;
  if (isEmpty && isHere(publicUrl)) return ok(about, 'No proxy, and none is needed on this machine.');
  if (isEmpty)
    return look(
      about,
      'No proxy is believed, so that all who come through one count as one address, and share its limits.',
      'Set it to the address of the proxy at which TLS ends.',
    );
  const wide = trustProxy.filter((entry) => entry.endsWith('/0'));
  return wide.length > 0
    ? look(about, `${wide.join(', ')} is every address there is.`, everybody)
    : ok(about, `Believed: ${trustProxy.join(', ')}.`);
}

/** Whether an address is only this machine's. */
export const isHere = (url: string): boolean => /^(localhost|127\.[\d.]+|\[::1\])$/.test(new URL(url).hostname);

/** Where the clouds' machines tell who asks them their own passwords: AWS, Azure, Google at the first; AWS at the second. */
const METADATA = ['169.254.169.254', 'fd00:ec2::254'];
const LOOPBACK = ['127.0.0.1', '::1'];

function allowFindings(entry: string): Finding[] {
  const about = 'SUBMISSION_ALLOW';
  const lets = addressRules([entry]);
  const allowed = (addresses: string[]): string | undefined => addresses.find((address) => lets('', address));
  if (entry.endsWith('/0'))
    return [mend(about, `${entry} opens the whole network to whatever a rep types as a mail server.`, NARROW)];
  const metadata = allowed(METADATA);
  if (metadata !== undefined)
    return [mend(about, `${entry} holds ${metadata}, where a cloud’s machines are told their passwords.`, NARROW)];
  if (allowed(LOOPBACK) !== undefined || /^(127\.|localhost$)/i.test(entry))
    return [look(about, `${entry} lets reps reach programs of this very machine.`, NARROW)];
  const isName = !entry.includes('/') && isIP(entry) === 0;
  return [ok(about, `${entry}${isName ? ', wherever that name leads,' : ''} may be a mail server of reps.`)];
}

const NARROW = 'Name your mail servers, or the smallest network that holds them.';

function logFinding(level: string): Finding {
  const about = 'LOG_LEVEL';
  if (level === 'silent' || level === 'fatal')
    return look(about, `At "${level}" nothing tells of a fault.`, 'Leave it at info, or warn.');
  if (level === 'debug')
    return look(about, 'At "debug" much is written.', 'Leave it at info when you have seen enough.');
  return ok(about, `It is "${level}".`);
}
