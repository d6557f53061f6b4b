import { createRoot, type Root } from 'react-dom/client';
import { createHttpBackend } from './backend/http.ts';
import { readSettings } from './backend/settings.ts';
import { connectToOutlook } from './host/start.ts';
import { createIdentity } from './identity/identity.ts';
import { App } from './screens/App.tsx';
import { OutsideOutlook } from './screens/OutsideOutlook.tsx';
import './taskpane.css';

/** The pane: waits for Outlook, wires host, identity and backend, and draws. */
async function start(root: Root, officeScript: HTMLScriptElement): Promise<void> {
  const connected = await connectToOutlook(officeScript);
  if (!connected.ok) {
    root.render(<OutsideOutlook why={connected.failure} />);
    return;
  }
  const host = connected.value;
  const { origin } = location;
  const identity = createIdentity({
    settings: () => readSettings(origin),
    redirectUri: `${origin}/sign-in.html`,
    loginHint: host.profile().emailAddress,
    openDialog: (url) => host.openWindow(url, new AbortController().signal),
    clock: Date.now,
  });
  const backend = createHttpBackend({ origin, identity });
  root.render(<App host={host} backend={backend} wish={host.initialWish()} />);
}

const place = document.getElementById('root');
const script = document.getElementById('office-js');
if (place && script instanceof HTMLScriptElement) {
  const root = createRoot(place);
  // An Outlook that throws where it should tell whose mailbox this is tells as little as a silent one.
  start(root, script).catch(() => root.render(<OutsideOutlook why="host-silent" />));
}
