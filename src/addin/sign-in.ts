import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge';
import { runPopupRelay } from '@azure/msal-browser/popup-relay';
import { readSettings } from './backend/settings.ts';
import type { DialogEnd } from './identity/in-dialog.ts';
import { keepInWindow, keptInWindow, keptWhileAway } from './identity/in-window.ts';
import { words } from './words/sign-in.en.ts';
import './sign-in.css';

/**
 * The page of sign-ins, in three parts. The pane opens it with the request in its hash: it asks for a click, without which
 * browsers block the identity provider's window, opens that and hands the answer on. The identity provider's window ends
 * on it too, with the answer in its address. And where the browser let no window open, Outlook opens it in a dialog, which
 * itself leaves for the identity provider and comes back.
 */
const page = document.getElementById('root') ?? document.body;

const say = (sentence: string): HTMLParagraphElement => {
  const paragraph = document.createElement('p');
  paragraph.textContent = sentence;
  page.replaceChildren(paragraph);
  return paragraph;
};

async function relay(): Promise<void> {
  const settings = await readSettings(location.origin);
  if (!settings.ok) return void say(words.away);
  const button = document.createElement('button');
  button.textContent = words.continue;
  button.addEventListener('click', () => {
    say(words.otherWindow);
    try {
      // Anybody can link to this page with any request in the hash: it leads to our identity provider and nowhere else.
      runPopupRelay({ allowedAuthorityOrigins: [new URL(settings.value.identity.authority).origin] });
    } catch {
      say(words.failed);
    }
  });
  say(words.purpose).after(button);
  button.focus();
}

/**
 * msal-browser closes this window as soon as it has handed the answer on, and our other window takes one that it sees
 * closed for the rep's refusal, even while the answer is on its way: so this one stays until that one has gone.
 */
function closeLast(): void {
  const close = window.close.bind(window);
  const other = window.opener as Window | null;
  window.close = () => {
    if (other && !other.closed) setTimeout(window.close, 100);
    else close();
  };
}

const DIALOG = '#dialog=';

async function signInHere(loginHint: string): Promise<void> {
  say(words.leaving);
  // While this window is away, it must know what it is.
  const end = await keptWhileAway('in-dialog', loginHint, async (): Promise<DialogEnd | 'server-away' | null> => {
    const settings = await readSettings(location.origin);
    if (!settings.ok) return 'server-away';
    const page = await import(/* webpackChunkName: "dialog-page" */ './identity/dialog-page.ts');
    return page.signInHere(settings.value.identity, `${location.origin}${location.pathname}`, loginHint);
  });
  if (end === null) return;
  if (end === 'server-away') return void say(words.away);
  keepInWindow('said', JSON.stringify(end));
  location.replace('signed-in.html');
}

const { hash } = location;
const loginHint = hash.startsWith(DIALOG) ? decodeURIComponent(hash.slice(DIALOG.length)) : null;
const inDialog = loginHint ?? keptInWindow('in-dialog');
if (hash.startsWith('#req=')) void relay();
else if (inDialog !== null) signInHere(inDialog).catch(() => say(words.failed));
else {
  closeLast();
  broadcastResponseToMainFrame().catch(() => say(words.failed));
}
