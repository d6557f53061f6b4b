import { Button, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { Notice } from '../../parts/Notice.tsx';
import { Question } from '../../parts/Question.tsx';
import { SaveFile } from '../../parts/SaveFile.tsx';
import { Section } from '../../parts/Section.tsx';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import { useKnowledge } from '../known/known-context.ts';
import type { Erased } from './ErasedScreen.tsx';
import { useOwnData } from './use-own-data.ts';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' },
});

/** All that Postlane has of the rep: to take along as a file, and to delete. */
export default function OwnData({ onErased }: { onErased: (erased: Erased) => void }) {
  const styles = useStyles();
  const { leaving } = useWords();
  const { known } = useKnowledge();
  const { file, take, erase, busy, trouble } = useOwnData(onErased);
  const [asking, ask] = useState(false);
  const channels = known.channels ?? [];
  const colleagues = channels.reduce((sum, channel) => sum + channel.colleagues, 0);
  const isStopped = channels.some(({ stoppedSince }) => stoppedSince !== null);
  return (
    <Section title={leaving.own}>
      <Notice>{leaving.ownBody}</Notice>
      <div className={styles.actions}>
        <Button disabledFocusable={busy} onClick={() => void take()}>
          {leaving.export}
        </Button>
        {!asking && !isStopped && (
          <Button
            onClick={() => {
              ask(true);
            }}
          >
            {leaving.erase}
          </Button>
        )}
      </div>
      {file !== null && <SaveFile file={file} name={leaving.file} label={leaving.own} />}
      {isStopped && <Notice shape="building">{leaving.eraseStopped}</Notice>}
      {asking && (
        <Question
          title={leaving.eraseTitle}
          body={[
            leaving.eraseBody(channels.length),
            ...(colleagues > 0 ? [leaving.eraseColleagues(colleagues)] : []),
          ].join(' ')}
          yes={leaving.eraseYes}
          no={leaving.eraseNo}
          busy={busy}
          onYes={() => void erase()}
          onNo={() => {
            ask(false);
          }}
        />
      )}
      <Status>{trouble && <TroubleNote trouble={trouble} />}</Status>
    </Section>
  );
}
