import { Button, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import type { Message } from '../../../contract/shapes.ts';
import { Panel } from '../../parts/Panel.tsx';
import { useSurroundings, useWords } from '../../parts/surroundings.ts';
import { partIds } from '../../launch-event/handed.ts';
import { forgetHalf, halvesOf } from '../send/halves.ts';

const useStyles = makeStyles({
  text: { margin: 0 },
  forget: { alignSelf: 'flex-start' },
});

/** Reminds of drafts that some got and others did not, because they were handed over in part and closed: nobody else knows of the rest. */
export function HalfSent({ messages }: { messages: readonly Message[] }) {
  const styles = useStyles();
  const { host, device } = useSurroundings();
  const words = useWords();
  const mailbox = host.profile().emailAddress;
  const [halves, setHalves] = useState(() => halvesOf(device, mailbox));
  const { half: say } = words.split;
  return halves.map((half) => {
    const ids = partIds(half);
    const has = messages.filter(({ id }) => ids.includes(id));
    const [one] = has;
    const isOver = has.length === half.parts || has.every(({ state }) => state === 'dropped');
    if (one === undefined || isOver) return null;
    const reached = has.reduce((sum, { recipients }) => sum + recipients.length, 0);
    return (
      <Panel key={half.id} tone="notice">
        <p className={styles.text}>{say.told(one.subject || words.home.noSubject, reached, half.recipients)}</p>
        <p className={styles.text}>{say.next}</p>
        <Button
          size="small"
          className={styles.forget}
          onClick={() => {
            forgetHalf(device, mailbox, half);
            setHalves(halvesOf(device, mailbox));
          }}
        >
          {say.forget}
        </Button>
      </Panel>
    );
  });
}
