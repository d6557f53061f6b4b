import { Button, makeStyles } from '@fluentui/react-components';
import type { Channel } from '../../../contract/shapes.ts';
import type { SignInService } from '../../../domain/credential.ts';
import { SIGN_IN_TERMS } from '../../../domain/sign-in-service.ts';
import { Panel } from '../../parts/Panel.tsx';
import { PanelTitle } from '../../parts/PanelTitle.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { BeginChange } from './BeginChange.tsx';
import type { Reminder } from './reminder.ts';

const useStyles = makeStyles({
  text: { margin: 0 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

interface ReminderNoteProps {
  reminder: Reminder;
  /** Where the rep may sign in instead; null for nowhere. */
  service: SignInService | null;
  channel: Channel;
  onNewPassword: () => void;
  onBegun: () => void;
  onSignIn: () => void;
}

/** A day that is near, and what can be done before it hurts; nothing is wrong yet, so nothing is red. */
export function ReminderNote({ reminder, service, channel, onNewPassword, onBegun, onSignIn }: ReminderNoteProps) {
  const styles = useStyles();
  const words = useWords();
  const { about, title, body } = reminder;
  return (
    <Panel>
      <PanelTitle shape="clock">{title}</PanelTitle>
      <p className={styles.text}>{body}</p>
      {about === 'policy' && service !== null && (
        <div className={styles.actions}>
          <Button onClick={onSignIn}>{words.signInToSend.instead(SIGN_IN_TERMS[service].name)}</Button>
        </div>
      )}
      {about !== 'policy' && (
        <div className={styles.actions}>
          {about === 'password-ended' && (
            <Button onClick={onNewPassword}>{words.home.newPassword(words.secrets[channel.secret])}</Button>
          )}
          <BeginChange channel={channel} onBegun={onBegun} />
        </div>
      )}
    </Panel>
  );
}
