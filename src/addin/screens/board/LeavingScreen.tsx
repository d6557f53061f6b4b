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
import { personLine, toldPerson, whoIs } from './told-person.ts';
import { useLeaving } from './use-leaving.ts';
import { WaitingDecision } from './WaitingDecision.tsx';

const useStyles = makeStyles({
  text: { margin: 0 },
  button: { alignSelf: 'flex-start' },
});

/** Somebody leaves the company: what there is, what becomes of the mail that waits, and the word that removes it all. */
export function LeavingScreen({ person, onBack }: { person: BoardChannel; onBack: () => void }) {
  const styles = useStyles();
  const words = useWords();
  const { board, leaving } = words;
  const { facts, successor, choose, remove, removed, busy, trouble, ask } = useLeaving(person.personId);
  const [asking, setAsking] = useState(false);
  const told = toldPerson(person);
  const who = whoIs(told);
  const heir = successor && personLine(words, toldPerson(successor));

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
              {heir === null ? leaving.dropped(removed.messages) : leaving.handedOver(removed.messages, heir)}
            </Notice>
          )}
          {removed.underWay > 0 && <Notice shape="plane">{leaving.underWay(removed.underWay)}</Notice>}
          <Notice shape="building">{leaving.stillLetIn}</Notice>
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
          <Notice shape="person">{personLine(words, told)}</Notice>
          {told.isTyped && <Notice shape="warning">{board.typed}</Notice>}
          <Section title={leaving.has}>
            {facts.channels.map(({ id, sender: of, providerId, host }) => (
              <Notice key={id} shape="plane">
                {leaving.channel(
                  board.sendsAs(of.name, of.address),
                  providerId === 'custom' ? host : PROVIDERS[providerId].name,
                )}
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
                heir === null
                  ? leaving.sureDropped(facts.waitingCount)
                  : leaving.sureHandedOver(facts.waitingCount, heir),
                ...(facts.colleagues > 0 ? [leaving.sureColleagues(facts.colleagues, facts.colleaguesWaiting)] : []),
                leaving.stillLetIn,
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
