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
  const by = teams[0]?.by ?? invitation?.by;
  if (by === undefined || (teams.length === 0 && invitation?.server.host === server?.host)) return null;
  return (
    <Panel tone="notice">
      <Notice shape="person">{say.meanwhile(by.name || by.address)}</Notice>
      <QuietButton onClick={onLook}>{say.look}</QuietButton>
    </Panel>
  );
}
