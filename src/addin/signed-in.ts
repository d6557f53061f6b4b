import { officeReady } from './host/office-script.ts';
import { forgetInWindow, keptInWindow } from './identity/in-window.ts';
import { words } from './words/signed-in.en.ts';
import './sign-in.css';

/** The page at which a window of the pane's ends: hands what is behind the #, or was kept for it, to the pane, which closes the window. */
const page = document.getElementById('root') ?? document.body;
const script = document.getElementById('office-js');

const say = (sentence: string): void => {
  const paragraph = document.createElement('p');
  paragraph.textContent = sentence;
  page.replaceChildren(paragraph);
};

async function tell(said: string): Promise<void> {
  if (script instanceof HTMLScriptElement) await officeReady(script);
  Office.context.ui.messageParent(said, { targetOrigin: location.origin });
  say(words.told);
}

say(words.telling);
const kept = keptInWindow('said');
if (kept !== null) forgetInWindow('said');
// Without office.js, or outside a window of the pane's, there is nobody to tell.
tell(kept ?? decodeURIComponent(location.hash.slice(1))).catch(() => say(words.alone));
