import { Button, makeStyles } from '@fluentui/react-components';
import type { MessageState } from '../../../domain/outbox.ts';
import { PROVIDERS } from '../../../domain/provider.ts';
import type { DraftHandle } from '../../host/host.ts';
import { Bar } from '../../parts/Bar.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { Pictogram } from '../../parts/Pictogram.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { STATE_SHAPE } from '../../parts/state-shape.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';
import { useMessage } from '../known/use-message.ts';
import { partIds, type Handed } from './handed.ts';
import { useClosing } from './use-closing.ts';

const useStyles = makeStyles({
  text: { margin: 0 },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '6px' },
  part: { display: 'flex', gap: '8px', alignItems: 'start', '& svg': { marginTop: '2px' } },
  actions: { display: 'flex', flexDirection: 'column', gap: '8px' },
});

const NEEDS_THE_REP: readonly MessageState[] = ['held', 'refused', 'uncertain', 'dropped'];
const GONE_FOR_NOTHING: readonly MessageState[] = ['refused', 'dropped'];

interface SplitOutcomeProps {
  draft: DraftHandle;
  handed: Handed;
  /** Whether this pane handed it over since it was opened: only then may the draft close by itself. */
  here: boolean;
  /** Makes new messages of the draft. */
  onAgain: () => void;
  onHome: () => void;
}

/** What becomes of a draft that goes as several messages: each with its state, and whoever needs a word is found at home. */
export function SplitOutcome({ draft, handed, here, onAgain, onHome }: SplitOutcomeProps) {
  const styles = useStyles();
  const { words, clock } = useSurroundings();
  const { known } = useKnowledge();
  const ids = partIds(handed);
  const messages = ids.flatMap((id) => known.messages.find((one) => one.id === id) ?? []);
  const [first] = messages;
  const sent = messages.filter(({ state }) => state === 'accepted');
  const all = sent.length === handed.parts;
  const reachedAll = all && sent.every(({ recipients }) => recipients.every(({ outcome }) => outcome === 'accepted'));
  const stuck = messages.filter(({ state }) => NEEDS_THE_REP.includes(state));
  const nothingWent =
    messages.length === handed.parts && messages.every(({ state }) => GONE_FOR_NOTHING.includes(state));
  const needsTheRep = stuck.length > 0 || (all && !reachedAll);
  const channel = known.channels?.find(({ id }) => id === first?.channelId);
  const copyIsKept = channel !== undefined && PROVIDERS[channel.providerId].keepsSentCopy;
  const { closing, due, changed, close, keep } = useClosing({
    draft,
    sent: handed.fingerprint,
    done: reachedAll,
    byItself: here && copyIsKept,
  });

  if (closing === 'left' || closing === 'discarded') {
    return (
      <Screen title={words.send[closing]}>
        {closing === 'left' && (
          <Panel tone="notice">
            <p className={styles.text}>{words.send.leftBody}</p>
          </Panel>
        )}
        <Button onClick={onHome}>{words.send.home}</Button>
      </Screen>
    );
  }

  const now = clock.now();
  const sendAt = (first?.sendAt ?? 0) > now ? (first?.sendAt ?? null) : null;
  const title = all ? words.send.state.accepted : words.split.underWay(handed.parts);
  return (
    <Screen title={title}>
      {!all && (
        <Bar
          role="progressbar"
          aria-label={title}
          aria-valuemin={0}
          aria-valuemax={handed.parts}
          aria-valuenow={sent.length}
          share={sent.length / handed.parts}
        />
      )}
      <Panel tone={needsTheRep ? 'notice' : all ? 'success' : 'plain'}>
        {!all && <p className={styles.text}>{words.split.safe}</p>}
        {!all && (
          <p role="status" className={styles.text}>
            {words.split.sent(sent.length, handed.parts)}
          </p>
        )}
        {sendAt !== null && (
          <p className={styles.text}>{words.later.goesOut(words.format.when(sendAt, now), words.format.zone)}</p>
        )}
        <ol className={styles.list}>
          {ids.map((id, at) => (
            <Part key={id} id={id} number={at + 1} />
          ))}
        </ol>
        <span role="status">{needsTheRep && <Notice shape="warning">{words.split.lookHome}</Notice>}</span>
      </Panel>
      {first && (
        <Notice shape="plane">
          {first.subject || words.send.noSubject}
          <br />
          {words.send.recipients(messages.reduce((sum, { recipients }) => sum + recipients.length, 0))}
        </Notice>
      )}
      {changed && <Notice shape="warning">{words.send.changed}</Notice>}
      {all && channel !== undefined && !copyIsKept && <Notice shape="warning">{words.send.onlyCopy}</Notice>}
      <div className={styles.actions}>
        {reachedAll ? (
          <Button appearance="primary" onClick={() => void close()}>
            {words.send.close}
          </Button>
        ) : (
          <Button appearance="primary" onClick={onHome}>
            {words.send.home}
          </Button>
        )}
        {nothingWent && <Button onClick={onAgain}>{words.send.editAndSend}</Button>}
        {!nothingWent && (changed || (all && !here)) && <Button onClick={onAgain}>{words.send.asNew}</Button>}
        {due && (
          <>
            <Button onClick={keep}>{words.send.keepOpen}</Button>
            <Notice shape="clock">{words.send.closing}</Notice>
          </>
        )}
      </div>
    </Screen>
  );
}

function Part({ id, number }: { id: string; number: number }) {
  const styles = useStyles();
  const { words } = useSurroundings();
  const message = useMessage(id);
  const state = message?.state ?? 'queued';
  return (
    <li className={styles.part}>
      <Pictogram shape={STATE_SHAPE[state]} />
      <span>
        {words.split.part(number, words.send.recipients(message?.recipients.length ?? 0), words.home.state[state])}
      </span>
    </li>
  );
}
