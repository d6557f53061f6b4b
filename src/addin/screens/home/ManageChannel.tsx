import { Button, Field, Input, makeStyles } from '@fluentui/react-components';
import { lazy, Suspense, useState } from 'react';
import type { Channel } from '../../../contract/shapes.ts';
import type { SignInService } from '../../../domain/credential.ts';
import { SIGN_IN_TERMS } from '../../../domain/sign-in-service.ts';
import { Disclosure } from '../../parts/Disclosure.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Question } from '../../parts/Question.tsx';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import { conditionOf } from '../known/condition.ts';
import type { Erased } from '../own/ErasedScreen.tsx';
import { BeginChange } from './BeginChange.tsx';
import { ExpiryForm } from './ExpiryForm.tsx';
import { SenderChoices } from './SenderChoices.tsx';
import { useManage } from './use-manage.ts';

const OwnData = lazy(() => import(/* webpackChunkName: "own" */ '../own/OwnData.tsx'));

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'end' },
  field: { flexGrow: 1, flexBasis: '140px' },
  change: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '6px' },
});

interface ManageChannelProps {
  channel: Channel;
  /** Where the rep may sign in instead of the password; null for nowhere. */
  service: SignInService | null;
  /** Messages that would not be sent if the channel went. */
  waiting: number;
  onRepair: () => void;
  onSignIn: () => void;
  onAnother: () => void;
  /** Whether the rep has other channels. */
  several: boolean;
  /** Another address by this login; undefined where there can be none. */
  onAnotherSender: (() => void) | undefined;
  /** The rep has begun to change the password. */
  onBegun: () => void;
  onErased: (erased: Erased) => void;
}

/** What is needed now and then: another name, another password and when the next one is due, another channel, none. */
export function ManageChannel({
  channel,
  service,
  waiting,
  onRepair,
  onSignIn,
  onAnother,
  several,
  onAnotherSender,
  onBegun,
  onErased,
}: ManageChannelProps) {
  const styles = useStyles();
  const words = useWords();
  const { name, setName, rename, remove, busy, trouble } = useManage(channel);
  const [asking, ask] = useState(false);
  const ofTeam = channel.team !== null;
  // A team's has its administrator's.
  const secret = words.secrets[channel.secret];
  const byPassword = channel.credential === 'password' && !ofTeam;
  const works = conditionOf(channel) === 'working';
  const isStopped = channel.stoppedSince !== null;
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
      {byPassword && <ExpiryForm channel={channel} />}
      {byPassword && works && (
        <div className={styles.change}>
          <BeginChange channel={channel} onBegun={onBegun} />
          <Notice>{words.change.beginBody(secret)}</Notice>
        </div>
      )}
      <div className={styles.row}>
        {byPassword && works && <Button onClick={onRepair}>{words.home.newPassword(secret)}</Button>}
        {works && service !== null && (
          <Button onClick={onSignIn}>{words.signInToSend.instead(SIGN_IN_TERMS[service].name)}</Button>
        )}
        <SenderChoices channel={channel} several={several} onAnotherSender={onAnotherSender} />
        <Button onClick={onAnother}>{words.home.another}</Button>
        {!asking && !isStopped && (
          <Button
            onClick={() => {
              ask(true);
            }}
          >
            {words.home.remove}
          </Button>
        )}
      </div>
      {isStopped && <Notice shape="building">{words.stopped.noRemoval}</Notice>}
      {asking && (
        <Question
          title={words.home.removeTitle}
          body={[
            words.home.removeBody[ofTeam ? 'team' : channel.credential](waiting, secret),
            ...(channel.colleagues > 0 ? [words.home.removeColleagues(channel.colleagues)] : []),
          ].join(' ')}
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
      <Suspense fallback={null}>
        <OwnData onErased={onErased} />
      </Suspense>
    </Disclosure>
  );
}
