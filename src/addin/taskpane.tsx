import { createRoot } from 'react-dom/client';
import { createHttpBackend } from './backend/http.ts';
import { readSettings } from './backend/settings.ts';
import { connectToOutlook } from './host/start.ts';
import { createIdentity } from './identity/identity.ts';
import { App } from './screens/App.tsx';
import './taskpane.css';

/** The pane: waits for Outlook, wires host, identity and backend, and draws. */
async function start(root: HTMLElement, officeScript: HTMLScriptElement): Promise<void> {
  const connected = await connectToOutlook(officeScript);
  if (!connected.ok) {
    const { OutsideOutlook } = await import(/* webpackChunkName: "outside" */ './screens/OutsideOutlook.tsx');
    createRoot(root).render(<OutsideOutlook why={connected.failure} />);
    return;
  }
  const host = connected.value;
  const { origin } = location;
  const identity = createIdentity({
    settings: () => readSettings(origin),
    redirectUri: `${origin}/sign-in.html`,
    loginHint: host.profile().emailAddress,
  });
  createRoot(root).render(<App host={host} backend={createHttpBackend({ origin, identity })} />);
}

const root = document.getElementById('root');
const script = document.getElementById('office-js');
if (root && script instanceof HTMLScriptElement) void start(root, script);
