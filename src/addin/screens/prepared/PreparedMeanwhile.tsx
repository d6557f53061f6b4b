import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { useWords } from '../../parts/surroundings.ts';
import type { Origin } from '../connect/fields.ts';
import { usePrepared } from './use-prepared.ts';

/** That somebody has prepared a channel since the rep began to set up one; nothing where it is this very one. */
export function PreparedMeanwhile({ origin: { server }, onLook }: { origin: Origin; onLook: () => void }) {
  const { prepared: say } = useWords();
  const prepared = usePrepared();
  if (!prepared) return null;
  const { teams, invitation } = prepared;
  const latest = teams[0] ?? invitation;
  if (latest === null || (teams.length === 0 && invitation?.server.host === server?.host)) return null;
  const { by } = latest;
  return (
    <Panel tone="notice">
      <Notice shape="person">{say.meanwhile(by && (by.name || by.address))}</Notice>
      <QuietButton onClick={onLook}>{say.look}</QuietButton>
    </Panel>
  );
}
