import { Panel } from '../../parts/Panel.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { useWords } from '../../parts/surroundings.ts';

/** Whose channel this is, for as long as its rep has no other: it stays in sight, and so does the way to an own one. */
export function SharedNote({ perDay, onOwn }: { perDay: number; onOwn: () => void }) {
  const words = useWords().shared;
  return (
    <Panel tone="notice">
      <Notice shape="info">{words.note(perDay)}</Notice>
      <QuietButton onClick={onOwn}>{words.ownInstead}</QuietButton>
    </Panel>
  );
}
