import type { Reputation } from '../../../contract/shapes.ts';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { missingTexts } from './missing-texts.ts';
import { mindOf } from './verdict.ts';

/** What IT is to look at where nobody sees from outside whether mail is signed; nothing where the domain minds nothing. */
export function DoubtLetter({ reputation, provider }: { reputation: Reputation; provider: string }) {
  const words = useWords().reputation;
  const { domain, missing } = reputation;
  const mind = mindOf(reputation);
  if (mind === null) return null;
  const records = missingTexts(words, missing, provider).map(({ text }) => text);
  return (
    <CopyButton
      label={words.doubtLabel}
      rows={8}
      text={() => Promise.resolve(words.doubtLetter(domain, provider, mind, records))}
    >
      {words.copyDoubt}
    </CopyButton>
  );
}
