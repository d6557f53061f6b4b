import { lookUpMessage, lookUpSignIn, lookUpStandings } from './backend/look.ts';
import { createLaunchHost } from './host/launch-host.ts';
import { layBridge, tokenBy } from './identity/bridge.ts';
import { onMessageSend, onNewMessageCompose, type LaunchNeeds } from './launch-event/handlers.ts';

/** The server's address as it was when this was built, for an engine without a page. */
declare const SERVER: string;

/**
 * What Outlook runs by itself, on send and on a new draft. On the web, in the new Outlook and on the Mac it runs in
 * launch-event.html; in classic Outlook for Windows this very file runs alone, in an engine that may be of 2016 and has no
 * page, no storage, no second script and perhaps no network.
 */
const origin = typeof location === 'undefined' ? SERVER : location.origin;

function needs(): LaunchNeeds {
  let signedIn: Promise<string | null> | null = null;
  const token = () => (signedIn ??= signIn());
  return {
    host: createLaunchHost(Office),
    async look() {
      const given = await token();
      return given ? lookUpStandings(origin, given) : null;
    },
    async lookAt(id) {
      const given = await token();
      return given ? lookUpMessage(origin, given, id) : null;
    },
  };
}

async function signIn(): Promise<string | null> {
  if (typeof fetch === 'undefined') return null;
  const bridge = await layBridge();
  const how = bridge && (await lookUpSignIn(origin));
  return bridge && how ? tokenBy(bridge, how, newId) : null;
}

/** Tells questions apart, and guards nothing; these engines may have no cryptography. */
const newId = (): string =>
  'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => Math.floor(Math.random() * 16).toString(16));

if (typeof Office !== 'undefined') {
  // On a page office.js gives up on add-ins that do not ask for it; without a page there is nothing to wait for.
  if (typeof document !== 'undefined') void Office.onReady();
  Office.actions.associate('onMessageSend', (event: Office.MailboxEvent) => void onMessageSend(event, needs));
  Office.actions.associate(
    'onNewMessageCompose',
    (event: Office.MailboxEvent) => void onNewMessageCompose(event, needs),
  );
}
