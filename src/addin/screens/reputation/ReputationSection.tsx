import type { Reputation } from '../../../contract/shapes.ts';
import type { Standing } from '../../../domain/reputation.ts';
import { PROVIDERS } from '../../../domain/provider.ts';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { Disclosure } from '../../parts/Disclosure.tsx';
import { Notice } from '../../parts/Notice.tsx';
import type { Shape } from '../../parts/Pictogram.tsx';
import { Section } from '../../parts/Section.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TextToCopy } from '../../parts/TextToCopy.tsx';
import { useReputation } from './use-reputation.ts';

const SHAPE: Record<Standing, Shape> = {
  proven: 'check',
  'if-signed': 'question',
  unproven: 'warning',
  refused: 'warning',
  unclear: 'question',
};
const GOOD: readonly string[] = ['names-it', 'signed', 'reject', 'quarantine', 'none'];
const OPEN: readonly string[] = ['unclear', 'by-address', 'not-looked-up'];

/** Whether recipients see that the rep's mail is the company's, why, and what IT should add; nothing while that is not known. */
export function ReputationSection({ address, host }: { address: string; host: string }) {
  const words = useWords().reputation;
  const reputation = useReputation(address, host);
  if (reputation === null) return null;
  const { domain, providerId, spf, dkim, dmarc, standing, missing } = reputation;
  const provider = providerId === 'custom' ? host : PROVIDERS[providerId].name;
  return (
    <Section title={words.title}>
      <Notice shape={SHAPE[standing]}>{words.standing[standing](domain, provider)}</Notice>
      <Disclosure label={words.details}>
        <Notice shape={shapeOf(spf)}>{words.spf[spf](provider)}</Notice>
        <Notice shape={shapeOf(dkim)}>{words.dkim[dkim](provider)}</Notice>
        <Notice shape={shapeOf(dmarc)}>{words.dmarc[dmarc]}</Notice>
        {missing.length > 0 && <Missing domain={domain} provider={provider} missing={missing} />}
      </Disclosure>
    </Section>
  );
}

const shapeOf = (state: string): Shape => (GOOD.includes(state) ? 'check' : OPEN.includes(state) ? 'question' : 'dash');

interface MissingProps {
  domain: string;
  provider: string;
  missing: Reputation['missing'];
}

function Missing({ domain, provider, missing }: MissingProps) {
  const words = useWords().reputation;
  const records = missing.map(({ name, type, value, replaces }) => {
    const record = value === null ? words.recordShown(name, type, provider) : words.record(name, type, value);
    return { name, text: replaces === null ? record : `${record}\n${words.replaces(replaces)}` };
  });
  return (
    <>
      <Notice shape="building">{words.forIt}</Notice>
      {records.map(({ name, text }) => (
        <TextToCopy key={name} label={words.recordLabel(name)} text={text} rows={2} />
      ))}
      <CopyButton
        label={words.copy}
        text={() =>
          Promise.resolve(
            words.letter(
              domain,
              provider,
              records.map(({ text }) => text),
            ),
          )
        }
      >
        {words.copy}
      </CopyButton>
    </>
  );
}
