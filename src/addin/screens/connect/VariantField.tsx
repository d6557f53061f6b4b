import { Field, Select } from '@fluentui/react-components';
import { siblingsOf } from '../../../domain/choices.ts';
import { PROVIDERS, type ProviderId } from '../../../domain/provider.ts';
import { useWords } from '../../parts/surroundings.ts';
import type { FormEvent } from './fields.ts';

interface VariantFieldProps {
  providerId: ProviderId;
  tell: (event: FormEvent) => void;
}

/** Which of a service's regions, or the like, is the rep's; nothing where there is one service of the name. */
export function VariantField({ providerId, tell }: VariantFieldProps) {
  const words = useWords().choose;
  const variants = siblingsOf(providerId).flatMap((id) => {
    const { variant } = PROVIDERS[id];
    return variant === null ? [] : [{ id, ...variant }];
  });
  const [first] = variants;
  if (!first) return null;
  return (
    <Field label={words.variantLabel[first.of]}>
      <Select
        value={providerId}
        onChange={(_, { value }) => {
          tell({ type: 'chose-variant', providerId: value as ProviderId });
        }}
      >
        {variants.map(({ id, name }) => (
          <option key={id} value={id}>
            {words.variants[name]}
          </option>
        ))}
      </Select>
    </Field>
  );
}
