import type { Reputation } from '../../../contract/shapes.ts';
import type { Standing } from '../../../domain/reputation.ts';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { Disclosure } from '../../parts/Disclosure.tsx';
import { inLetters } from '../../parts/domain-names.ts';
import { Notice } from '../../parts/Notice.tsx';
import type { Shape } from '../../parts/Pictogram.tsx';
import { Section } from '../../parts/Section.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TextToCopy } from '../../parts/TextToCopy.tsx';
import { DoubtLetter } from './DoubtLetter.tsx';
import { missingTexts } from './missing-texts.ts';
import { useReputation } from './use-reputation.ts';
import { mindOf, nameOfProvider } from './verdict.ts';

const SHAPE: Record<Standing, Shape> = {
  proven: 'check',
  'if-signed': 'question',
  unproven: 'warning',
  doubtful: 'warning',
  refused: 'warning',
  unclear: 'question',
};
const OPEN: readonly string[] = ['unclear', 'by-address', 'not-looked-up'];

/**
 * Whether recipients see that the rep's mail is the company's, why, and what IT should add; nothing while that is not known. `host` is
 * null for the operator's channel.
 */
export function ReputationSection({ address, host }: { address: string; host: string | null }) {
  const say = useWords().reputation;
  const reputation = useReputation(address, host);
  if (!reputation) return null;
  const { spf, dkim, dmarc, standing } = reputation;
  const domain = inLetters(reputation.domain);
  const mind = mindOf(reputation);
  const provider = nameOfProvider(reputation, host);
  const isDefaults = host === null && mind !== null && (standing === 'refused' || standing === 'doubtful');
  return (
    <Section title={say.title}>
      <Notice shape={SHAPE[standing]}>
        {isDefaults ? say.ofDefault[standing](mind, domain) : say.standing[standing](domain, provider)}
      </Notice>
      {host === null && <Notice>{say.ofDefault.shared}</Notice>}
      {host !== null && standing === 'doubtful' && <DoubtLetter reputation={reputation} provider={provider} />}
      <Disclosure label={say.details}>
        <Notice shape={shapeOf(spf, standing)}>{say.spf[spf](provider)}</Notice>
        <Notice shape={shapeOf(dkim, standing)}>{say.dkim[dkim](provider)}</Notice>
        <Notice shape={mind === null ? shapeOf(dmarc, standing) : SHAPE[standing]}>{say.dmarc[dmarc]}</Notice>
        <Missing reputation={reputation} provider={provider} />
      </Disclosure>
    </Section>
  );
}

const GOOD: readonly string[] = ['names-it', 'signed', 'none'];

/** A tick is for what is known to prove the mail; a key alone does not say that it is signed with. */
const shapeOf = (state: string, standing: Standing): Shape =>
  standing === 'proven' && GOOD.includes(state)
    ? 'check'
    : state === 'signed' || OPEN.includes(state)
      ? 'question'
      : 'dash';

function Missing({ reputation, provider }: { reputation: Reputation; provider: string }) {
  const words = useWords().reputation;
  const { domain, providerId, dkim, missing } = reputation;
  if (missing.length === 0) return null;
  const records = missingTexts(words, missing, provider);
  // Where a company's own server has its keys only the company knows.
  const part = dkim !== 'signed' && providerId !== 'custom' ? words.part(provider) : null;
  const letter = [...records.map(({ text }) => text), ...(part === null ? [] : [part])];
  return (
    <>
      <Notice shape="building">{words.forIt}</Notice>
      {records.map(({ name, text }) => (
        <TextToCopy key={name} label={words.recordLabel(name)} text={text} rows={2} />
      ))}
      {part !== null && <Notice>{part}</Notice>}
      <CopyButton label={words.copy} text={() => Promise.resolve(words.letter(domain, provider, letter))}>
        {words.copy}
      </CopyButton>
    </>
  );
}
