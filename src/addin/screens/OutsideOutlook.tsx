import type { NoHost } from '../host/host.ts';
import { wordsFor } from '../words/words.ts';

/** What a plain browser tab shows, or a mail client that stays silent: a friendly page without styles to load or people to know. */
export function OutsideOutlook({ why = 'outside-outlook' }: { why?: NoHost }) {
  const words = wordsFor(navigator.language);
  const { title, body, how } = words.outside[why];
  return (
    <main
      lang="en"
      style={{
        font: '16px/1.5 "Segoe UI", -apple-system, BlinkMacSystemFont, Roboto, "Helvetica Neue", sans-serif',
        maxWidth: '32rem',
        margin: '0 auto',
        padding: '15vh 24px 24px',
      }}
    >
      <h1 style={{ fontSize: '1.5rem', lineHeight: 1.3 }}>{title}</h1>
      <p>{body}</p>
      <p>{how}</p>
      {why === 'host-silent' && (
        <button
          type="button"
          style={{ font: 'inherit', padding: '6px 16px' }}
          onClick={() => {
            location.reload();
          }}
        >
          {words.broken.reload}
        </button>
      )}
    </main>
  );
}
