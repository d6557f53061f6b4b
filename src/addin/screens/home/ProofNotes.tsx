import type { Channel } from '../../../contract/shapes.ts';
import type { Instant } from '../../../domain/instant.ts';
import { inLetters } from '../../parts/domain-names.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { useWords } from '../../parts/surroundings.ts';
import type { Words } from '../../words/words.ts';
import { codeOut } from '../known/code-out.ts';

/** That nothing goes while nobody vouches for the sender, and why. */
function unprovenNote({ shared, senders }: Words, { sender: { address }, credential, mayBeNamed }: Channel): string {
  if (credential === 'operator') return shared.notYours(address);
  return (mayBeNamed ? senders.noteInDomain : senders.note)(address);
}

interface ProofNotesProps {
  /** All of the rep's: a code is entered from wherever one looks. */
  channels: readonly Channel[];
  /** The one that is looked at. */
  channel: Channel;
  now: Instant;
  onProve: (channelId: string) => void;
}

/** What is still to be shown of senders: by the codes that are out, and by one that is to be sent. */
export function ProofNotes({ channels, channel, now, onProve }: ProofNotesProps) {
  const words = useWords();
  const { enterCode, prove, sent } = words.senders;
  const lead = (to: Channel, label: string) => (
    <QuietButton
      onClick={() => {
        onProve(to.id);
      }}
    >
      {label}
    </QuietButton>
  );
  return (
    <>
      {channels.map((one) => {
        const out = codeOut(one, now);
        return (
          out !== null && (
            <Panel key={one.id} tone="notice">
              <Notice shape="clock">{sent(inLetters(one.sender.address), out.sentAt, out.expiresAt)}</Notice>
              {lead(one, enterCode)}
            </Panel>
          )
        );
      })}
      {!channel.isSenderProven && codeOut(channel, now) === null && (
        <Panel tone="notice">
          <Notice shape="warning">{unprovenNote(words, channel)}</Notice>
          {channel.credential !== 'operator' && lead(channel, prove)}
        </Panel>
      )}
    </>
  );
}
