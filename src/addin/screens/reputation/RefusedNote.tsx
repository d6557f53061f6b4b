import type { Reputation } from '../../../contract/shapes.ts';
import { inLetters } from '../../parts/domain-names.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { useWords } from '../../parts/surroundings.ts';
import type { Words } from '../../words/words.ts';
import { DoubtLetter } from './DoubtLetter.tsx';
import { mayBeRefused, mindOf, nameOfProvider } from './verdict.ts';
import { useReputation } from './use-reputation.ts';

/** What the rep is about to do with it. */
type Moment = keyof Words['reputation']['then'];

interface RefusedNoteProps {
  address: string;
  /** Null for the operator's; empty where the name of a team's server is not told. */
  host: string | null;
  before?: Moment;
}

/** Warns of a channel whose mail is going to be refused, or may be, before it is used; stops nobody. */
export function RefusedNote({ address, host, ...moment }: RefusedNoteProps) {
  const reputation = useReputation(address, host);
  return reputation ? <RefusedWords reputation={reputation} host={host} {...moment} /> : null;
}

interface RefusedWordsProps extends Omit<RefusedNoteProps, 'address'> {
  reputation: Reputation;
}

/** The same of what is known already. */
export function RefusedWords({ reputation, host, before = 'setUp' }: RefusedWordsProps) {
  const say = useWords().reputation;
  const mind = mindOf(reputation);
  if (mind === null || !mayBeRefused(reputation)) return null;
  const { standing } = reputation;
  const domain = inLetters(reputation.domain);
  if (host === null) return <Notice shape="warning">{say.ofDefault[standing](mind, domain)}</Notice>;
  const provider = nameOfProvider(reputation, host) || say.teamServer;
  const facts = standing === 'refused' ? say.warning[mind](domain, provider) : say.doubt(mind, domain, provider);
  const warning = <Notice shape="warning">{`${facts} ${say.then[before][standing](domain)}`}</Notice>;
  if (standing === 'refused' || before === 'send') return warning;
  return (
    <Panel tone="notice">
      {warning}
      <DoubtLetter reputation={reputation} provider={provider} />
    </Panel>
  );
}
