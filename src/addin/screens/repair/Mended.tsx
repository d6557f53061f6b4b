import { Button } from '@fluentui/react-components';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { SuccessSign } from '../../parts/SuccessSign.tsx';
import { useWords } from '../../parts/surroundings.ts';
import type { OwnCondition } from '../known/condition.ts';

interface MendedProps {
  /** How the channel stood before. */
  purpose: OwnCondition;
  /** By what it was mended; `graph` when it sends by that from now on. */
  by: 'password' | 'sign-in' | 'graph';
  /** Messages that waited for it, and those that still do: for the rep's word. */
  waited: number;
  held: number;
  onHome: () => void;
  onLeave: () => void;
}

/** The channel works: what goes out now, and what waits for the rep to say whether it still should. */
export function Mended({ purpose, by, waited, held, onHome, onLeave }: MendedProps) {
  const words = useWords();
  const { repair } = words;
  const going = Math.max(0, waited - held);
  const title = (): string => {
    if (by === 'graph') return words.graph.done;
    return (by === 'sign-in' ? words.signInToSend : repair).done[purpose];
  };
  return (
    <Screen title={title()} before={<SuccessSign />}>
      {(going > 0 || held === 0) && (
        <Notice shape="plane">{going > 0 ? repair.going(going) : repair.nothingWaited}</Notice>
      )}
      {held > 0 && <Notice shape="hold">{words.held.waits(held)}</Notice>}
      {held > 0 && (
        <Button appearance="primary" onClick={onHome}>
          {words.held.look}
        </Button>
      )}
      <Button appearance={held > 0 ? 'secondary' : 'primary'} onClick={onLeave}>
        {words.connect.done}
      </Button>
    </Screen>
  );
}
