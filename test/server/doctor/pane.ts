import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readManifest } from '../../../src/server/doctor/manifest.ts';

/** A pane as it is built for an address, each file with nothing in it but its own name, and pages with their scripts'. */
export async function layPane(folder: string, publicUrl: string): Promise<void> {
  const manifest = (await readFile('manifest.xml', 'utf8')).replaceAll('https://localhost:3000', publicUrl);
  const files = readManifest(manifest).addresses.map((address) => new URL(address).pathname);
  for (const file of [...files, '/.well-known/microsoft-officeaddins-allowed.json']) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), file);
  }
  for (const page of ['sign-in', 'signed-in', 'consented'])
    await writeFile(join(folder, `${page}.html`), `<script defer="defer" src="/${page}.0f1e2d3c.js"></script>`);
  await writeFile(join(folder, 'manifest.xml'), manifest);
}
