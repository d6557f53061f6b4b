import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { Channel } from '../../../contract/shapes.ts';
import type { OpenDraft } from '../../host/host.ts';
import { Disclosure } from '../../parts/Disclosure.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useSurroundings } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import type { Words } from '../../words/en.ts';
import type { Trouble } from '../../words/trouble.ts';
import { toSignIn } from '../../words/trouble-words.ts';
import { useUsage } from '../home/use-usage.ts';
import { useKnowledge } from '../known/known-context.ts';
import { check, type Problem } from './check.ts';
import { departure } from './departure.ts';
import { Enclosed } from './Enclosed.tsx';

const useStyles = makeStyles({
  subject: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  plan: { margin: 0 },
  quiet: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
  list: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '8px' },
  single: { paddingLeft: 0, listStyleType: 'none' },
  // What is to be said aloud has to be there before it is said, but takes no room of its own.
  status: { ':empty': { marginTop: '-12px' } },
});

interface DraftViewProps {
  open: OpenDraft;
  channel: Channel;
  /** What our own server takes. */
  messageBytes: number;
  trouble: Trouble | null;
  onSubmit: () => void;
  onHome: () => void;
  onRepair: () => void;
}

/** What will happen to the draft, or why it can't go yet. */
export function DraftView({ open, channel, messageBytes, trouble, onSubmit, onHome, onRepair }: DraftViewProps) {
  const styles = useStyles();
  const { words, clock } = useSurroundings();
  const { signIn } = useKnowledge();
  const report = useUsage(channel.id);
  const { recipients, bytes, problems, warnings, leftOut } = check(open, channel, messageBytes);
  const broken = channel.health.state === 'broken';
  const plan = words.send.summary([
    words.send.recipients(recipients),
    words.format.size(bytes),
    ...(open.importance === 'high' ? [words.send.highImportance] : []),
    // A draft that can't go like this goes at no time.
    ...(problems.length === 0 && (report || broken) ? [departure(words, channel, report, clock.now())] : []),
  ]);
  return (
    <Screen title={words.send.title} onBack={onHome}>
      <Panel>
        <span className={styles.subject}>{open.subject.trim() || words.send.noSubject}</span>
        <p className={styles.plan}>{plan}</p>
        <span className={styles.quiet}>{words.send.route(channel.sender.address, channel.server.host)}</span>
      </Panel>
      <Enclosed open={open} />
      <div role="status" className={styles.status}>
        {problems.length > 0 && (
          <Panel tone="danger">
            <ul className={mergeClasses(styles.list, problems.length === 1 && styles.single)}>
              {problems.map((problem) => (
                <li key={problem.kind}>{problemText(words, problem)}</li>
              ))}
            </ul>
          </Panel>
        )}
      </div>
      {warnings.map((warning) => (
        <Notice key={warning} shape="warning">
          {words.send.warning[warning]}
        </Notice>
      ))}
      {trouble && (
        <TroubleNote trouble={trouble}>
          {toSignIn(trouble) && <Button onClick={() => void signIn()}>{words.common.signIn}</Button>}
          <Notice>{words.send.notHanded}</Notice>
        </TroubleNote>
      )}
      {broken && (
        <Button appearance="primary" onClick={onRepair}>
          {words.home.repair}
        </Button>
      )}
      <Button
        appearance={broken ? 'secondary' : 'primary'}
        size={broken ? 'medium' : 'large'}
        disabled={problems.length > 0}
        onClick={onSubmit}
      >
        {trouble ? words.common.tryAgain : words.send.submit}
      </Button>
      <Disclosure label={words.send.leftOut}>
        {leftOut.map((what) => (
          <Notice key={what}>{words.send.leftOutOf[what]}</Notice>
        ))}
      </Disclosure>
    </Screen>
  );
}

function problemText({ send }: Words, problem: Problem): string {
  switch (problem.kind) {
    case 'no-recipients':
      return send.problem.noRecipients;
    case 'unresolved':
      return send.problem.unresolved(problem.names);
    case 'bad-address':
      return send.problem.badAddress(problem.addresses);
    case 'cloud':
      return send.problem.cloud(problem.names);
    case 'too-large':
      return send.problem.tooLarge(problem.bytes, problem.limit);
    case 'too-many-recipients':
      return send.problem.tooManyRecipients(problem.count, problem.limit);
    case 'too-many-attachments':
      return send.problem.tooManyAttachments(problem.limit);
    case 'from':
      return send.problem.from(problem.from, problem.sender);
    case 'long-subject':
      return send.problem.longSubject(problem.limit);
  }
}
