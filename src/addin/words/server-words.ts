import { hasReply, isOfConnection } from '../../domain/failure.ts';
import { formatReply } from '../../domain/reply.ts';
import type { Trouble } from './trouble.ts';

/** What the far side said of this trouble, for support: reply, library's detail, reference. Null when there is nothing. */
export function serverWordsOf(trouble: Trouble): string | null {
  switch (trouble.kind) {
    case 'internal':
      return trouble.reference;
    case 'conflict':
    case 'unauthenticated':
      return trouble.reason;
    case 'invalid-request':
      return trouble.faults.map(({ path, fault }) => `${path}: ${fault}`).join('\n');
    case 'host-refused':
      return `${trouble.call}: ${trouble.code} ${trouble.message}`;
    case 'host-moved-on':
    case 'host-timed-out':
    case 'host-unsupported':
      return trouble.call;
    case 'backend-unknown':
      return `HTTP ${trouble.status}`;
    case 'domain-unproven':
      return trouble.domain;
    case 'attachment-unreadable':
      return trouble.name;
    case 'issuer-away':
    case 'admins-only':
    case 'policy-forbids':
    case 'not-found':
    case 'sender-not-allowed':
    case 'sender-unproven':
    case 'code-wrong':
    case 'code-over':
    case 'over-size':
    case 'over-recipients':
    case 'over-share':
    case 'too-many-requests':
    case 'login-too-soon':
    case 'mailbox-busy':
    case 'sign-in-unknown':
    case 'other-account':
    case 'channel-exists':
    case 'credential-bound':
    case 'of-team':
    case 'window-closed':
    case 'window-blocked':
    case 'window-busy':
    case 'backend-away':
    case 'not-signed-in':
      return null;
    default:
      if (hasReply(trouble)) return formatReply(trouble.reply);
      if (isOfConnection(trouble))
        return [trouble.host && `${trouble.host}:${trouble.port}`, trouble.detail].filter(Boolean).join('\n') || null;
      return [trouble.error, trouble.detail].filter(Boolean).join('\n') || null;
  }
}
