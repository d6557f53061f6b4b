import { makeStyles, tokens } from '@fluentui/react-components';
import type { BoardChannel } from '../../../contract/shapes.ts';
import { sameAddress } from '../../../domain/address.ts';
import type { Instant } from '../../../domain/instant.ts';
import { PROVIDERS } from '../../../domain/provider.ts';
import { Disclosure } from '../../parts/Disclosure.tsx';
import { inLetters } from '../../parts/domain-names.ts';
import { Hidden } from '../../parts/Hidden.tsx';
import { Notice } from '../../parts/Notice.tsx';
import type { Shape } from '../../parts/Pictogram.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { wordsAt } from '../../words/login-words.ts';
import type { Words } from '../../words/words.ts';
import { ChannelActions } from './ChannelActions.tsx';

const useStyles = makeStyles({
  row: { paddingTop: '8px' },
  facts: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
});

interface BoardRowProps {
  channel: BoardChannel;
  now: Instant;
  /** Something was done to it: what to say of that. */
  onDone: (said: string) => void;
}

/** One channel of a person's: as whom it sends, how it does, where, and what may be done to it on demand. */
export function BoardRow({ channel, now, onDone }: BoardRowProps) {
  const styles = useStyles();
  const words = useWords();
  const { sender, person } = channel;
  const isOther = person !== null && person.address !== null && !sameAddress(person.address, sender.address);
  return (
    <li className={styles.row}>
      <div>{words.board.sendsAs(sender.name, inLetters(sender.address))}</div>
      {isOther && <Notice shape="person">{words.board.otherAddress}</Notice>}
      {standingOf(words, channel, now).map(({ shape, text }) => (
        <Notice key={text} shape={shape}>
          {text}
        </Notice>
      ))}
      <div className={styles.facts}>{factsOf(words, channel, now).join(' · ')}</div>
      <Disclosure
        label={
          <>
            {words.board.manage}
            <Hidden> {inLetters(sender.address)}</Hidden>
          </>
        }
      >
        <ChannelActions channel={channel} onDone={onDone} />
      </Disclosure>
    </li>
  );
}

/** What stands against it: that it is broken, then that a policy does, that nobody vouches for its sender, that an administrator paused it, that its rep did. */
function standingOf(
  words: Words,
  { providerId, host, broken, forbiddenBy, isUnproven, stoppedSince, heldSince }: BoardChannel,
  now: Instant,
): { shape: Shape; text: string }[] {
  const { board, policies, secrets, format } = words;
  const against: { shape: Shape; text: string }[] = [];
  if (broken !== null) {
    const { sinceProven, failures } = wordsAt(words, { providerId, server: { host } });
    const { title } = sinceProven[broken.kind] ?? failures[broken.kind];
    against.push({ shape: 'warning', text: board.broken(title, format.when(broken.since, now)) });
  }
  if (forbiddenBy !== null) against.push({ shape: 'building', text: board.forbidden(policies.name[forbiddenBy]) });
  if (isUnproven) against.push({ shape: 'warning', text: board.unproven });
  if (stoppedSince !== null) against.push({ shape: 'hold', text: board.stopped(format.when(stoppedSince, now)) });
  if (heldSince !== null) {
    const secret = secrets[PROVIDERS[providerId].secret];
    against.push({ shape: 'hold', text: board.held(format.when(heldSince, now), secret) });
  }
  return against.length > 0 ? against : [{ shape: 'check', text: board.working }];
}

function factsOf({ board, secrets, format }: Words, channel: BoardChannel, now: Instant): string[] {
  const { sender, providerId, host, credential, account, team, colleagues, passwordEndsOn, lastUsedAt, waiting } =
    channel;
  const { name, secret } = PROVIDERS[providerId];
  const way =
    account === null || sameAddress(account, sender.address)
      ? board.credential[credential](secrets[secret])
      : board.signedInAs(account);
  return [
    `${providerId === 'custom' ? inLetters(host) : name} ${team === 'joined' ? board.joined : way}`,
    ...(team === 'shared' ? [board.shared(colleagues)] : []),
    ...(passwordEndsOn === null ? [] : [board.ends(passwordEndsOn)]),
    lastUsedAt === null ? board.unused : board.used(format.ago(lastUsedAt, now)),
    ...(waiting > 0 ? [board.waiting(waiting)] : []),
  ];
}
