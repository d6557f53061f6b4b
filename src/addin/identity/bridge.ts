/** Outlook's own sign-in (nested app authentication), as it lies in an add-in's globals. */
export interface Bridge {
  addEventListener(kind: 'message', listener: Heard): void;
  removeEventListener(kind: 'message', listener: Heard): void;
  postMessage(question: string): void;
}
/** Clients hand over the answer itself, or an event with it. */
type Heard = (heard: string | { data: string }) => void;

declare global {
  /** Lays the bridge, where a client lays it only when it is wanted. */
  var __initializeNestedAppAuth: (() => Promise<void>) | undefined;
  var nestedAppAuthBridge: Bridge | undefined;
}

/** The bridge, or null in a client that has none. */
export async function layBridge(): Promise<Bridge | null> {
  if (typeof __initializeNestedAppAuth === 'function') await __initializeNestedAppAuth();
  return typeof nestedAppAuthBridge === 'undefined' ? null : nestedAppAuthBridge;
}

/**
 * A token from Outlook without the rep noticing, or null. The words are those of msal-browser (its BridgeProxy, 5.29.0),
 * for a launch event that has a second and an engine of 2016: msal-browser asks for newer ones, and is ten times as large
 * as all the rest. Without a bridge, or with a client that never answers, there is none.
 */
export async function tokenBy(
  bridge: Bridge,
  { clientId, scope, authority }: { clientId: string; scope: string; authority: string },
  newId: () => string,
): Promise<string | null> {
  await ask(bridge, { method: 'GetInitContext' }, newId());
  const tokenParams = {
    ...{ clientId, scope, authority },
    correlationId: newId(),
    authenticationScheme: 'Bearer',
    extraParameters: {},
  };
  const { success, token } = await ask(bridge, { method: 'GetToken', tokenParams }, newId());
  return success === true && typeof token?.access_token === 'string' ? token.access_token : null;
}

interface Answer {
  requestId?: unknown;
  success?: unknown;
  token?: { access_token?: unknown };
}

function ask(bridge: Bridge, question: object, requestId: string): Promise<Answer> {
  return new Promise((settle) => {
    const hear: Heard = (heard) => {
      const answer = parse(typeof heard === 'string' ? heard : heard.data);
      if (answer?.requestId !== requestId) return;
      bridge.removeEventListener('message', hear);
      settle(answer);
    };
    bridge.addEventListener('message', hear);
    const sent = { messageType: 'NestedAppAuthRequest', requestId, sendTime: Date.now(), clientLibrary: 'postlane' };
    bridge.postMessage(JSON.stringify({ ...sent, clientLibraryVersion: '1', ...question }));
  });
}

/** The bridge may carry others' words too. */
function parse(text: string): Answer | null {
  try {
    return JSON.parse(text) as Answer | null;
  } catch {
    return null;
  }
}
