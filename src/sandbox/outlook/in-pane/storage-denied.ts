/**
 * Denies this frame its storage, as browsers do that block third-party storage: the mere mention throws.
 * The host asks for it in `window.name`. Served in front of office.js, as a plain script.
 */
{
  const wishes = /"storage":"denied"/.test(window.name);
  if (wishes) {
    for (const storage of ['localStorage', 'sessionStorage', 'indexedDB']) {
      Object.defineProperty(window, storage, {
        configurable: true,
        get: () => {
          throw new DOMException(`Access to ${storage} is denied for this document.`, 'SecurityError');
        },
      });
    }
    Object.defineProperty(document, 'cookie', { configurable: true, get: () => '', set: () => undefined });
  }
}
