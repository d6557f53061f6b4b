import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Channel } from '../../../contract/shapes.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { Allowances } from '../../../domain/policies.ts';
import { mostRecipients } from '../../../domain/limit.ts';
import { inLetters } from '../../parts/domain-names.ts';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { RefusedNote } from '../reputation/RefusedNote.tsx';
import { mayWriteAs } from '../sender/other-senders.ts';
import { ChannelChoice } from './ChannelChoice.tsx';
import { Disclosure } from '../../parts/Disclosure.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { PauseNote } from '../../parts/PauseNote.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Status } from '../../parts/Status.tsx';
import { useSurroundings, useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import type { Words } from '../../words/words.ts';
import { reasonOf, toSignIn, troubleWords } from '../../words/trouble-words.ts';
import { channelName } from '../known/channel-name.ts';
import { conditionOf } from '../known/condition.ts';
import { useKnowledge } from '../known/known-context.ts';
import { check, type Problem } from './check.ts';
import { Enclosed } from './Enclosed.tsx';
import { cautions, leaving } from './forecast-words.ts';
import { Foreseen } from './Foreseen.tsx';
import { SendActions } from './SendActions.tsx';
import type { Sending } from './sending.ts';
import { useForecast } from './use-forecast.ts';

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
});

interface DraftViewProps {
  ready: Extract<Sending, { phase: 'ready' }>;
  channel: Channel;
  /** All channels that carry the draft's sender. */
  fitting: readonly Channel[];
  onChoose: (channelId: string) => void;
  /** The draft's sender as another address of the channel's login. */
  onSender: () => void;
  onProve: () => void;
  /** What our own server takes. */
  messageBytes: number;
  /** Null: it leaves at once. */
  onSubmit: (sendAt: Instant | null) => void;
  onHome: () => void;
  onRepair: () => void;
  /** Another channel is set up. */
  onAnother: () => void;
}

/** What will happen to the draft, or why it can't go yet. */
export function DraftView({
  ready,
  channel,
  messageBytes,
  onSubmit,
  onHome,
  onRepair,
  onAnother,
  ...senders
}: DraftViewProps) {
  const { fitting, onChoose, onSender, onProve } = senders;
  const styles = useStyles();
  const { clock } = useSurroundings();
  const words = useWords();
  const { known, allows, signIn } = useKnowledge();
  const channels = known.channels ?? [];
  const { draft: open, earlier, done, sendAt, trouble, rerouted } = ready;
  const { recipients, messages, bytes, problems, warnings, leftOut } = check(open, channel, messageBytes);
  const [choosing, setChoosing] = useState(false);
  const secret = words.secrets[channel.secret];
  const isOperators = channel.credential === 'operator';
  const condition = conditionOf(channel);
  const works = condition === 'working';
  // What an administrator paused waits for nothing that the rep could do.
  const asksRep = condition === 'broken' || condition === 'changing';
  const goes = problems.length === 0;
  // Of what is left of several messages, and of what waits for a repair or a new password, the windows say nothing.
  const load = goes && works && done === 0 ? { recipients, messages } : null;
  const now = clock.now();
  const scheduled = sendAt !== null && sendAt > now ? sendAt : null;
  const forecast = useForecast(channel, load, scheduled);
  // A draft that can't go like this goes at no time; while another moment is being chosen, that is told there.
  const isOpen = goes && choosing;
  const [first, ...more] = goes && !(isOpen && scheduled === null) ? when() : [];
  const plan = words.send.sentence([
    words.send.summary([
      words.send.recipients(recipients),
      words.format.size(bytes),
      ...(open.importance === 'high' ? [words.send.highImportance] : []),
      ...(first === undefined ? [] : [first]),
    ]),
    ...more,
  ]);
  const told = forecast ? cautions(words, channel, forecast, now, scheduled) : [];
  return (
    <Screen title={words.send.title} onBack={onHome}>
      <Panel>
        <span className={styles.subject}>{open.subject.trim() || words.send.noSubject}</span>
        <p className={styles.plan}>{plan}</p>
        <span className={styles.quiet}>
          {words.send.route(
            inLetters(channel.sender.address),
            inLetters(channel.server.host) || channelName(words, channel),
          )}
        </span>
        <ChannelChoice fitting={fitting} channel={channel} onChoose={onChoose} />
      </Panel>
      <Status>
        {goes && rerouted === channel.id && (
          <Notice shape="warning">
            {words.senders.rerouted(
              inLetters(channel.sender.address),
              inLetters(channel.server.host) || channelName(words, channel),
            )}
          </Notice>
        )}
      </Status>
      {isOperators && <Notice>{words.shared.route}</Notice>}
      {(isOperators || fitting.length > 1) && (
        <RefusedNote address={channel.sender.address} host={isOperators ? null : channel.server.host} before="send" />
      )}
      <Enclosed open={open} />
      <Status>
        {problems.length > 0 && (
          <Panel tone="danger">
            <ul className={mergeClasses(styles.list, problems.length === 1 && styles.single)}>
              {problems.map((problem) => (
                <li key={problem.kind}>{problemText(words, problem, allows)}</li>
              ))}
            </ul>
            {has('from') && mayWriteAs(channel, channels, open.from.address) && (
              <QuietButton onClick={onSender}>{words.senders.sendAs(open.from.address)}</QuietButton>
            )}
            {has('forbidden') && (
              <Button appearance="primary" onClick={onAnother}>
                {words.start.another}
              </Button>
            )}
            {has('unproven') && <QuietButton onClick={onProve}>{words.senders.prove}</QuietButton>}
          </Panel>
        )}
        {goes && messages > 1 && done === 0 && (
          <Panel tone="notice">
            <p className={styles.plan}>{words.split.offer(recipients, mostRecipients(channel.limits))}</p>
            <p className={styles.plan}>{words.split.harmless}</p>
          </Panel>
        )}
      </Status>
      {done > 0 && earlier && (
        <Panel tone="notice">
          <p className={styles.plan}>{words.split.partly(done, earlier.parts)}</p>
        </Panel>
      )}
      <PauseNote pause={works ? channel.pause : null} now={now} />
      <Status>
        {told.map((caution) => (
          <Notice key={caution} shape="warning">
            {caution}
          </Notice>
        ))}
      </Status>
      {warnings.map((warning) => (
        <Notice key={warning} shape="warning">
          {words.send.warning[warning](secret)}
        </Notice>
      ))}
      {trouble && (
        <TroubleNote trouble={trouble} said={troubleWords(words, trouble)}>
          {toSignIn(trouble) && <Button onClick={() => void signIn()}>{words.common.signIn}</Button>}
          <Notice>{words.send.notHanded}</Notice>
        </TroubleNote>
      )}
      {asksRep && (
        <Button appearance="primary" onClick={onRepair}>
          {channel.team ? words.send.home : condition === 'broken' ? words.home.repair : words.change.enter(secret)}
        </Button>
      )}
      <SendActions
        label={label()}
        labelNow={scheduled === null && label() === words.send.submit ? words.queue.sendNow : label()}
        isMain={!asksRep && !has('forbidden')}
        disabled={!goes}
        onSend={() => {
          onSubmit(sendAt);
        }}
        onNow={
          scheduled === null
            ? null
            : () => {
                onSubmit(null);
              }
        }
        foresee={(at) => <Foreseen channel={channel} recipients={recipients} load={load} at={at} told={told} />}
        onLater={onSubmit}
        choosing={isOpen}
        onChoosing={setChoosing}
      />
      <Disclosure label={words.send.leftOut}>
        {leftOut.map((what) => (
          <Notice key={what}>{words.send.leftOutOf[what]}</Notice>
        ))}
      </Disclosure>
    </Screen>
  );

  function has(kind: Problem['kind']): boolean {
    return problems.some((problem) => problem.kind === kind);
  }

  /** When the draft leaves, as far as anybody knows. */
  function when(): string[] {
    if (done > 0 && scheduled === null && works) return [words.split.restInTurn];
    return leaving(words, channel, forecast, now, scheduled);
  }

  function label(): string {
    if (done > 0 && earlier) return words.split.submitRest(earlier.parts - done);
    if (trouble) return words.common.tryAgain;
    return messages > 1 && goes ? words.split.submit(messages) : words.send.submit;
  }
}

function problemText({ send, senders, shared, forbidden }: Words, problem: Problem, allows: Allowances | null): string {
  switch (problem.kind) {
    case 'forbidden':
      return `${forbidden.noMore}. ${reasonOf(forbidden, problem.policy, allows)} ${forbidden.goesOn}`;
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
    case 'too-many-visible':
      return send.problem.tooManyVisible(problem.count, problem.limit);
    case 'too-many-attachments':
      return send.problem.tooManyAttachments(problem.limit);
    case 'over-share':
      return shared.overShare(problem.count, problem.limit);
    case 'from':
      return send.problem.from(problem.from, problem.sender);
    case 'unproven':
      return senders.unproven(problem.address);
    case 'not-own':
      return shared.notYours(problem.address);
    case 'long-subject':
      return send.problem.longSubject(problem.limit);
  }
}
