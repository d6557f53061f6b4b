import type { Fault } from '../../../domain/failure.ts';
import type { ChannelKind, CompanyServer, Policies, PolicyName } from '../../../domain/policies.ts';
import { serverAt, type SubmissionPort } from '../../../domain/submission-server.ts';
import { inLetters } from '../../parts/domain-names.ts';

/** What stands in the fields of one policy while it is changed; each policy reads its own. */
export interface PolicyDraft {
  kinds: readonly ChannelKind[];
  on: boolean;
  /** A number, hosts by line, or the server's name. */
  text: string;
  port: SubmissionPort;
  username: CompanyServer['username'];
}

const EMPTY: PolicyDraft = { kinds: [], on: false, text: '', port: 587, username: 'full-address' };

/** The fields as they begin. */
export function draftOf(policies: Policies, policy: PolicyName): PolicyDraft {
  switch (policy) {
    case 'channelKinds':
      return { ...EMPTY, kinds: policies.channelKinds };
    case 'hosts':
      return { ...EMPTY, text: policies.hosts.map(inLetters).join('\n') };
    case 'exchangePasswords':
    case 'sharing':
      return { ...EMPTY, on: policies[policy] };
    case 'companyServer': {
      const { companyServer } = policies;
      if (companyServer === null) return EMPTY;
      const { server, username } = companyServer;
      return { ...EMPTY, text: inLetters(server.host), port: server.port, username };
    }
    case 'messagesPerMinute':
    case 'recipientsPerDay':
    case 'retentionDays':
      return { ...EMPTY, text: policies[policy]?.toString() ?? '' };
  }
}

/** What the fields say; null when a number is none. */
export function wishOf(policy: PolicyName, draft: PolicyDraft): Partial<Policies> | null {
  switch (policy) {
    case 'channelKinds':
      return { channelKinds: [...draft.kinds] };
    case 'hosts':
      return { hosts: draft.text.split(/[\s,;]+/).filter((host) => host !== '') };
    case 'exchangePasswords':
    case 'sharing':
      return { [policy]: draft.on };
    case 'companyServer': {
      const host = draft.text.trim();
      return { companyServer: host === '' ? null : { server: serverAt(host, draft.port), username: draft.username } };
    }
    case 'messagesPerMinute':
    case 'recipientsPerDay':
    case 'retentionDays': {
      const text = draft.text.trim();
      if (text === '') return { [policy]: null };
      return /^[1-9]\d{0,5}$/.test(text) ? { [policy]: Number(text) } : null;
    }
  }
}

/** What a fault is about, as far as the fields show it: the host that is none, or nothing. */
export function faultyText(wish: Partial<Policies>, { path }: Fault): string {
  const [, index] = /^hosts\.(\d+)$/.exec(path) ?? [];
  return (index === undefined ? wish.companyServer?.server.host : wish.hosts?.[Number(index)]) ?? '';
}
