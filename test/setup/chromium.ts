import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { findProgram } from './find-program.ts';

// The first is the browser without its own windows, which nobody sees here: a quarter faster.
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'msedge',
];

const folders = [
  '/Applications/Chromium.app/Contents/MacOS',
  '/Applications/Google Chrome.app/Contents/MacOS',
  'C:/Program Files/Google/Chrome/Application',
  'C:/Program Files (x86)/Microsoft/Edge/Application',
];

/** The Chromium to drive, or null: the one named in CHROMIUM_PATH, else one on this machine, else Playwright's own. */
export function findChromium(): string | null {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return existsSync(named) ? named : null;
  const installed = findProgram([...names, 'Chromium', 'Google Chrome'], folders);
  if (installed) return installed;
  const own = chromium.executablePath();
  return existsSync(own) ? own : null;
}

/** The Chromium to drive. Fails with a sentence for a person where there is none. */
export function requireChromium(): string {
  const found = findChromium();
  if (found) return found;
  const named = process.env['CHROMIUM_PATH'];
  throw new Error(
    named
      ? `CHROMIUM_PATH names ${named}, and there is no such file.`
      : 'The browser walks need a Chromium: install one, or name one in CHROMIUM_PATH, or let `npm test` fetch one.',
  );
}
