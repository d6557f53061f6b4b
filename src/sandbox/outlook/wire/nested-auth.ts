import { nestedToken } from '../sandbox-api.ts';
import type { Outlook } from './outlook.ts';

/** Nested app authentication: the host gets tokens for the add-in from the sandbox's identity provider. */

interface Question {
  readonly messageType: 'NestedAppAuthRequest';
  readonly method: 'GetInitContext' | 'GetToken' | 'GetTokenPopup';
  readonly requestId: string;
  readonly tokenParams?: { readonly clientId: string; readonly scope: string };
}

/** What was posted, when msal-browser asks for something by the bridge. */
export function openQuestion(posted: unknown): Question | undefined {
  if (typeof posted !== 'string' || !posted.includes('"NestedAppAuthRequest"')) return undefined;
  return JSON.parse(posted) as Question;
}

const failure = (status: string, code: string, description: string) => ({
  success: false,
  error: { status, code, description },
});

async function token({ method, tokenParams }: Question, outlook: Outlook): Promise<object> {
  const asks = outlook.setting.auth === 'asks';
  if (asks && method === 'GetToken') {
    return failure('USER_INTERACTION_REQUIRED', 'consent_required', 'The user has not consented to this application.');
  }
  if (asks && !(await outlook.askConsent())) return failure('USER_CANCEL', 'user_canceled', 'The user declined.');
  const { clientId = '', scope = '' } = tokenParams ?? {};
  const issued = await nestedToken({ person: outlook.person.id, scope, clientId }).catch(() => undefined);
  if (!issued) return failure('NO_NETWORK', 'no_network', 'The identity provider cannot be reached.');
  return 'error' in issued ? { success: false, error: issued.error } : { success: true, ...issued };
}

const initContext = {
  success: true,
  initContext: { sdkName: 'sandbox-outlook', sdkVersion: '1.0.0', capabilities: { queryAccount: false } },
};

/** The answer to one question, sealed for the bridge; undefined when this host's bridge hangs. */
export async function answerQuestion(question: Question, outlook: Outlook): Promise<string | undefined> {
  if (outlook.setting.auth === 'hangs') return undefined;
  const answer = question.method === 'GetInitContext' ? initContext : await token(question, outlook);
  return JSON.stringify({ messageType: 'NestedAppAuthResponse', requestId: question.requestId, ...answer });
}
