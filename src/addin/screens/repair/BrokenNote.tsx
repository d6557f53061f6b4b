import { Button, makeStyles } from '@fluentui/react-components';
import type { Channel } from '../../../contract/shapes.ts';
import type { SignInService } from '../../../domain/credential.ts';
import type { Health } from '../../../domain/health.ts';
import type { Instant } from '../../../domain/instant.ts';
import { SIGN_IN_TERMS } from '../../../domain/sign-in-service.ts';
import { AskIt } from '../../parts/AskIt.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import type { Words } from '../../words/words.ts';
import { keyAt } from '../../words/login-words.ts';
import { isPersonal } from '../../words/personal-words.ts';
import { brokenWordsFor } from '../known/denied-words.ts';
import { roughly } from '../send/forecast-words.ts';
import { cameToPassword, remedyOf } from './remedy.ts';

const useStyles = makeStyles({
  // Between buttons, a sentence has a line of its own.
  line: { flexBasis: '100%' },
  others: {
    flexBasis: '100%',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    // Quiet buttons have room of their own around them.
    marginTop: '-4px',
    marginBottom: '-4px',
    ':empty': { display: 'none' },
  },
});

interface BrokenNoteProps {
  channel: Channel;
  health: Extract<Health, { state: 'broken' }>;
  /** Messages that wait until it works again. */
  waiting: number;
  now: Instant;
  onCheck: () => void;
  /** Another credential; undefined where the rep is asked for it already. */
  onRepair?: (() => void) | undefined;
  /** A sign-in in place of the password; undefined where there is none. */
  onSignIn?: { service: SignInService; begin: () => void } | undefined;
  /** A sign-in for sending by Graph; undefined where that helps nothing, or is not offered. */
  onGraph?: (() => void) | undefined;
}

/** Why a channel is broken, what mends it first, and what else there is to do. */
export function BrokenNote({ channel, health, waiting, now, onCheck, onRepair, onSignIn, onGraph }: BrokenNoteProps) {
  const styles = useStyles();
  const words = useWords();
  const { sender, username, server, nextCheckAt } = channel;
  const { because, since } = health;
  const signsIn = channel.credential === 'sign-in';
  const said = brokenWordsFor(words, channel, because);
  const personal = isPersonal(words, channel.providerId, because.kind);
  const remedy = personal ? 'look' : remedyOf(words, because);
  const byItself = remedy === 'credential' ? null : checksByItself(words, nextCheckAt, now);
  const line = byItself !== null && (
    <div className={styles.line}>
      <Notice shape="clock">{byItself}</Notice>
    </div>
  );
  const check = remedy !== 'credential' && (
    <Button appearance={remedy === 'look' && !onGraph ? 'primary' : 'secondary'} onClick={onCheck}>
      {words.health.checkAgain}
    </Button>
  );
  const askIt = !personal && (
    <AskIt
      appearance={remedy === 'it' ? (onGraph ? 'secondary' : 'primary') : 'quiet'}
      subject={{ address: sender.address, login: username, server, key: keyAt(words, channel) }}
      about={{ trouble: because, said }}
      at={since}
    />
  );
  return (
    <TroubleNote trouble={because} said={said}>
      {onGraph && (
        <>
          <div className={styles.line}>
            <Notice shape="plane">{words.graph.offer}</Notice>
          </div>
          <Button appearance="primary" onClick={onGraph}>
            {words.graph.instead}
          </Button>
        </>
      )}
      {remedy === 'time' && line}
      {remedy === 'credential' && onRepair && (
        <Button appearance="primary" onClick={onRepair}>
          {signsIn ? words.signInToSend.again : words.home.repair}
        </Button>
      )}
      {remedy === 'it' && askIt}
      {check}
      {remedy === 'credential' && askIt}
      {(remedy !== 'credential' || onSignIn) && (
        <div className={styles.others}>
          {onSignIn && (
            <QuietButton onClick={onSignIn.begin}>
              {words.signInToSend.instead(SIGN_IN_TERMS[onSignIn.service].name)}
            </QuietButton>
          )}
          {remedy !== 'it' && remedy !== 'credential' && askIt}
          {remedy !== 'credential' && onRepair && cameToPassword(because) && (
            <QuietButton onClick={onRepair}>
              {signsIn ? words.signInToSend.again : words.health.otherPassword(words.secrets[channel.secret])}
            </QuietButton>
          )}
        </div>
      )}
      {remedy !== 'time' && line}
      {waiting > 0 && (
        <div className={styles.line}>
          <Notice shape="hold">{words.health.waiting(waiting)}</Notice>
        </div>
      )}
    </TroubleNote>
  );
}

function checksByItself(words: Words, nextCheckAt: Instant | null, now: Instant): string {
  if (nextCheckAt === null) return words.health.notByItself;
  return nextCheckAt <= now ? words.health.byItselfSoon : words.health.byItself(roughly(words, nextCheckAt, now));
}
