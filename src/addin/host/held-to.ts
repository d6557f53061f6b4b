import { failed } from '../../domain/result.ts';
import type { Ask } from './calls.ts';
import type { Outlook } from './mail-client.ts';

/**
 * Calls for what is open now, and for nothing else. Office.js sends every call to the item that is open when the call
 * goes out, whatever object it was made on: so each is held back at that moment, not when it was asked for.
 */
export function heldTo(outlook: Outlook, open: () => unknown): Ask {
  const held = open();
  return async (call, start, milliseconds) => {
    let movedOn = false;
    const answer = await outlook.ask(
      call,
      (answered: Parameters<typeof start>[0]) => {
        movedOn = open() !== held;
        if (!movedOn) return start(answered);
        answered({ status: outlook.office.AsyncResultStatus.Failed } as Parameters<typeof answered>[0]);
      },
      milliseconds,
    );
    return movedOn ? failed({ kind: 'host-moved-on', call }) : answer;
  };
}
