import { Button, Field, Input, makeStyles, Select, Spinner } from '@fluentui/react-components';
import { useState } from 'react';
import type { BoardChannel } from '../../../contract/shapes.ts';
import { BOARD_SHOWS, type BoardShow } from '../../../domain/board.ts';
import { Notice } from '../../parts/Notice.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Rows } from '../../parts/Rows.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Section } from '../../parts/Section.tsx';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import { useNow } from '../../parts/use-now.ts';
import { toSignIn } from '../../words/trouble-words.ts';
import { useKnowledge } from '../known/known-context.ts';
import { LeavingScreen } from './LeavingScreen.tsx';
import { PersonRow } from './PersonRow.tsx';
import { summaryOf, summaryShape } from './summary.ts';
import { byPerson } from './told-person.ts';
import { useBoard } from './use-board.ts';

const useStyles = makeStyles({
  filter: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  field: { flexGrow: 1, flexBasis: '130px', minWidth: 0 },
  spinner: { alignSelf: 'flex-start' },
});

/** For an administrator: every channel of the company by whose it is, how it does, and what may be done to it. */
export default function BoardScreen({ show, onBack }: { show: BoardShow; onBack: () => void }) {
  const styles = useStyles();
  const words = useWords();
  const { signIn } = useKnowledge();
  const { channels, counts, hasMore, asking, trouble, wanted, want, more, again } = useBoard(show);
  const [leaver, setLeaver] = useState<BoardChannel | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const now = useNow([]);
  const { board } = words;
  const retry = async () => {
    if (toSignIn(trouble)) await signIn();
    again();
  };
  if (leaver !== null)
    return (
      <LeavingScreen
        person={leaver}
        onBack={() => {
          setLeaver(null);
          again();
        }}
      />
    );
  return (
    <Screen title={board.title} onBack={onBack}>
      <Status>
        {trouble && (
          <TroubleNote trouble={trouble}>
            <Button appearance="primary" onClick={() => void retry()}>
              {toSignIn(trouble) ? words.common.signIn : words.common.tryAgain}
            </Button>
          </TroubleNote>
        )}
        {counts && counts.channels > 0 && <Notice shape={summaryShape(counts)}>{summaryOf(words, counts)}</Notice>}
        {done && <Notice shape="check">{done}</Notice>}
      </Status>
      {counts?.channels === 0 && <Notice>{board.none}</Notice>}
      {counts !== null && counts.channels > 0 && (
        <div className={styles.filter}>
          <Field className={styles.field} label={board.show}>
            <Select
              value={wanted.show}
              onChange={(_, { value }) => {
                want({ ...wanted, show: value as BoardShow });
              }}
            >
              {BOARD_SHOWS.map((one) => (
                <option key={one} value={one}>
                  {board.shows[one]}
                </option>
              ))}
            </Select>
          </Field>
          <Field className={styles.field} label={board.find}>
            <Input
              value={wanted.find}
              autoComplete="off"
              spellCheck={false}
              onChange={(_, { value }) => {
                want({ ...wanted, find: value });
              }}
            />
          </Field>
        </div>
      )}
      {asking && channels === null && <Spinner className={styles.spinner} size="tiny" label={words.common.loading} />}
      {channels !== null && channels.length > 0 && (
        <Section title={board.list}>
          <Rows>
            {byPerson(channels).map((theirs) => (
              <PersonRow
                key={theirs[0].personId}
                channels={theirs}
                now={now}
                onDone={(said) => {
                  setDone(said);
                  again();
                }}
                onLeaves={() => {
                  setLeaver(theirs[0]);
                }}
              />
            ))}
          </Rows>
          {hasMore && !asking && <QuietButton onClick={more}>{board.more}</QuietButton>}
        </Section>
      )}
      <Status>
        {!asking && channels?.length === 0 && counts !== null && counts.channels > 0 && (
          <Notice>{board.nothing}</Notice>
        )}
      </Status>
    </Screen>
  );
}
