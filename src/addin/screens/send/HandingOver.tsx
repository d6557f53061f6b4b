import { Bar } from '../../parts/Bar.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useWords } from '../../parts/surroundings.ts';
import type { Sending } from './sending.ts';

/** The draft on its way to our server: as one message, or as several, one after the other. */
export function HandingOver({ sending }: { sending: Extract<Sending, { phase: 'handing-over' }> }) {
  const words = useWords();
  const { draft, handed, done, sentBytes } = sending;
  const total = draft.attachments.reduce((sum, { size }) => sum + size, 0);
  const sent = Math.min(sentBytes, total);
  const parts = Math.max(1, handed.parts);
  const share = total === 0 && parts === 1 ? 1 : Math.min(1, (done + (total === 0 ? 0 : sent / total)) / parts);
  const title = parts > 1 ? words.split.handingOver : words.send.uploading;
  return (
    <Screen title={title}>
      {(total > 0 || parts > 1) && (
        <>
          <Bar
            role="progressbar"
            aria-label={title}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(share * 100)}
            share={share}
          />
          <Notice>
            {parts > 1 ? (
              <span role="status">{words.split.progress(done, parts)}</span>
            ) : (
              words.send.progress(sent, total)
            )}
          </Notice>
        </>
      )}
      <Notice shape="clock">{words.send.stay}</Notice>
    </Screen>
  );
}
