import { useCallback, useState } from 'react';
import type { ItQuestion } from '../words/en/it-message.ts';
import type { Trouble } from '../words/trouble.ts';
import { useSurroundings } from './surroundings.ts';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);

/** Opens a prepared message to the IT department in the mail client; nobody is addressed, since only the rep knows whom to ask. */
export function useAskIt(): {
  askIt: (question: ItQuestion) => Promise<void>;
  opened: boolean;
  refused: Trouble | null;
} {
  const { host, words } = useSurroundings();
  const [opened, setOpened] = useState(false);
  const [refused, setRefused] = useState<Trouble | null>(null);
  const askIt = useCallback(
    async (question: ItQuestion) => {
      const { subject, paragraphs } = words.itMessage(question);
      const htmlBody = paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('');
      const done = await host.openNewMessage({ to: [], subject, htmlBody });
      setOpened(done.ok);
      setRefused(done.ok ? null : done.failure);
    },
    [host, words],
  );
  return { askIt, opened, refused };
}
