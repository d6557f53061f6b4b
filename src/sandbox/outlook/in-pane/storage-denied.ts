/**
 * Denies this frame its storage and cookies, as browsers do that block third-party storage: the mere mention throws.
 * The host asks for it in `window.name`. Served in front of office.js, as a plain script.
 */
{
  const wishes = /"storage":"denied"/.test(window.name);
  if (wishes) {
    for (const storage of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, storage, {
        configurable: true,
        get: () => {
          throw new DOMException(
            `Failed to read the '${storage}' property from 'Window': Access is denied for this document.`,
            'SecurityError',
          );
        },
      });
    }
    Object.defineProperty(document, 'cookie', { configurable: true, get: () => '', set: () => undefined });
  }
}
