/**
 * The bridge by which msal-browser asks the host for tokens (nested app authentication). A host on another
 * origin cannot set a global in the pane, so our copy of office.js sets it and passes the strings on.
 * Served behind office.js, as a plain script.
 */
{
  interface HostWishes {
    readonly hostOrigin: string;
    readonly nestedAuth: boolean;
  }

  const wishes = /"sandbox":(\{[^}]*\})/.exec(window.name)?.[1];
  const { hostOrigin, nestedAuth } = (wishes ? JSON.parse(wishes) : { nestedAuth: false }) as HostWishes;
  if (nestedAuth) {
    const listeners = new Set<(answer: string) => void>();
    window.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (event.source !== window.parent || event.origin !== hostOrigin || typeof event.data !== 'string') return;
      const answer = event.data;
      if (answer.includes('"NestedAppAuthResponse"')) listeners.forEach((listener) => listener(answer));
    });
    Object.assign(window, {
      nestedAppAuthBridge: {
        addEventListener: (_kind: 'message', listener: (answer: string) => void) => listeners.add(listener),
        removeEventListener: (_kind: 'message', listener: (answer: string) => void) => listeners.delete(listener),
        postMessage: (question: string) => window.parent.postMessage(question, hostOrigin),
      },
    });
  }
}
