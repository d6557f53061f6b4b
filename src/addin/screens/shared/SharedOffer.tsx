import type { Recommendations } from '../../../contract/shapes.ts';
import { Points } from '../../parts/Points.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Section } from '../../parts/Section.tsx';
import { useWords } from '../../parts/surroundings.ts';

interface SharedOfferProps {
  part: NonNullable<Recommendations['defaultChannel']>;
  onTake: () => void;
}

/** The operator's channel, behind all that a rep may have alone, and what it costs to share one. */
export default function SharedOffer({ part, onTake }: SharedOfferProps) {
  const words = useWords().shared;
  const { pros, cons } = words;
  return (
    <Section title={words.offer}>
      <Points
        reason={words.offerBody}
        pros={[pros.nothingToType, pros.outlivesPassword]}
        cons={[cons.reputation, cons.few(part.recipientsPerDay), cons.noCopy]}
      />
      <QuietButton onClick={onTake}>{words.use}</QuietButton>
    </Section>
  );
}
