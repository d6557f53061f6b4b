import { useCallback, useState } from 'react';
import type { ItQuestion } from '../words/en/it-message.ts';
import { useSurroundings } from './surroundings.ts';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);

/**
 * Opens a prepared message to the IT department in the mail client; nobody is addressed, since only the rep knows whom to
 * ask. Where the client opens none, as most do beside a draft, `toCopy` is its text.
 */
export function useAskIt(): {
  askIt: (question: ItQuestion) => Promise<void>;
  opened: boolean;
  toCopy: string | null;
} {
  const { host, words } = useSurroundings();
  const [opened, setOpened] = useState(false);
  const [toCopy, setToCopy] = useState<string | null>(null);
  const askIt = useCallback(
    async (question: ItQuestion) => {
      const { subject, paragraphs } = words.itMessage(question);
      const htmlBody = paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('');
      const done = await host.openNewMessage({ to: [], subject, htmlBody });
      setOpened(done.ok);
      setToCopy(done.ok ? null : [subject, ...paragraphs].join('\n\n'));
    },
    [host, words],
  );
  return { askIt, opened, toCopy };
}
