import { failed, success, type Result } from '../../domain/result.ts';
import type { Host, NoHost } from './host.ts';
import { createOutlookHost } from './outlook.ts';

// A host that never answers leaves Office.onReady waiting for ever.
const PATIENCE = 10_000;

/** Waits for office.js and for the client behind it. `script` is the page's own element that loads office.js. */
export async function connectToOutlook(
  script: HTMLScriptElement,
  milliseconds = PATIENCE,
): Promise<Result<Host, NoHost>> {
  const info = await Promise.race([ready(script), nothingAfter(milliseconds)]);
  if (info === null) return failed('host-silent');
  return info.host === Office.HostType.Outlook ? success(createOutlookHost(Office)) : failed('outside-outlook');
}

async function ready(script: HTMLScriptElement): Promise<{ host: Office.HostType } | null> {
  if (!(await loaded(script))) return null;
  return Office.onReady();
}

/** Whether the script is there: it may have come or failed before anyone listened. */
function loaded(script: HTMLScriptElement): Promise<boolean> {
  if ('Office' in globalThis) return Promise.resolve(true);
  return new Promise((settle) => {
    script.addEventListener('load', () => settle(true));
    script.addEventListener('error', () => settle(false));
  });
}

const nothingAfter = (milliseconds: number): Promise<null> =>
  new Promise((settle) => setTimeout(() => settle(null), milliseconds));
