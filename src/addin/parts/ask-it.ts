import { useState, useTransition } from 'react';
import { SECOND } from '../../domain/instant.ts';
import type { ItQuestion } from '../words/en/it-message.ts';
import type { TroubleKind } from '../words/trouble.ts';
import { htmlBodyOf } from './html-body.ts';
import { useSurroundings } from './surroundings.ts';

/** An administrator is asked for a click; the server knows where, for this company. */
const FOR_CONSENT: readonly TroubleKind[] = ['admin-consent-missing'];
/** Without the link, the message tells the way to the same place. */
const PATIENCE = 5 * SECOND;

/** What became of the message; its text where the client opens none, as most do beside a draft. */
export type ItMessage = 'opened' | 'not-loaded' | { toCopy: string };

/**
 * Opens a prepared message to the IT department in the mail client; nobody is addressed, since only the rep knows whom to
 * ask. Its words may fail to load, and another click tries again.
 */
export function useAskIt(): { askIt: (question: ItQuestion) => void; message: ItMessage | null } {
  const { backend, host, words } = useSurroundings();
  const [message, setMessage] = useState<ItMessage | null>(null);
  const [, begin] = useTransition();
  const askIt = (question: ItQuestion) => {
    begin(async () => {
      const forConsent = question.trouble !== null && FOR_CONSENT.includes(question.trouble.kind);
      const link = forConsent ? await backend.ask('showConsentLink', { patience: PATIENCE }) : null;
      const consentLink = link?.ok ? link.value.url : null;
      // What fails in here would take the whole screen away, with what was typed.
      const loaded = await words.itMessage({ ...question, consentLink }).catch(() => null);
      if (loaded === null) {
        setMessage('not-loaded');
        return;
      }
      const { subject, paragraphs } = loaded;
      const done = await host.openNewMessage({ to: [], subject, htmlBody: htmlBodyOf(paragraphs) });
      setMessage(done.ok ? 'opened' : { toCopy: [subject, ...paragraphs].join('\n\n') });
    });
  };
  return { askIt, message };
}
