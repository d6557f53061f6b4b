import { Button, Field, Input, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import type { Channel } from '../../../contract/shapes.ts';
import { Disclosure } from '../../parts/Disclosure.tsx';
import { Question } from '../../parts/Question.tsx';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import { useManage } from './use-manage.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'end' },
  field: { flexGrow: 1, flexBasis: '140px' },
});

interface ManageChannelProps {
  channel: Channel;
  /** Messages that would not be sent if the channel went. */
  waiting: number;
  onRepair: () => void;
  onAnother: () => void;
}

/** What is needed now and then: another name, another password, another channel, none. */
export function ManageChannel({ channel, waiting, onRepair, onAnother }: ManageChannelProps) {
  const styles = useStyles();
  const words = useWords();
  const { name, setName, rename, remove, busy, trouble } = useManage(channel);
  const [asking, ask] = useState(false);
  return (
    <Disclosure label={words.home.manage}>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault();
          void rename();
        }}
      >
        <Field className={styles.field} label={words.home.senderName}>
          <Input
            value={name}
            autoComplete="off"
            onChange={(_, data) => {
              setName(data.value);
            }}
          />
        </Field>
        <Button type="submit" disabled={busy || name.trim() === channel.sender.name}>
          {words.home.save}
        </Button>
      </form>
      <div className={styles.row}>
        {channel.health.state === 'working' && <Button onClick={onRepair}>{words.home.newPassword}</Button>}
        <Button onClick={onAnother}>{words.home.another}</Button>
        {!asking && (
          <Button
            onClick={() => {
              ask(true);
            }}
          >
            {words.home.remove}
          </Button>
        )}
      </div>
      {asking && (
        <Question
          title={words.home.removeTitle}
          body={words.home.removeBody(waiting)}
          yes={words.home.removeYes}
          no={words.home.removeNo}
          busy={busy}
          onYes={() => void remove()}
          onNo={() => {
            ask(false);
          }}
        />
      )}
      <Status>{trouble && <TroubleNote trouble={trouble} />}</Status>
    </Disclosure>
  );
}
