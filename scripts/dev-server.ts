// What `npm start` runs beside Outlook: the pane, built for development, and the server at the address the manifest
// names, with a certificate that this machine is asked to trust once.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { getHttpsServerOptions } from 'office-addin-dev-certs';
import { loadConfig } from '../src/server/config.ts';
import { buildServer } from '../src/server/main.ts';

const root = join(import.meta.dirname, '..');

const config = loadConfig({ PORT: '3000', PUBLIC_URL: 'https://localhost:3000', ...process.env });
if (!config.ok) {
  for (const sentence of config.failure) console.error(sentence);
  console.error('docs/deploying.md says where each of these comes from. `npm run sandbox` needs none of them.');
  process.exit(1);
}

const webpack = join(root, 'node_modules/webpack/bin/webpack.js');
const { status } = spawnSync(process.execPath, [webpack, '--mode', 'development'], { cwd: root, stdio: 'inherit' });
if (status !== 0) process.exit(1);

const { key, cert } = await getHttpsServerOptions();
const server = await buildServer(config.value, { https: { key: String(key), cert: String(cert) } });
const stop = (): void => void server.stop();
process.once('SIGTERM', stop).once('SIGINT', stop);
await server.start();
