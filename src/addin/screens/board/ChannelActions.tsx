import { Button, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import type { BoardChannel } from '../../../contract/shapes.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import { Question } from '../../parts/Question.tsx';
import { Status } from '../../parts/Status.tsx';
import { useSurroundings, useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';

const useStyles = makeStyles({ actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' } });

type Deed = 'stopChannel' | 'endChannelStop' | 'removeOrganisationChannel';

interface ChannelActionsProps {
  channel: BoardChannel;
  onDone: (said: string) => void;
}

/** What an administrator may do to a channel: pause it, let it go again, or remove it. */
export function ChannelActions({ channel, onDone }: ChannelActionsProps) {
  const styles = useStyles();
  const { backend } = useSurroundings();
  const { board } = useWords();
  const [asking, ask] = useState<'pause' | 'remove' | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<BackendFailure | null>(null);
  const { id, sender, waiting, colleagues, colleaguesWaiting, stoppedSince } = channel;

  const act = async (deed: Deed, said: (address: string) => string) => {
    setBusy(true);
    const done = await backend.ask(deed, { params: { id } });
    setBusy(false);
    ask(null);
    setTrouble(done.ok ? null : done.failure);
    if (done.ok) onDone(said(sender.address));
  };
  const removeBody = [
    board.removeBody(waiting),
    ...(colleagues > 0 ? [board.removeColleagues(colleagues, colleaguesWaiting)] : []),
  ].join(' ');
  return (
    <>
      {asking === null && (
        <div className={styles.actions}>
          {stoppedSince === null ? (
            <Button
              onClick={() => {
                ask('pause');
              }}
            >
              {board.pause}
            </Button>
          ) : (
            <Button disabledFocusable={busy} onClick={() => void act('endChannelStop', board.done.resumed)}>
              {board.resume}
            </Button>
          )}
          <Button
            onClick={() => {
              ask('remove');
            }}
          >
            {board.remove}
          </Button>
        </div>
      )}
      {asking !== null && (
        <Question
          title={asking === 'pause' ? board.pauseTitle : board.removeTitle}
          body={asking === 'pause' ? board.pauseBody : removeBody}
          yes={asking === 'pause' ? board.pauseYes : board.removeYes}
          no={board.no}
          busy={busy}
          onYes={() =>
            void (asking === 'pause'
              ? act('stopChannel', board.done.paused)
              : act('removeOrganisationChannel', board.done.removed))
          }
          onNo={() => {
            ask(null);
          }}
        />
      )}
      <Status>{trouble && <TroubleNote trouble={trouble} />}</Status>
    </>
  );
}
