import type { Recommendations } from '../../../contract/shapes.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Points } from '../../parts/Points.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Section } from '../../parts/Section.tsx';
import { useSurroundings, useWords } from '../../parts/surroundings.ts';
import { RefusedNote } from '../reputation/RefusedNote.tsx';

interface SharedOfferProps {
  found: Pick<Recommendations, 'defaultChannel' | 'defaultChannelOnlyFor'>;
  onTake: () => void;
}

/** The operator's channel, behind all that a rep may have alone, and what it costs to share one; or why it is not for this address. */
export default function SharedOffer({
  found: { defaultChannel: part, defaultChannelOnlyFor: only },
  onTake,
}: SharedOfferProps) {
  const { host } = useSurroundings();
  const words = useWords().shared;
  const { pros, cons } = words;
  if (!part) return only && <Notice>{words.onlyFor(only.address)}</Notice>;
  return (
    <Section title={words.offer}>
      <Points
        reason={words.offerBody}
        pros={[pros.nothingToType, pros.outlivesPassword]}
        cons={[cons.reputation, cons.few(part.recipientsPerDay), cons.noCopy]}
      />
      <RefusedNote address={host.profile().emailAddress} host={null} />
      <QuietButton onClick={onTake}>{words.use}</QuietButton>
    </Section>
  );
}
