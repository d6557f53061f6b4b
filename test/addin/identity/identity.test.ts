import { webcrypto } from 'node:crypto';
import { TextDecoder, TextEncoder } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createIdentity } from '../../../src/addin/identity/identity.ts';
import type { OpenDialog } from '../../../src/addin/identity/in-dialog.ts';
import type { BackendFailure } from '../../../src/addin/backend/backend.ts';
import type { Settings } from '../../../src/contract/shapes.ts';
import { failed, success, type Result } from '../../../src/domain/result.ts';

// The real msal-browser runs here, over a bridge like the one that Outlook gives the pane.
interface Question {
  method: 'GetInitContext' | 'GetToken' | 'GetTokenPopup';
  requestId: string;
  tokenParams?: { scope: string; forceRefresh?: boolean };
}
type Answer = { token: string } | { status: string } | 'silence';
type Listener = (answer: string) => void;

const settings: Settings = {
  identity: {
    clientId: '5a0f6f8a-7a4c-4d0e-9a63-0c6f1f5f3f10',
    authority: 'https://login.microsoftonline.com/organizations',
    knownAuthorities: [],
    protocol: 'entra',
    scope: 'api://postlane/access',
  },
  signIns: [],
  graph: false,
  messageBytes: 25_000_000,
};
const account = {
  environment: 'login.microsoftonline.com',
  username: 'rosa@contoso.example',
  homeAccountId: 'object.tenant',
  localAccountId: 'object',
  tenantId: 'tenant',
  name: 'Rosa Rep',
};
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const idToken = `${base64({ alg: 'none' })}.${base64({ oid: 'object', tid: 'tenant', name: 'Rosa Rep' })}.`;

let asked: Question[];
let dialogs: string[];
/** How a dialog of the mail client’s ends. */
let inDialog: Awaited<ReturnType<OpenDialog>>;
let now: number;
let answers: Partial<Record<Question['method'], Answer>>;

function answerTo({ method, requestId }: Question): object | null {
  const answer = answers[method] ?? 'silence';
  const base = { messageType: 'NestedAppAuthResponse', requestId };
  if (answer === 'silence') return null;
  if ('status' in answer) return { ...base, success: false, error: answer };
  if (method === 'GetInitContext') {
    return { ...base, success: true, initContext: { sdkName: 'host', sdkVersion: '1', accountContext: account } };
  }
  const token = {
    access_token: answer.token,
    id_token: idToken,
    expires_in: 3600,
    scope: settings.identity.scope,
    properties: null,
  };
  return { ...base, success: true, token, account };
}

beforeAll(() => {
  // What every browser has and jsdom has not.
  Object.assign(globalThis, { TextDecoder, TextEncoder });
  Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
});

beforeEach(() => {
  asked = [];
  dialogs = [];
  inDialog = failed({ kind: 'host-unsupported' });
  now = 0;
  answers = { GetInitContext: { token: '' }, GetToken: { token: 'silent' }, GetTokenPopup: { token: 'interactive' } };
  const listeners = new Set<Listener>();
  Object.assign(window, {
    nestedAppAuthBridge: {
      addEventListener: (_: 'message', listener: Listener) => listeners.add(listener),
      removeEventListener: (_: 'message', listener: Listener) => listeners.delete(listener),
      postMessage(text: string) {
        const question = JSON.parse(text) as Question;
        asked.push(question);
        const answer = answerTo(question);
        if (answer) queueMicrotask(() => listeners.forEach((listener) => listener(JSON.stringify(answer))));
      },
    },
  });
});
afterEach(() => void jest.useRealTimers());

const start = (read: () => Promise<Result<Settings, BackendFailure>> = () => Promise.resolve(success(settings))) =>
  createIdentity({
    settings: read,
    redirectUri: `${location.origin}/sign-in.html`,
    loginHint: account.username,
    openDialog(url) {
      dialogs.push(url);
      return Promise.resolve(inDialog);
    },
    clock: () => now,
  });
const methods = () => asked.map(({ method }) => method);

describe('inside Outlook', () => {
  it('has a token without anybody noticing, for our own API', async () => {
    expect(await start().token('silent')).toEqual(success('silent'));
    expect(methods()).toEqual(['GetInitContext', 'GetToken']);
    expect(asked[1]?.tokenParams?.scope).toContain('api://postlane/access');
  });

  it('asks once for all the requests of a screen', async () => {
    const identity = start();
    const tokens = await Promise.all([identity.token('silent'), identity.token('silent')]);
    expect(tokens).toEqual([success('silent'), success('silent')]);
    expect(methods()).toEqual(['GetInitContext', 'GetToken']);
  });

  it('has another token when the server has refused the first', async () => {
    const identity = start();
    await identity.token('silent');
    answers.GetToken = { token: 'renewed' };
    expect(await identity.token('renewed')).toEqual(success('renewed'));
    expect(asked.at(-1)?.tokenParams?.forceRefresh).toBe(true);
  });

  it('says when the rep is needed, and signs in from a click', async () => {
    answers.GetToken = { status: 'USER_INTERACTION_REQUIRED' };
    const identity = start();
    expect(await identity.token('silent')).toEqual(failed({ kind: 'not-signed-in', reason: 'needed' }));
    expect(await identity.token('interactive')).toEqual(success('interactive'));
  });

  it.each([
    ['USER_CANCEL', 'closed'],
    ['NO_NETWORK', 'unavailable'],
    ['PERSISTENT_ERROR', 'unavailable'],
  ])('tells %s apart as %s', async (status, reason) => {
    answers.GetTokenPopup = { status };
    expect(await start().token('interactive')).toEqual(failed({ kind: 'not-signed-in', reason }));
  });

  it('asks again at the next click, and both clicks get what comes of it', async () => {
    const identity = start();
    const [first, second] = [identity.token('interactive'), identity.token('interactive')];
    expect(await Promise.all([first, second])).toEqual([success('interactive'), success('interactive')]);
    expect(methods().filter((method) => method === 'GetTokenPopup')).toHaveLength(2);
  });

  it('does not wait for ever for a token', async () => {
    answers.GetToken = 'silence';
    jest.useFakeTimers();
    const token = start().token('silent');
    await jest.advanceTimersByTimeAsync(30_000);
    expect(await token).toEqual(failed({ kind: 'not-signed-in', reason: 'needed' }));
  });
});

describe('where the browser lets no window open', () => {
  beforeEach(() => {
    Reflect.deleteProperty(window, 'nestedAppAuthBridge');
    jest.spyOn(window, 'open').mockReturnValue(null);
  });
  afterEach(() => void jest.restoreAllMocks());
  const needed = failed({ kind: 'not-signed-in', reason: 'needed' });

  it('signs in in a dialog of the mail client’s, and goes on with what that brought until it ends', async () => {
    inDialog = success('{"token":"from the dialog","endsAt":1000}');
    const identity = start();
    expect(await identity.token('interactive')).toEqual(success('from the dialog'));
    expect(dialogs).toEqual([`${location.origin}/sign-in.html#dialog=rosa%40contoso.example`]);
    now = 999;
    expect(await identity.token('silent')).toEqual(success('from the dialog'));
    now = 1_000;
    expect(await identity.token('silent')).toEqual(needed);
    expect(dialogs).toHaveLength(1);
  });

  it('forgets what the dialog brought once the server refuses it', async () => {
    inDialog = success('{"token":"from the dialog","endsAt":1000}');
    const identity = start();
    await identity.token('interactive');
    expect(await identity.token('renewed')).toEqual(needed);
    expect(await identity.token('silent')).toEqual(needed);
  });

  it('opens no dialog that nobody asked for', async () => {
    expect(await start().token('silent')).toEqual(needed);
    expect(dialogs).toEqual([]);
  });

  it.each([
    ['is closed', failed({ kind: 'window-closed' }), 'closed'],
    ['was declined in', success('{"reason":"closed"}'), 'closed'],
    ['came to nothing', success('{"reason":"unavailable"}'), 'unavailable'],
    ['says something else', success('hello'), 'unavailable'],
    ['is not let open either', failed({ kind: 'window-blocked' }), 'blocked'],
    ['is unknown to the client', failed({ kind: 'host-unsupported' }), 'blocked'],
  ])('a dialog that %s is told as that', async (_, ended, reason) => {
    inDialog = ended;
    expect(await start().token('interactive')).toEqual(failed({ kind: 'not-signed-in', reason }));
  });
});

describe('a sign-in library that does not open', () => {
  it('is no token, and is opened anew at the next try', async () => {
    // Pages without a secure origin have no cryptography, and the library refuses to open.
    Object.defineProperty(globalThis, 'crypto', { value: undefined, configurable: true });
    const identity = start();
    expect(await identity.token('silent')).toEqual(failed({ kind: 'not-signed-in', reason: 'unavailable' }));
    Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
    expect(await identity.token('silent')).toEqual(success('silent'));
  });
});

describe('the settings', () => {
  it('are why there is no token while the server is away, and asked for again at the next try', async () => {
    const replies: Result<Settings, BackendFailure>[] = [failed({ kind: 'backend-away' }), success(settings)];
    const identity = start(() => Promise.resolve(replies.shift() ?? failed({ kind: 'backend-away' })));
    expect(await identity.token('silent')).toEqual(failed({ kind: 'backend-away' }));
    expect(await identity.token('silent')).toEqual(success('silent'));
  });
});
