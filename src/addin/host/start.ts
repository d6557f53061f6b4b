import { failed, success, type Result } from '../../domain/result.ts';
import type { Host, NoHost } from './host.ts';
import { officeReady } from './office-script.ts';
import { createOutlookHost } from './outlook.ts';

// A host that never answers leaves Office.onReady waiting for ever.
const PATIENCE = 10_000;

/** Waits for office.js and for the client behind it. `script` is the page's own element that loads office.js. */
export async function connectToOutlook(
  script: HTMLScriptElement,
  milliseconds = PATIENCE,
): Promise<Result<Host, NoHost>> {
  const info = await Promise.race([officeReady(script), nothingAfter(milliseconds)]);
  if (info === null) return failed('host-silent');
  return info.host === Office.HostType.Outlook ? success(createOutlookHost(Office)) : failed('outside-outlook');
}

const nothingAfter = (milliseconds: number): Promise<null> =>
  new Promise((settle) => setTimeout(() => settle(null), milliseconds));
