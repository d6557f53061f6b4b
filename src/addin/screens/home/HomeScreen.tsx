import { Button, Field, Select } from '@fluentui/react-components';
import { useState } from 'react';
import type { Channel } from '../../../contract/shapes.ts';
import { inOrder } from '../../../domain/channel-order.ts';
import { SECOND } from '../../../domain/instant.ts';
import { offeredService } from '../../../domain/sign-in-service.ts';
import { isAfterLogin } from '../../../domain/health.ts';
import { graphHelps, signInHelps } from '../../../domain/transport.ts';
import { Notice } from '../../parts/Notice.tsx';
import { PauseNote } from '../../parts/PauseNote.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Section } from '../../parts/Section.tsx';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import { useNow } from '../../parts/use-now.ts';
import { toSignIn, troubleWords } from '../../words/trouble-words.ts';
import { channelName } from '../known/channel-name.ts';
import { takesOtherSenders } from '../sender/other-senders.ts';
import { sameAddress } from '../../../domain/address.ts';
import type { Words } from '../../words/words.ts';
import { conditionOf, heldOn, oldMailOf, waitingFor } from '../known/condition.ts';
import { useKnowledge } from '../known/known-context.ts';
import { LISTED, POLL, waitingOn } from '../known/known.ts';
import type { Erased } from '../own/ErasedScreen.tsx';
import type { Mending } from '../place.ts';
import { BrokenNote } from '../repair/BrokenNote.tsx';
import { ChangeNote } from './ChangeNote.tsx';
import { ForbiddenNote } from './ForbiddenNote.tsx';
import { HalfSent } from './HalfSent.tsx';
import { HandedOver } from './HandedOver.tsx';
import { SharedNote } from '../shared/SharedNote.tsx';
import { ReputationSection } from '../reputation/ReputationSection.tsx';
import { HealthNews } from './HealthNews.tsx';
import { HealthPanel } from './HealthPanel.tsx';
import { History } from './History.tsx';
import { ManageChannel } from './ManageChannel.tsx';
import { MessageList } from './MessageList.tsx';
import { OldMail } from './OldMail.tsx';
import { queueOf } from './queue.ts';
import { remindersOf } from './reminder.ts';
import { ProofNotes } from './ProofNotes.tsx';
import { ReminderNote } from './ReminderNote.tsx';
import { StoppedNote } from './StoppedNote.tsx';
import { TeamNote } from './TeamNote.tsx';
import { UsagePanel } from './UsagePanel.tsx';
import { useUsage } from './use-usage.ts';
import { WaitingMail } from './WaitingMail.tsx';

/** How many messages are worth a look, and how many while others wait. */
const RECENT = 5;
const FEW = 2;

/** Of a login that is the operator's, a rep can only see whether it is taken again. */
const CREDENTIAL_MENDED_BY: Record<Channel['credential'], Mending> = {
  password: 'credential',
  'sign-in': 'sign-in',
  operator: 'check',
};

/** By its address, and by what it goes too where another sends from the same. */
function nameAmong(words: Words, channels: readonly Channel[], channel: Channel): string {
  const { address } = channel.sender;
  const same = channels.filter(({ sender }) => sameAddress(sender.address, address));
  return same.length > 1 ? words.senders.option(address, channelName(words, channel)) : address;
}

interface HomeScreenProps {
  /** Undefined while no message is being written. */
  onSend: (() => void) | undefined;
  onRepair: (channelId: string, by: Mending) => void;
  onAnother: () => void;
  /** Another address by a channel's login. */
  onSender: (channelId: string) => void;
  onProve: (channelId: string) => void;
  /** Undefined for who is no administrator. */
  onCompany: (() => void) | undefined;
  onErased: (erased: Erased) => void;
}

/** The rep's channel: does it work, what waits and how long, how much is used, what became of the last messages. */
export default function HomeScreen(props: HomeScreenProps) {
  const { onSend, onRepair, onAnother, onSender, onProve, onCompany, onErased } = props;
  const words = useWords();
  const { known, offered, graph, allows, signIn } = useKnowledge();
  const channels = inOrder(known.channels ?? []);
  const [chosen, choose] = useState<string | null>(null);
  const [begun, begin] = useState<string | null>(null);
  const channel = channels.find(({ id }) => id === chosen) ?? channels[0];
  const standing = useUsage(channel?.id ?? null);
  const messages = known.messages.filter(({ channelId }) => channelId === channel?.id);
  const { pause = null, nextCheckAt = null } = channel ?? {};
  const codes = channels.map(({ code }) => code?.expiresAt ?? null);
  const now = useNow([pause?.until ?? null, nextCheckAt, ...codes, ...messages.map(({ dueAt }) => dueAt)]);
  if (!channel) return null;

  const { health } = channel;
  const condition = conditionOf(channel);
  const works = condition === 'working';
  const held = heldOn(known, channel);
  const old = oldMailOf(known, channel);
  const queue = queueOf(
    messages.filter((message) => !old.includes(message)),
    now,
  );
  const next = works ? (standing?.next ?? null) : null;
  // The server lists so many at once; how long a longer queue is, its forecast knows. Where nothing leaves, there is none.
  const longer = known.messages.length < LISTED ? 0 : (next?.ahead.messages ?? 0);
  const left = works ? Math.max(queue.leaving.length, longer) : 0;
  const ofTeam = channel.team !== null;
  const byPassword = channel.credential === 'password' && !ofTeam;
  const isShared = channel.credential === 'operator';
  const service = byPassword ? offeredService(channel.providerId, offered ?? []) : null;
  const repair = () => {
    onRepair(channel.id, CREDENTIAL_MENDED_BY[channel.credential]);
  };
  const signInInstead = () => {
    onRepair(channel.id, 'sign-in');
  };
  const onBegun = () => {
    begin(channel.id);
  };
  return (
    <Screen title={words.home.title}>
      {channels.length > 1 && (
        <Field label={words.home.channels}>
          <Select
            value={channel.id}
            onChange={(_, { value }) => {
              choose(value);
            }}
          >
            {channels.map((one) => (
              <option key={one.id} value={one.id}>
                {nameAmong(words, channels, one)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Status>
        {known.trouble && toSignIn(known.trouble) ? (
          <TroubleNote trouble={known.trouble}>
            <Button appearance="primary" onClick={() => void signIn()}>
              {words.common.signIn}
            </Button>
          </TroubleNote>
        ) : (
          known.trouble && (
            <Notice shape="warning">
              {known.asOf === null
                ? troubleWords(words, known.trouble).title
                : words.home.away(troubleWords(words, known.trouble).title, words.format.ago(known.asOf, now))}
            </Notice>
          )
        )}
        {known.interrupted && !known.trouble && <Notice>{words.home.polling(POLL / SECOND)}</Notice>}
      </Status>
      <HealthNews key={`news of ${channel.id}`} channel={channel} now={now} />
      <HealthPanel channel={channel} now={now} />
      <ProofNotes channels={channels} channel={channel} now={now} onProve={onProve} />
      {isShared && <SharedNote perDay={channel.limits.recipientsPerDay ?? 0} onOwn={onAnother} />}
      <TeamNote channel={channel} waiting={held} />
      {channel.forbiddenBy !== null && (
        <ForbiddenNote
          policy={channel.forbiddenBy}
          allows={allows}
          service={service}
          onSignIn={signInInstead}
          onAnother={onAnother}
        />
      )}
      {health.state === 'broken' && (!ofTeam || isAfterLogin(health.because)) && (
        <BrokenNote
          channel={channel}
          health={health}
          waiting={held}
          now={now}
          onRepair={isShared || ofTeam ? undefined : repair}
          onSignIn={service !== null && signInHelps(health.because) ? { service, begin: signInInstead } : undefined}
          onGraph={
            graph && graphHelps(channel, health.because)
              ? () => {
                  onRepair(channel.id, 'graph');
                }
              : undefined
          }
          onCheck={() => {
            onRepair(channel.id, 'check');
          }}
        />
      )}
      {channel.stoppedSince !== null && (
        <StoppedNote
          since={channel.stoppedSince}
          connectedAt={channel.createdAt}
          waiting={waitingFor(known, channel, now)}
          now={now}
        />
      )}
      {!ofTeam && condition === 'changing' && (
        <ChangeNote
          channel={channel}
          waiting={waitingFor(known, channel, now)}
          begun={begun === channel.id}
          onEnter={repair}
        />
      )}
      {(ofTeam ? [] : remindersOf(words, channel, service, now)).map((reminder) => (
        <ReminderNote
          key={reminder.about}
          reminder={reminder}
          service={service}
          channel={channel}
          onNewPassword={repair}
          onSignIn={signInInstead}
          onBegun={onBegun}
        />
      ))}
      <PauseNote pause={works ? pause : null} now={now} />
      <HalfSent messages={messages} />
      <HandedOver messages={known.messages} others={channels.filter((one) => one !== channel)} onLook={choose} />
      <OldMail
        key={`old mail of ${channel.id}`}
        channel={channel}
        messages={old}
        count={works ? Math.min(held, channel.held) : 0}
        now={now}
      />
      {onSend && (
        <Button appearance={works ? 'primary' : 'secondary'} onClick={onSend}>
          {words.home.sendDraft}
        </Button>
      )}
      {known.heard && (
        <WaitingMail
          key={`mail of ${channel.id}`}
          queue={queue}
          left={left}
          doneAt={next?.startsAt ?? null}
          now={now}
        />
      )}
      {standing && (
        <UsagePanel report={standing.report} now={now} isShared={isShared} isTeams={ofTeam || channel.colleagues > 0} />
      )}
      {known.heard && (queue.settled.length > 0 || messages.length === 0) && (
        <Section title={words.home.recent}>
          {messages.length === 0 && <Notice shape="plane">{words.home.none}</Notice>}
          <MessageList messages={queue.settled.slice(0, RECENT)} first={left > 0 ? FEW : RECENT} now={now} />
        </Section>
      )}
      {(isShared || channel.server.host !== '') && (
        <ReputationSection address={channel.sender.address} host={isShared ? null : channel.server.host} />
      )}
      <History key={`history of ${channel.id}`} channel={channel} now={now} />
      <ManageChannel
        key={channel.id}
        channel={channel}
        service={service}
        waiting={standing?.report.droppable ?? waitingOn(known, channel.id).length}
        onRepair={repair}
        onSignIn={signInInstead}
        onAnother={onAnother}
        several={channels.length > 1}
        onAnotherSender={
          takesOtherSenders(channel, channels)
            ? () => {
                onSender(channel.id);
              }
            : undefined
        }
        onBegun={onBegun}
        onErased={onErased}
      />
      {onCompany && <QuietButton onClick={onCompany}>{words.common.toCompany}</QuietButton>}
    </Screen>
  );
}
