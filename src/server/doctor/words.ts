import { hasReply, isOfConnection, type ConnectionFailureKind, type DeliveryFailure } from '../../domain/failure.ts';
import { formatReply } from '../../domain/reply.ts';

/** How a connection failed, in words that go on after "but". */
const WORDS: Record<ConnectionFailureKind, string> = {
  'name-not-found': 'there is no such name',
  'name-lookup-failed': 'no name server answers',
  'address-forbidden': 'its name leads inside the network, where SUBMISSION_ALLOW does not let reps go',
  'connection-refused': 'the connection is refused',
  'connection-timed-out': 'nobody answers',
  'connection-lost': 'the connection is lost',
  'not-a-mail-server': 'what answers is no mail server',
  'tls-not-offered': 'it offers no TLS',
  'tls-failed': 'no TLS comes about',
  'certificate-untrusted': 'nobody we trust vouches for its certificate',
  'certificate-wrong-name': 'its certificate is for another name',
  'certificate-expired': 'its certificate is not valid today',
  'mechanism-not-offered': 'it offers no login that we know',
  'default-channel-withdrawn': 'DEFAULT_CHANNEL_URL is not set',
  'credential-lost': 'the key of its credential is destroyed',
};

/** Why a server cannot be used, with what it or the network said itself. */
export function wordsOf(failure: DeliveryFailure): string {
  if (hasReply(failure)) return `it says: ${formatReply(failure.reply)}`;
  if (!isOfConnection(failure)) return failure.detail ?? failure.kind;
  return `${WORDS[failure.kind]}${failure.detail === null ? '' : ` (${failure.detail})`}`;
}
