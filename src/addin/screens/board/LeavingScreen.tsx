import { Button, makeStyles, Spinner } from '@fluentui/react-components';
import { useState } from 'react';
import type { BoardChannel } from '../../../contract/shapes.ts';
import { PROVIDERS } from '../../../domain/provider.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { PanelTitle } from '../../parts/PanelTitle.tsx';
import { Question } from '../../parts/Question.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Section } from '../../parts/Section.tsx';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import { useLeaving } from './use-leaving.ts';
import { WaitingDecision } from './WaitingDecision.tsx';

const useStyles = makeStyles({
  text: { margin: 0 },
  button: { alignSelf: 'flex-start' },
});

/** Somebody leaves the company: what there is, what becomes of the mail that waits, and the word that removes it all. */
export function LeavingScreen({ person: { personId, sender }, onBack }: { person: BoardChannel; onBack: () => void }) {
  const styles = useStyles();
  const words = useWords();
  const { leaving } = words;
  const { facts, successor, choose, remove, removed, busy, trouble, ask } = useLeaving(personId);
  const [asking, setAsking] = useState(false);
  const who = sender.name || sender.address;

  if (removed !== null)
    return (
      <Screen title={leaving.title(who)} onBack={onBack}>
        <Panel tone="success">
          <PanelTitle shape="check" focused>
            {leaving.done(who)}
          </PanelTitle>
          <p className={styles.text}>{leaving.doneBody(removed.channels)}</p>
          {removed.messages > 0 && (
            <Notice shape={successor === null ? 'cross' : 'person'}>
              {successor === null
                ? leaving.dropped(removed.messages)
                : leaving.handedOver(removed.messages, successor.sender.name || successor.sender.address)}
            </Notice>
          )}
          {removed.underWay > 0 && <Notice shape="plane">{leaving.underWay(removed.underWay)}</Notice>}
        </Panel>
        <Button className={styles.button} appearance="primary" onClick={onBack}>
          {leaving.back}
        </Button>
      </Screen>
    );
  return (
    <Screen title={leaving.title(who)} onBack={onBack}>
      <Status>
        {trouble && (
          <TroubleNote trouble={trouble}>
            <Button onClick={ask}>{words.common.tryAgain}</Button>
          </TroubleNote>
        )}
      </Status>
      {facts === null && trouble === null && <Spinner size="tiny" label={words.common.loading} />}
      {facts !== null && (
        <>
          <Section title={leaving.has}>
            {facts.channels.map(({ id, sender: of, providerId, host }) => (
              <Notice key={id} shape="plane">
                {leaving.channel(of.address, providerId === 'custom' ? host : PROVIDERS[providerId].name)}
              </Notice>
            ))}
            <Notice shape="clock">{leaving.waits(facts.waitingCount)}</Notice>
            {facts.underWay > 0 && <Notice shape="plane">{leaving.underWay(facts.underWay)}</Notice>}
            {facts.records > 0 && <Notice>{leaving.records(facts.records)}</Notice>}
          </Section>
          {facts.waitingCount > 0 && <WaitingDecision facts={facts} successor={successor} onChoose={choose} />}
          {!asking && (
            <Button
              className={styles.button}
              onClick={() => {
                setAsking(true);
              }}
            >
              {leaving.remove}
            </Button>
          )}
          {asking && (
            <Question
              title={leaving.sure(who)}
              body={[
                leaving.sureBody,
                ...(facts.colleagues > 0 ? [leaving.sureColleagues(facts.colleagues, facts.colleaguesWaiting)] : []),
              ].join(' ')}
              yes={leaving.yes}
              no={leaving.no}
              busy={busy}
              onYes={() => void remove()}
              onNo={() => {
                setAsking(false);
              }}
            />
          )}
        </>
      )}
    </Screen>
  );
}
